"""Labels in a replay, where ids may differ from those that people saw."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.extract.sentences import sentences
from monitor.model.alert import AlertId
from monitor.model.article import ArticleId
from monitor.model.development import DevelopmentId, Evidence
from monitor.model.feedback import Label, LabelId, Opinion, Side
from monitor.model.verdict import New, Update
from monitor.pipeline.judging import Judging
from monitor.pipeline.obeying import Obeying
from tests.fakes.journal import RecordingJournal
from tests.fakes.making import NOON, article
from tests.fakes.rules import rules

GERMANY = "Germany pledged 90 million euros in aid to Ukraine, its foreign ministry said."
CANADA = "Canada will give Ukraine 40 million euros for tents, the government said."
RAISED = "Germany raised its aid to Ukraine from 90 million euros to 120 million euros, it said."


def side(name: str, text: str) -> Side:
    sentence = Evidence(
        article=ArticleId(name),
        url=None,
        outlet=None,
        published=None,
        sentence=text,
        start=0,
        end=len(text),
    )
    return Side(development=DevelopmentId("of another life"), sentence=sentence)


def label(opinion: Opinion, *sides: Side, at=NOON) -> Label:
    return Label(id=LabelId("l"), opinion=opinion, sides=sides, author="Ada", comment="", at=at)


class Replay:
    """A judging that obeys labels."""

    def __init__(self, *labels: Label) -> None:
        named = frozenset(side.sentence.article for one in labels for side in one.sides)
        self.memory = ThrowawayMemory(1, lasting=named)
        self.journal = RecordingJournal()
        self.judging = Judging(
            rules=rules(),
            memory=self.memory,
            journal=self.journal,
            obeying=Obeying(labels=labels),
        )
        self.now = NOON

    async def read(self, name: str, text: str):
        printed = article(name, text=text, outlet=f"Outlet {name}", at=self.now)
        printed = replace(printed, sentences=sentences(text), language="en")
        told = await self.judging.take_in(printed, now=self.now)
        self.now += timedelta(minutes=5)
        return told.judged[0], told.alerts


SIDES = side("a1", GERMANY), side("b1", CANADA)


@pytest.mark.parametrize("turned", [False, True])
async def test_two_that_are_one_are_told_as_one_whichever_comes_first(turned):
    texts = [("a1", GERMANY), ("b1", CANADA)]
    replay = Replay(label(Opinion.SAME, *SIDES))
    first, _ = await replay.read(*texts[turned])
    await replay.read("x1", "Norway pledged 30 million euros in aid to Ukraine, it said.")
    second, alerts = await replay.read(*texts[not turned])
    assert second.after.id == first.after.id
    assert not isinstance(second.verdict, New)
    assert all(alert.kind != "new" for alert in alerts)


async def test_what_tells_another_act_starts_one_of_its_own():
    replay = Replay(label(Opinion.DIFFERENT, side("a1", GERMANY), side("b1", RAISED)))
    first, _ = await replay.read("a1", GERMANY)
    second, _ = await replay.read("b1", RAISED)
    assert isinstance(second.verdict, New)
    assert second.after.id != first.after.id
    free, _ = await (other := Replay()).read("a1", GERMANY)
    assert (await other.read("b1", RAISED))[0].after.id == free.after.id


async def test_what_nobody_has_read_yet_binds_nothing():
    replay = Replay(label(Opinion.SAME, side("z9", GERMANY), side("b1", CANADA)))
    first, _ = await replay.read("b1", CANADA)
    assert isinstance(first.verdict, New)


async def test_what_was_muted_is_so_from_when_somebody_said_it():
    said = label(Opinion.MUTE, side("a1", GERMANY), at=NOON + timedelta(minutes=7))
    replay = Replay(said)
    _, (told,) = await replay.read("a1", GERMANY)
    _, (before,) = await replay.read("b1", RAISED)
    text = RAISED.replace("120", "150").replace("90", "120")
    later, (quiet,) = await replay.read("c1", text)
    _, (still,) = await replay.read("d1", text.replace("150", "180").replace("120", "150"))
    assert isinstance(later.verdict, Update)
    assert [a.muted for a in (told, before)] == [None, None]
    assert quiet.muted == still.muted == "Ada wants nothing more told of it"
    assert [f["alert"] for f in replay.journal.facts("delivery.muted")] == [
        AlertId(quiet.id), AlertId(still.id)
    ]  # fmt: skip
