"""The same alerts, whether watchlists are asked on the road or of what was kept of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.alert.record import alert_record
from monitor.app.backtest import Silence
from monitor.app.backtesting.board import Board
from monitor.app.backtesting.packing import packed, unpacked
from monitor.app.backtesting.recording import Recording, at_once
from monitor.app.backtesting.telling import Teller
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId
from monitor.model.moment import Stamp
from monitor.model.watchlist import (
    ActorCondition,
    KeywordCondition,
    Kind,
    Severity,
    Watchlist,
    Within,
)
from monitor.pipeline.judging import Judging

TUESDAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
ASIDE = " The hall of the ministry was full when the news came, and few had slept."
TOLD = (
    (0, "Norway pledged 300 million euros in aid to Ukraine on Tuesday, its government said."),
    (1, "About 3 million euros in aid were pledged to Ukraine on Tuesday."),
    (2, "Oslo has promised Kyiv 300 million euros in aid, the finance minister told reporters."),
    (3, "Emmanuel Macron will meet Friedrich Merz in Berlin on Friday, the palace said." + ASIDE),
    (4, "Ukraine is to get 300 million euros from Norway, its prime minister said on Tuesday."),
    (5, "The World Food Programme delivered flour to Gaza with 45 trucks on Tuesday."),
    (6, "Norway raised its aid to Ukraine from 300 million euros to 400 million euros on Tuesday."),
    (7, "The World Food Programme delivered flour to Gaza with 28 trucks on Tuesday."),
    (8, "Norway pledged 300 million euros in aid to Ukraine on Tuesday, its government said."),
    (9, "About 7 million euros in aid were pledged to Moldova on Tuesday." + ASIDE),
    (9.1, "Sweden pledged 7 million euros in aid to Moldova on Tuesday." + ASIDE),
    (24 * 8, "Rain fell on the coast for a third day, and the ferries stayed in port."),
    (24 * 9, "About 5 million euros in aid were pledged to Sudan on Thursday."),
)


def article(hours: float, text: str) -> Article:
    return Article(
        id=ArticleId(f"at-{hours}"),
        text=text,
        sentences=sentences(text, "en"),
        url=f"https://news.example/{hours}",
        outlet=f"Outlet {hours}",
        title="Aid and talks",
        published=Stamp(at=TUESDAY + timedelta(hours=hours)),
        language="en",
    )


ARRIVALS = [(TUESDAY + timedelta(hours=hours), article(hours, text)) for hours, text in TOLD]
WATCHLISTS = st.builds(
    Watchlist,
    name=st.just("desk"),
    developments=st.sampled_from([None, ("aid_pledge",), ("meeting",)]),
    actors=st.sampled_from(
        [ActorCondition(), ActorCondition(any=("norway",)), ActorCondition(none=("norway",))]
    ),
    keywords=st.sampled_from(
        [
            KeywordCondition(),
            KeywordCondition(any=("400 million",), within=Within.PASSAGE),
            KeywordCondition(all=("minister",)),
        ]
    ),
    min_origins=st.integers(1, 3),
    confirm_at=st.sampled_from([None, 2, 3]),
    on=st.sets(st.sampled_from(list(Kind)[:5]), min_size=1).map(lambda on: tuple(sorted(on))),
    severity=st.sampled_from(list(Severity)),
    notify=st.sampled_from([(), ("desk",), ("desk", "mail")]),
)
DESKS = st.lists(WATCHLISTS, min_size=1, max_size=4).map(
    lambda desks: tuple(replace(one, name=f"desk-{n}") for n, one in enumerate(desks))
)


@pytest.fixture(scope="module")
def rules():
    return rules_of(load(shipped_folder(), types=known_types(), environment={}))


@pytest.fixture(scope="module")
def kept(rules) -> bytes:
    """The steps of a replay, made without any watchlist, as they are kept."""
    return packed(at_once(Recording(rules, Silence()).steps(ARRIVALS)))


async def on_the_road(rules) -> list[dict[str, object]]:
    """Return the alerts as the road tells them, watchlists and all, as in the daemon."""
    memory = ThrowawayMemory()
    judging = Judging(rules=rules, memory=memory, journal=Silence())

    async def ended(until: datetime, *, holds: bool = False) -> None:
        for id_ in await memory.held(until):
            held = await memory.development(id_)
            if not holds or held.held_until is not None:
                await judging.release(id_, now=held.wakes_at)

    for now, one in ARRIVALS:
        await ended(now)
        await judging.take_in(one, now=now)
    await ended(datetime.max.replace(tzinfo=UTC), holds=True)
    return [(alert_record(alert), alert.receivers, alert.at) for alert in memory.alerts]


def again(kept: bytes, rules) -> list[dict[str, object]]:
    board = Board()
    teller = Teller(rules.watchlists, board.emit)
    for step in unpacked(kept, rules.registry, rules.natures):
        teller.tell(step)
    return [(alert_record(alert), alert.receivers, alert.at) for alert in board]


@given(desks=DESKS)
@settings(max_examples=25, deadline=None)
async def test_whatever_watchlists_ask_for_they_are_told_the_same_again(rules, kept, desks):
    asked = replace(rules, watchlists=desks)
    assert again(kept, asked) == await on_the_road(asked)


def test_the_articles_have_all_that_could_make_a_difference(rules, kept):
    desk = Watchlist(name="all", on=tuple(Kind)[:5], confirm_at=2)
    found = again(kept, replace(rules, watchlists=(desk,)))
    assert {alert["kind"] for alert, _, _ in found} == {str(kind) for kind in tuple(Kind)[:5]}
    holds = [s for s in unpacked(kept, rules.registry, rules.natures) if s.released]
    assert len(holds) >= 2
