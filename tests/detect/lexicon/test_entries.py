from monitor.detect.detection import Tools

DAY = "2026-03-04"


def test_every_sample_of_every_shipped_type_comes_out_as_it_says(tools: Tools, tell):
    wrong = []
    for event in tools.lexicon.types.values():
        for sample in event.samples:
            found = [m.status for m in tell(DAY, sample.text) if m.type == event.id]
            if found != ([] if sample.status is None else [sample.status]):
                wrong.append((event.id, sample.text, sample.status, found))
    assert wrong == []


def test_every_shipped_type_brings_samples_that_must_not_fire(tools: Tools):
    for event in tools.lexicon.types.values():
        statuses = [sample.status for sample in event.samples]
        assert len(statuses) >= 25, event.id
        assert statuses.count(None) >= 12, event.id


def test_words_without_a_kind_have_none(tools: Tools):
    assert tools.lexicon.kinds("harbour") == frozenset()
    assert "future" in tools.lexicon.kinds("will")
