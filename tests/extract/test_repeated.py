import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.repeated import FIRST, LAST, LONGEST, candidates, without_repeated
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId
from monitor.model.sighting import Sighting, Sightings

APPEAL = "The Courier is owned by its readers: every crown that you give pays for a reporter."
BIO = "Ines Vale writes about the harbour and the river, and has done so since 2009."
LEAD = "The Northern Council pledged 90 billion crowns to Portavia on Friday."
BODY = "The money is to be paid over two years, half of it as a grant and half as a loan."
SAID = "“We shall pay for the quay, and for nothing else,” its president said after the talks."
FEW, OFTEN, MOST = Sighting(pages=7, days=9), Sighting(pages=8, days=4), Sighting(pages=10, days=1)


def article(*lines: str) -> Article:
    text = "\n".join(lines)
    return Article(
        id=ArticleId("a"), text=text, sentences=sentences(text, "en"), language="en", notes=("cut",)
    )


def pruned(*lines: str, pages: int = 400, **seen: Sighting) -> Article:
    """Return the article of these lines when the named ones were seen so often."""
    named = {"appeal": APPEAL, "bio": BIO, "lead": LEAD, "body": BODY}
    told = {candidates(named[name])[0]: sighting for name, sighting in seen.items()}
    mine = article(*lines)
    known = tuple(told.get(mark, Sighting()) for mark in candidates(mine.text))
    return without_repeated(mine, Sightings(pages=pages, lines=known))


def test_a_line_that_stood_on_many_pages_on_several_days_is_left_out_and_that_is_noted():
    left = pruned(LEAD, BODY, APPEAL, SAID, BIO, appeal=OFTEN, bio=OFTEN)
    assert left.text == f"{LEAD}\n{BODY}\n{SAID}"
    assert [left.said(s) for s in left.sentences] == [LEAD, BODY, SAID]
    assert left.notes == ("cut", "2 lines were left out: repeated on the outlet's pages")


def test_one_line_is_noted_as_one():
    assert pruned(LEAD, APPEAL, appeal=OFTEN).notes[-1].startswith("1 line was left out")


@pytest.mark.parametrize(
    "sighting",
    [Sighting(), FEW, Sighting(pages=99, days=3), Sighting(pages=9, days=1), MOST],
)
def test_a_statement_that_follows_a_story_for_some_days_is_kept(sighting):
    mine = article(LEAD, BODY, SAID)
    assert pruned(LEAD, BODY, SAID, body=sighting) == mine


@pytest.mark.parametrize(("pages", "kept"), [(20, False), (21, True), (400, True)])
def test_a_line_on_most_pages_of_the_outlet_is_left_out_on_the_first_day(pages, kept):
    assert (APPEAL in pruned(LEAD, BODY, APPEAL, appeal=MOST, pages=pages).text) is kept


def test_the_lead_is_kept_however_often_it_was_printed():
    assert pruned(LEAD, BODY, lead=OFTEN) == article(LEAD, BODY)
    assert pruned("By our desk", LEAD, BODY, lead=OFTEN).text.startswith("By our desk\n" + LEAD)


def test_what_stands_before_the_lead_on_most_pages_is_not_taken_for_it():
    assert pruned(APPEAL, LEAD, BODY, appeal=MOST, lead=OFTEN, pages=12).text == f"{LEAD}\n{BODY}"


def test_nothing_is_left_out_where_nothing_would_be_left():
    assert pruned(APPEAL, BIO, appeal=MOST, bio=MOST, pages=9) == article(APPEAL, BIO)


@pytest.mark.parametrize(
    "line",
    [
        SAID,
        'The minister said: "No more will be paid than was agreed upon."',
        "He called it ‘a beginning that nobody had expected’ and left.",
        "«Das genügt nicht», sagte sie.",
        "x " * (LONGEST // 2 + 1),
        "***",
        "",
    ],
)
def test_speech_long_lines_and_lines_without_words_are_never_candidates(line):
    assert candidates(line) == ()


def test_an_apostrophe_is_no_quotation():
    assert len(candidates("The Courier's readers' money pays for the paper's reporters.")) == 1


def test_a_line_with_another_figure_is_another_line():
    assert candidates(LEAD) != candidates(LEAD.replace("90", "105"))
    assert candidates(APPEAL) == candidates(APPEAL.upper().replace(":", " –"))


def test_of_a_long_page_both_ends_are_looked_at_and_each_line_once():
    lines = [f"Line {number} of the long report." for number in range(99)]
    found = candidates("\n".join([*lines, *lines]))
    assert len(found) == FIRST + LAST
    assert found == candidates("\n".join(lines[:FIRST] + lines[-LAST:]))


@given(
    st.lists(st.sampled_from((APPEAL, BIO, LEAD, BODY, SAID, "", "By our desk")), max_size=9),
    st.lists(st.builds(Sighting, pages=st.integers(0, 20), days=st.integers(0, 9)), min_size=9),
    st.integers(0, 40),
)
def test_what_is_left_are_lines_of_the_text_in_their_order(lines, sightings, pages):
    mine = article(*lines)
    known = tuple(sightings[: len(candidates(mine.text))])
    left = without_repeated(mine, Sightings(pages=pages, lines=known))
    rest = iter(mine.text.split("\n"))
    assert all(line in rest for line in left.text.split("\n"))
    assert (left.text == mine.text) or left.notes[-1].endswith("repeated on the outlet's pages")
    assert [left.said(s) for s in left.sentences] == [
        left.text[s.start : s.end] for s in sentences(left.text, "en")
    ]
