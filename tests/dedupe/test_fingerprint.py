from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.dedupe.fingerprint import BANDS, LEADS, VALUES, fingerprint, likeness
from monitor.model.article import (
    Article,
    ArticleId,
    Copy,
    Original,
    Remembered,
    Revision,
    Sentence,
)
from monitor.model.moment import Stamp

REPORT = (
    "The Northern Council pledged 90 billion crowns to Portavia on Friday.",
    "Its president, Aurel Vance, said so after a night of talks in Lindholm.",
    "The money is to be paid over two years, half of it as a grant and half as a loan.",
    "Portavia's mayor thanked the council and said that work on the quay would begin in January.",
    "She had asked for more, but called the sum a beginning that nobody had expected.",
    "The harbour handled most of the region's grain before the storm of last October.",
)
OTHER = (
    "Farmers of Sudmark drove their tractors to the capital on Monday to protest against tolls.",
    "The minister of transport said that he would listen, and left by the back door.",
    "A second march is planned for the week after, unless the tolls are lowered.",
)
URL = "https://courier.example/aid"


def article(sentences, name="mine"):
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Sentence(start=at, end=at + len(sentence)))
        at += len(sentence) + 1
    return Article(id=ArticleId(name), text=" ".join(sentences), sentences=tuple(spans))


def printed(*sentences):
    return fingerprint(article(sentences))


def seen(*sentences, name="first", url=None, day=18, outlet="Courier"):
    return Remembered(
        article=ArticleId(name),
        url=url,
        outlet=outlet,
        origin=f"origin of {name}",
        published=Stamp(at=datetime(2025, 12, day, tzinfo=UTC)) if day else None,
        fingerprint=printed(*sentences),
    )


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
    assert set(printed(*REPORT[:3]).bands) & set(printed(*REPORT).bands)


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
    page = seen(*REPORT, url="http://www.courier.example/aid/?utm_source=rss")
    found = likeness(URL, printed(*REPORT), (page,))
    assert isinstance(found, Copy)
    assert found.why == ("the same page, unchanged",)


def test_the_same_page_changed_is_a_revision_that_names_what_is_new():
    found = likeness(URL, printed(*REPORT[:3], *OTHER), (seen(*REPORT, url=URL), seen(*OTHER)))
    assert isinstance(found, Revision)
    assert (found.same_page, found.changed) == (True, (3, 4, 5))
    assert found.why == ("the same page, 3 of 6 sentences changed",)


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
    assert printed("—").bands == printed("—").signature == ()


def test_texts_in_scripts_without_spaces_have_words():
    japanese = "理事会は金曜日に港の再建のため九百億クラウンを約束した。"
    mine = printed(japanese.replace("九百", "千"))
    assert likeness(None, mine, (seen(japanese),)) != Original()
    assert mine.content != printed(japanese).content


def test_a_fingerprint_is_the_same_on_every_node():
    mine = printed("The council met.")
    assert (mine.content, mine.signature[:2]) == ("25ec3661a4bc", (3824124841, 3983052605))


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(min_size=1, max_size=60), max_size=8))
def test_a_fingerprint_follows_the_sentences(parts):
    mine = fingerprint(article(parts))
    assert len(mine.sentences) == len(parts)
    assert len(mine.signature) in (0, VALUES)
    assert len(mine.bands) <= BANDS + LEADS


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
