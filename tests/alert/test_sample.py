from datetime import UTC, datetime, timedelta

from monitor.alert.render.letter import letter
from monitor.alert.render.topic import subject
from monitor.alert.sample import MARK, sample_alert
from monitor.model.watchlist import Kind

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)


def test_a_sample_says_everywhere_that_it_is_a_test():
    sample = sample_alert("desk", NOON)
    assert sample.kind is Kind.NEW
    assert sample.summary.startswith(f"{MARK} ")
    assert subject(sample).startswith("Test: ")
    assert letter(sample).heading.startswith("Test: ")
    assert "invented" in sample.evidence[0].sentence
    assert "this is a test: nothing of it has happened" in letter(sample).reasons


def test_a_sample_is_the_same_for_a_receiver_and_moment_and_another_for_others():
    sample = sample_alert("desk", NOON)
    assert sample == sample_alert("desk", NOON)
    others = (sample_alert("mail", NOON), sample_alert("desk", NOON + timedelta(microseconds=1)))
    ids = {(one.id, one.development.id) for one in (sample, *others)}
    assert len(ids) == 3


def test_the_evidence_of_a_sample_is_a_whole_sentence_that_leads_nowhere_real():
    (evidence,) = sample_alert("desk", NOON).evidence
    assert (evidence.start, evidence.end) == (0, len(evidence.sentence))
    assert evidence.url.startswith("https://example.org/")
