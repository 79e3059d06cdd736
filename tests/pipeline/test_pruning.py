"""Lines that an outlet repeats, on the memory of lines: what is learnt, and what is not."""

from datetime import timedelta

import pytest

from monitor.extract.sentences import sentences
from monitor.pipeline.pruning import pruned
from tests.fakes.furniture import NOON, FakeFurniture
from tests.fakes.making import article

APPEAL = "The Courier is owned by its readers: every crown that you give pays for a reporter."
STATEMENT = (
    "The ministry of finance said that the loan would be paid out in twelve parts of equal size.",
    "It added that the first part had been sent to the bank of Portavia on Thursday evening.",
)
WIRE = tuple(
    f"Sentence {n} of a report that an agency wrote about the harbour." for n in "abcdefgh"
)


class Pages:
    """Pages of one outlet that come in one after the other, twelve hours apart."""

    def __init__(self) -> None:
        self.furniture = FakeFurniture()
        self.number = 0

    async def come(self, *lines: str, own: int = 6, outlet: str | None = "Courier"):
        self.number += 1
        self.furniture.clock.moment = NOON + timedelta(hours=12 * self.number)
        mine = [f"Line {n} of report number {self.number} on its own subject." for n in range(own)]
        text = "\n".join((*mine, *lines))
        told = article(f"a{self.number}", text=text, sentences=sentences(text, "en"), outlet=outlet)
        return await pruned(told, self.furniture)


@pytest.fixture
def pages():
    return Pages()


async def test_an_appeal_on_all_pages_is_learnt_within_days(pages):
    found = [APPEAL in (await pages.come(APPEAL)).text for _ in range(20)]
    assert found == [True] * 8 + [False] * 12


async def test_a_wire_text_printed_again_and_again_is_never_taken_for_furniture(pages):
    for _ in range(40):
        told = await pages.come(*WIRE, own=2)
    assert told.text.endswith("\n".join(WIRE))
    assert told.notes == ()


async def test_a_statement_in_several_reports_on_one_story_is_kept(pages):
    told = [await pages.come(*STATEMENT) for _ in range(7)]
    for _ in range(14):
        await pages.come()
    assert all(one.text.endswith("\n".join(STATEMENT)) for one in told)


async def test_a_page_that_is_read_again_for_days_teaches_nothing(pages):
    for _ in range(30):
        pages.number = 0
        told = await pages.come(APPEAL)
    assert APPEAL in told.text


async def test_it_costs_one_round_trip_and_none_where_nothing_can_be_learnt(pages):
    await pages.come(APPEAL)
    assert pages.furniture.asked == 1
    await pages.come(APPEAL, outlet=None)
    await pages.come("“All of it is speech,” he said.", own=0)
    assert pages.furniture.asked == 1
    told = article("x", text=APPEAL)
    assert await pruned(told, None) is told
