from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.dedupe.likeness import Near, likeness
from monitor.model.article import Copy, Original, Revision
from tests.fakes.reports import OTHER, REPORT, printed, seen

URL = "https://courier.example/aid"


FURNITURE = (
    "Sign up here for the Courier's morning letter.",
    "The Courier is owned by its readers.",
    "Ines Vale writes about the harbour and the river.",
    "Read more of our reports from Sudmark.",
    "Letters to the desk are printed on Saturdays.",
)
ACROSS = (
    "A ferry ran aground off Sudmark on Tuesday with forty people aboard, none of whom was hurt.",
    "Its captain told the coast guard that fog had come up within minutes of leaving the quay.",
    "Two tugs tried to pull it free at noon, and gave up when the tide went out again.",
    "The passengers were taken off in the lifeboats of a trawler that lay nearby.",
    "The company said that it would pay for a night in an inn, and for a new ticket.",
)


def touched(sentence: str) -> str:
    """Return the sentence with one word changed, as an editor does."""
    return sentence.replace(" said", " told reporters").replace(" to ", " towards ", 1)


def test_a_copy_inside_a_longer_text_is_caught_wherever_it_stands():
    for around in ((*ACROSS[:1], *REPORT, *ACROSS[1:]), (*ACROSS, *REPORT), (*REPORT, *ACROSS)):
        mine = printed(*around)
        found = likeness(URL, mine, (seen(*REPORT),))
        assert isinstance(found, Revision)
        assert [around[n] for n in found.changed] == list(ACROSS)
        assert marks_meet(mine, printed(*REPORT))


def test_a_shortened_copy_out_of_the_middle_is_found_and_caught():
    for part in (REPORT[1:4], REPORT[3:], REPORT[::2]):
        mine = printed(*part)
        assert isinstance(likeness(URL, mine, (seen(*ACROSS, *REPORT, *OTHER),)), Copy)
        assert marks_meet(mine, printed(*ACROSS, *REPORT, *OTHER))


def marks_meet(mine, theirs) -> bool:
    return bool({*mine.bands, *mine.sought} & set(theirs.bands))


def test_a_text_whose_sentences_were_touched_is_a_rewrite_by_its_words_alone():
    mine = printed(*map(touched, REPORT), *OTHER)
    (near,) = (Near.of(mine, None, seen(*REPORT)),)
    assert near.of_theirs < 0.5
    assert near.containment > 0.6
    assert isinstance(likeness(URL, mine, (seen(*REPORT),)), Revision)


def test_another_article_of_the_outlet_with_the_same_furniture_is_original():
    theirs, mine = (*REPORT, *FURNITURE), (*ACROSS, *FURNITURE)
    assert isinstance(likeness(URL, printed(*mine), (seen(*theirs),)), Original)
    assert Near.of(printed(*mine), None, seen(*theirs)).of_mine == 0.5


def test_texts_remembered_without_their_length_are_compared_by_their_sentences():
    old = seen(*REPORT)
    old = replace(old, fingerprint=replace(old.fingerprint, runs=0))
    half = printed(*REPORT[:3], *ACROSS[:3])
    near = Near.of(half, None, old)
    assert (near.containment, near.of_mine) == (None, 0.5)
    assert isinstance(likeness(URL, half, (old,)), Revision)
    assert "containment" not in near.why()[-1]
    assert isinstance(likeness(URL, printed(*ACROSS), (old,)), Original)


def test_a_text_without_neighbours_is_original():
    assert likeness(URL, printed(*REPORT), ()) == Original(why=("no text seen before is near",))


def test_a_text_of_another_subject_is_original_and_says_how_near_it_came():
    found = likeness(URL, printed(*REPORT), (seen(*OTHER),))
    assert isinstance(found, Original)
    assert found.why[0].startswith("0% of the sentences stand in first (Courier)")


def test_the_same_text_elsewhere_is_a_copy():
    found = likeness(URL, printed(*REPORT), (seen(*REPORT, url="https://gazette.example/1"),))
    assert isinstance(found, Copy)
    assert (found.of, found.origin) == ("first", "origin of first")
    assert found.why[0] == "100% of the sentences stand in first (Courier)"


@pytest.mark.parametrize(
    "dateline",
    [
        "LINDHOLM, Dec 19 (Northwire) - ",
        "(Northwire) — ",
        "ЛІНДГОЛЬМ, 19 грудня (Вісник) — ",
        "(dpa) - ",
    ],
)
def test_a_dateline_and_typography_do_not_hide_a_copy(dateline):
    spoken = (dateline + REPORT[0], REPORT[1].upper(), REPORT[2].replace(",", " –"), *REPORT[3:])
    assert isinstance(likeness(URL, printed(*spoken), (seen(*REPORT),)), Copy)


def test_a_shortened_text_is_a_copy():
    assert isinstance(likeness(URL, printed(*REPORT[:3]), (seen(*REPORT),)), Copy)
    assert marks_meet(printed(*REPORT[:3]), printed(*REPORT))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("90 billion", "105 billion"),
        ("90 billion crowns", "€90 billion"),
        ("pledged", "refused"),
        ("on Friday.", "on Friday?"),
        ("90 billion", "90%"),
    ],
)
def test_a_changed_figure_or_word_is_never_hidden_as_a_copy(before, after):
    changed = (REPORT[0].replace(before, after), *REPORT[1:])
    found = likeness(URL, printed(*changed), (seen(*REPORT),))
    assert isinstance(found, Revision)
    assert (found.changed, found.same_page) == ((0,), False)


def test_a_text_with_new_sentences_is_a_revision_of_the_nearest():
    mine = printed(*REPORT, *OTHER[:1])
    found = likeness(URL, mine, (seen(*REPORT[:4], name="part", day=17), seen(*REPORT, name="all")))
    assert isinstance(found, Revision)
    assert (found.of, found.changed) == ("all", (6,))


def test_a_longer_report_that_takes_in_a_short_one_is_a_revision():
    found = likeness(URL, printed(*REPORT[:2], *OTHER), (seen(*REPORT[:2]),))
    assert isinstance(found, Revision)
    assert found.changed == (2, 3, 4)


def test_the_earliest_of_several_is_copied():
    late, early, undated = (
        seen(*REPORT, name="late", day=19),
        seen(*REPORT, name="early", day=18),
        seen(*REPORT, name="undated", day=None),
    )
    for order in ((late, early, undated), (undated, early, late)):
        found = likeness(URL, printed(*REPORT), order)
        assert isinstance(found, Copy)
        assert found.of == "early"


def test_the_same_page_unchanged_is_a_copy_of_itself():
    page = seen(*REPORT, url=URL)
    found = likeness(URL, printed(*REPORT), (page,))
    assert isinstance(found, Copy)
    assert found.why == ("the same page, unchanged",)


def test_the_same_page_changed_is_a_revision_that_names_what_is_new():
    found = likeness(URL, printed(*REPORT[:3], *OTHER), (seen(*REPORT, url=URL), seen(*OTHER)))
    assert isinstance(found, Revision)
    assert (found.same_page, found.changed) == (True, (3, 4, 5))
    assert found.why == ("the same page, 3 of 6 sentences changed",)


def test_a_page_that_goes_back_to_an_earlier_state_has_changed():
    raised = (REPORT[0].replace("90", "105"), *REPORT[1:])
    states = (seen(*raised, url=URL), seen(*REPORT, url=URL))
    found = likeness(URL, printed(*REPORT), states)
    assert isinstance(found, Revision)
    assert (found.same_page, found.changed) == (True, (0,))
    assert isinstance(likeness(URL, printed(*raised), states), Copy)


def test_a_page_that_only_lost_sentences_has_no_changed_ones():
    found = likeness(URL, printed(*REPORT[1:]), (seen(*REPORT, url=URL),))
    assert isinstance(found, Revision)
    assert found.changed == ()


def test_texts_without_an_outlet_or_words_are_compared_too():
    nothing = seen("—", outlet=None)
    assert isinstance(likeness(None, printed("…"), (nothing,)), Copy)
    found = likeness(None, printed(*REPORT), (nothing,))
    assert isinstance(found, Original)
    assert "unknown outlet" in found.why[0]


def test_texts_in_scripts_without_spaces_have_words():
    japanese = "理事会は金曜日に港の再建のため九百億クラウンを約束した。"
    mine = printed(japanese.replace("九百", "千"))
    assert likeness(None, mine, (seen(japanese),)) != Original()
    assert mine.content != printed(japanese).content


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(st.sampled_from(REPORT + OTHER), min_size=1, max_size=8),
    st.lists(st.sampled_from(REPORT + OTHER), max_size=8),
)
def test_no_new_sentence_is_ever_hidden(mine, theirs):
    found = likeness(URL, printed(*mine), (seen(*theirs),))
    new = tuple(number for number, one in enumerate(mine) if one not in theirs)
    match found:
        case Copy():
            assert new == ()
        case Revision():
            assert found.changed == new
        case Original():
            assert new
