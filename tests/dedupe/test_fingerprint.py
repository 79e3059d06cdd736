from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.dedupe.fingerprint import BANDS, LEADS, SAMPLED, SOUGHT, VALUES, fingerprint
from tests.fakes.reports import REPORT, article, printed

LONG = tuple(
    f"Ship number {n} of the river fleet left the quay of Lindholm at dawn." for n in range(99)
)


def test_a_text_without_words_has_no_marks():
    mine = printed("—")
    assert mine.bands == mine.signature == mine.sought == ()
    assert mine.runs == 0


def test_a_text_shorter_than_a_run_of_words_is_one_run():
    assert printed("The council met.").runs == 1
    assert printed("The council met on Friday at noon.").runs == 3


def test_the_same_sentences_stand_for_a_text_wherever_they_are_in_it():
    marks = [{b for b in printed(*order).bands if b[0] == "s"} for order in (LONG, LONG[::-1])]
    assert len(marks[0] & marks[1]) >= SAMPLED


def test_a_long_text_has_no_more_marks_than_one_of_a_page():
    mine = printed(*LONG)
    assert len(mine.bands) <= BANDS + LEADS + SAMPLED
    assert SOUGHT - LEADS - SAMPLED <= len(mine.sought) <= SOUGHT


def test_all_sentences_of_a_page_are_looked_up_each_once():
    mine = printed(*REPORT, *REPORT)
    looked_up = [mark for mark in (*mine.bands, *mine.sought) if mark.startswith("s")]
    assert sorted(looked_up) == sorted(f"s{one}" for one in set(mine.sentences))


def test_a_short_sentence_stands_for_no_text():
    assert not [mark for mark in printed("He declined to comment.").bands if mark[0] == "s"]


def test_a_fingerprint_is_the_same_on_every_node():
    mine = printed("The council met.")
    assert (mine.content, mine.signature[:2]) == ("25ec3661a4bc", (3824124841, 3983052605))


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(min_size=1, max_size=60), max_size=8))
def test_a_fingerprint_follows_the_sentences(parts):
    mine = fingerprint(article(parts))
    assert len(mine.sentences) == len(parts)
    assert len(mine.signature) in (0, VALUES)
    assert len(mine.bands) <= BANDS + LEADS + SAMPLED
