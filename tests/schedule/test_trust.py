from dataclasses import replace

import pytest

from monitor.model.health import Shown
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Listed, PollState, SourceKind
from monitor.schedule.trust import FORGIVEN_AFTER, after_page, list_digest
from tests.schedule.examples import DAY, HOUR, MINUTE, NOW, item, items, page

OLD, NEW = Listed(candidates=items(3)), Listed(candidates=items(4))
SHOWN = Shown(at=NOW - DAY, digest=list_digest(OLD))


def trusted(before, answer, listed, fresh=(), *, shown=SHOWN, now=NOW):
    """Return the doubts, and since when the validators are not believed."""
    state = PollState(last_good=NOW - HOUR / 2, shown=shown, **before)
    kept, distrusted = after_page(state, answer, list_digest(listed), fresh, now=now)
    assert (kept.at, kept.digest) == (now, list_digest(listed))
    return kept.doubts, distrusted


def test_a_first_list_is_believed():
    assert trusted({}, page(etag='"a"'), NEW, shown=None) == (0, None)


def test_the_same_validator_with_another_list_is_a_lie():
    assert trusted({"etag": '"a"'}, page(etag='"a"'), NEW) == (0, NOW)
    assert trusted({"last_modified": "t"}, page(last_modified="t"), NEW) == (0, NOW)


@pytest.mark.parametrize(
    ("before", "answer", "listed"),
    [
        ({"etag": '"a"'}, page(etag='"a"'), OLD),
        ({"etag": '"a"'}, page(etag='"b"'), NEW),
        ({"etag": '"a"', "last_modified": "t"}, page(etag='"b"', last_modified="t"), NEW),
        ({"last_modified": "t"}, page(last_modified="u"), NEW),
        ({}, page(), NEW),
    ],
)
def test_another_validator_or_the_same_list_is_no_lie(before, answer, listed):
    assert trusted(before, answer, listed) == (0, None)


def silenced(doubts=0, unmodified=11):
    return Shown(at=NOW - DAY, digest="d", doubts=doubts, unmodified=unmodified)


DURING = (item("x", NOW - 5 * HOUR),)


def test_news_of_the_time_when_nothing_changed_are_doubtful_once_and_a_lie_twice():
    answer = page(etag='"b"')
    assert trusted({"etag": '"a"'}, answer, NEW, DURING, shown=silenced()) == (1, None)
    assert trusted({"etag": '"a"'}, answer, NEW, DURING, shown=silenced(1)) == (2, NOW)


@pytest.mark.parametrize(
    "fresh",
    [
        (),
        (item("x"),),
        (item("x", NOW - MINUTE),),
        (item("x", NOW - HOUR),),
        (item("x", NOW - 3 * DAY),),
        (Candidate(url="u", published=Stamp.of_day(NOW.date()), kind=SourceKind.FEED),),
    ],
)
def test_other_news_are_not_doubtful_and_end_the_doubt(fresh):
    assert trusted({"etag": '"a"'}, page(etag='"b"'), NEW, fresh, shown=silenced(1)) == (0, None)


def test_a_list_that_nobody_said_to_be_unchanged_leaves_the_doubt_as_it_was():
    shown = silenced(1, unmodified=0)
    assert trusted({"etag": '"a"'}, page(etag='"b"'), NEW, DURING, shown=shown) == (1, None)


def test_who_lied_is_not_believed_for_a_month():
    lied = {"etag": '"a"', "distrusted": NOW}
    assert trusted(lied, page(etag='"a"'), OLD, now=NOW + DAY) == (0, NOW)
    later = NOW + FORGIVEN_AFTER + DAY
    assert trusted(lied, page(etag='"a"'), OLD, now=later) == (0, None)


def test_a_list_is_the_same_by_its_links_titles_and_further_lists():
    one = Listed(candidates=items(2), further=("f",))
    assert list_digest(one) == list_digest(Listed(candidates=items(2), further=("f",)))
    others = (
        Listed(candidates=items(2), further=("g",)),
        Listed(candidates=items(3), further=("f",)),
        Listed(candidates=tuple(replace(c, title="t") for c in items(2)), further=("f",)),
    )
    assert len({list_digest(other) for other in (one, *others)}) == 4
    assert list_digest(one) == list_digest(Listed(candidates=items(2, dated=NOW), further=("f",)))
