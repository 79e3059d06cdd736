import pytest

from monitor.detect.lexicon.entries import LexiconError, Mode, Sameness, Sides, Slot
from monitor.detect.lexicon.reading import build, split_words
from monitor.errors import ConfigError

LANGUAGE = {
    "language": "xx",
    "words": {"future": ["will"], "negation": ["not", "will"]},
    "governors": {"plan": {"verbs": ["plan+"], "words": ["bid"]}},
}
PROTEST = {
    "type": "protest",
    "plover": "PROTEST",
    "sides": "against",
    "same": "occasion",
    "statuses": ["planned", "held"],
    "slots": ["place"],
    "status": {"done": "held", "future": "planned"},
    "needs": ["actor", "carrier counterpart"],
    "acts": {"march": {"verbs": ["march"], "needs": ["actor"], "flags": ["active"]}},
    "carriers": {"hold": {"verbs": ["hold/held/held"], "status": "held"}},
    "nouns": {"rally": {"words": ["rally", "sit-in"], "object": "rally"}},
    "objects": {"square": ["square"]},
    "blockers": ["stock rally"],
    "tests": [{"text": "They marched.", "status": "held"}, {"text": "It rained."}],
}


def test_a_type_is_read_from_plain_data():
    lexicon = build({"language": LANGUAGE, "protest": PROTEST})
    event = lexicon.types["protest"]
    assert (event.sides, event.sameness, event.nature.plover) == (
        Sides.AGAINST,
        Sameness.OCCASION,
        "PROTEST",
    )
    assert event.needs == (frozenset({Slot.ACTOR}), frozenset({Slot.CARRIER, Slot.COUNTERPART}))
    assert [group.name for group in event.groups] == ["march", "hold", "rally"]
    assert [sample.status for sample in event.samples] == ["held", None]


def test_statuses_of_a_group_stand_over_those_of_its_type():
    groups = {g.name: g for g in build({"protest": PROTEST}).types["protest"].groups}
    assert groups["march"].status == {Mode.DONE: "held", Mode.FUTURE: "planned"}
    assert groups["hold"].status[Mode.FUTURE] == "held"


def test_words_are_found_by_the_first_of_them_the_longest_first():
    lexicon = build({"language": LANGUAGE, "protest": PROTEST})
    assert lexicon.entries["sit"][0].words == ("sit", "in")
    assert lexicon.entries["planned"][0].group.name == "plan"
    assert lexicon.kinds("will") == {"future", "negation"}


def test_a_short_type_has_defaults():
    event = build({"x": {"type": "x", "statuses": ["held"]}}).types["x"]
    assert (event.nature.plover, event.sides, event.sameness) == (
        None,
        Sides.MUTUAL,
        Sameness.OBJECT,
    )


def test_words_are_cut_as_the_tokens_of_a_text():
    assert split_words("Cease-fire’s end") == ("cease", "fire's", "end")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"type": None}, "protest: type: a word is needed"),
        ({"statuses": "held"}, "protest: statuses: a list of words is needed"),
        ({"colour": "red"}, "protest: unknown field colour"),
        ({"sides": "round"}, "protest: sides: 'round' is none of"),
        ({"status": {"done": "gone"}}, "protest: status.done: 'gone' is no status"),
        ({"status": {"perhaps": "held"}}, "protest: status: 'perhaps' is none of"),
        ({"needs": ["hat"]}, "protest: needs: 'hat' is none of"),
        ({"acts": []}, "protest: acts: fields are needed here"),
        ({"acts": {"march": {"verb": ["march"]}}}, "protest: acts.march: unknown field verb"),
        ({"nouns": {"rally": {"words": ["!"]}}}, "protest: nouns.rally: '!' has no word in it"),
        ({"tests": "none"}, "protest: tests: a list of tests is needed"),
        ({"tests": [{"text": "x", "status": "gone"}]}, r"protest: tests\[1\]: 'gone' is no status"),
    ],
)
def test_a_fault_names_the_document_and_the_field(change, fault):
    with pytest.raises(LexiconError, match=fault):
        build({"protest": PROTEST | change})


def test_a_type_told_twice_is_a_fault():
    with pytest.raises(ConfigError, match="is told twice"):
        build({"one": PROTEST, "two": PROTEST})
