from dataclasses import replace

from monitor.adapters.keys import milliseconds
from monitor.adapters.seen import mark
from tests.contracts.examples import NOON, find, hours


def test_the_change_that_a_listing_tells_is_remembered():
    told = mark(find(updated=NOON - hours(3), at=NOON))
    assert told.updated == told.hint == milliseconds(NOON - hours(3))


def test_where_it_tells_none_the_moment_of_finding_is():
    untold = mark(find(at=NOON))
    assert untold.updated is None
    assert untold.hint == milliseconds(NOON)


def test_a_url_has_one_place_whatever_its_listing_tells():
    assert mark(find("a")).place == mark(find("a", updated=NOON)).place
    assert mark(find("a")).place != mark(find("b")).place


def test_each_version_of_what_is_enclosed_has_a_place_of_its_own():
    plain = find("a")
    first, second = (
        replace(plain, candidate=replace(plain.candidate, version=one)) for one in ("x", "y")
    )
    assert len({mark(one).place for one in (plain, first, second)}) == 3
    assert mark(first) == mark(replace(first, stale=True))
