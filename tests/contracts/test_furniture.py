"""What every memory of an outlet's lines must do, the stored one and the fake one alike."""

from datetime import timedelta
from itertools import pairwise

import pytest

from monitor.adapters.furniture import RedisFurniture
from monitor.model.sighting import Sighting
from tests.fakes.furniture import FakeFurniture

OWN = 4


@pytest.fixture(params=["redis", "fake"])
def furniture(request, clock):
    if request.param == "fake":
        return FakeFurniture(clock)
    return RedisFurniture(request.getfixturevalue("store"), clock)


def own(page: str) -> tuple[str, ...]:
    """Return lines that no other page has."""
    return tuple(f"{page}-{number}" for number in range(OWN))


async def read(furniture, page: str, *shared: str, outlet: str = "Courier") -> list[Sighting]:
    """Read a page with lines of its own and some that others have; return what is told of those."""
    seen = await furniture.seen(outlet, page, (*own(page), *shared))
    assert seen.lines[:OWN] == (Sighting(),) * OWN
    return list(seen.lines[OWN:])


async def test_a_line_is_counted_on_every_other_page_that_has_it(furniture):
    for number in range(12):
        (told,) = await read(furniture, f"a{number}", "appeal")
        assert told.pages == number


async def test_all_pages_of_the_outlet_are_counted(furniture):
    for number in range(9):
        seen = await furniture.seen("Courier", f"a{number}", own(f"a{number}"))
        assert seen.pages == number


async def test_the_days_are_counted_on_which_a_line_was_seen(furniture, clock):
    days = []
    for number in range(8):
        (told,) = await read(furniture, f"a{number}", "appeal")
        days.append(told.days)
        clock.pass_by(timedelta(hours=12))
    assert days[0] == 0
    assert days[-1] in (4, 5)
    assert all(later - earlier in (0, 1) for earlier, later in pairwise(days))


async def test_a_page_that_is_read_again_is_not_counted_again(furniture):
    for _ in range(5):
        seen = await furniture.seen("Courier", "a1", ("appeal", "more"))
        assert (seen.pages, *(line.pages for line in seen.lines)) == (0, 0, 0)
    (told,) = await read(furniture, "a2", "appeal")
    assert told.pages == 1


async def test_outlets_are_apart_and_go_by_any_spelling_of_their_name(furniture):
    await read(furniture, "a1", "appeal", outlet="Courier")
    assert await read(furniture, "b1", "appeal", outlet="Gazette") == [Sighting()]
    assert await read(furniture, "a2", "appeal", outlet="COURIER") == [Sighting(pages=1, days=1)]


async def test_pages_that_print_the_same_text_are_one(furniture):
    text = ("w1", "w2", "w3", "w4", "w5")
    for number in range(20):
        seen = await furniture.seen("Courier", f"a{number}", (*text, f"own-{number}"))
    assert {line.pages for line in seen.lines[:5]} == {1}


async def test_a_text_that_is_quoted_at_length_in_others_counts_as_one_with_them(furniture):
    await furniture.seen("Courier", "wire", ("w1", "w2", "w3"))
    for number in range(9):
        page = f"a{number}"
        await furniture.seen("Courier", page, ("w1", "w2", "w3", f"{page}-x"))
    (told,) = await read(furniture, "b", "w2")
    assert told.pages == 1


async def test_what_stands_on_many_pages_does_not_make_them_one_text(furniture):
    appeals = ("f1", "f2", "f3")
    for number in range(9):
        told = await read(furniture, f"a{number}", *appeals)
    short = await furniture.seen("Courier", "short", (*appeals, "one line"))
    assert [line.pages for line in short.lines] == [9, 9, 9, 0]
    assert {line.pages for line in told} == {8}
