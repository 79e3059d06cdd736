"""A watchlist that comes late is told once what it missed, and nothing of it again by accident."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.alert.correction import told_ids
from monitor.app.backtest import Silence
from monitor.app.backtesting.board import Board
from monitor.app.backtesting.looking_back import LookingBack, Plan, alerts_of, by_receiver
from monitor.app.backtesting.recording import Recording, at_once
from monitor.app.backtesting.telling import Teller
from monitor.errors import TryLater
from monitor.model.watchlist import ActorCondition, Kind, Watchlist
from monitor.pipeline.judging import Judging
from tests.app.backtesting.test_told_again import ARRIVALS, TUESDAY, article, rules

__all__ = ["rules"]
OLD = Watchlist(name="old", developments=("meeting",), notify=("desk",))
FRESH = Watchlist(name="fresh", actors=ActorCondition(any=("norway",)), notify=("desk", "late"),
                  confirm_at=2, on=(Kind.NEW, Kind.UPDATE, Kind.CONFIRMED))  # fmt: skip
NOW = TUESDAY + timedelta(days=10)
AGAIN = "Ukraine will get 400 million euros in aid from Norway, Kyiv said on Tuesday."


def planned(rules, watchlists):
    board = Board()
    teller = Teller(watchlists, board.emit)
    for step in at_once(Recording(rules, Silence()).steps(ARRIVALS)):
        teller.tell(step)
    return Plan.of(board)


async def lived(rules, *in_force):
    """Return the memory of a daemon that read all of it with these watchlists in force."""
    memory = ThrowawayMemory()
    judging = Judging(rules=replace(rules, watchlists=in_force), memory=memory, journal=Silence())
    for now, one in ARRIVALS:
        await judging.take_in(one, now=now)
    return memory


def looking(rules, memory, *others):
    return LookingBack(rules=rules, memory=memory, watchlists=(FRESH,), others=others)


@pytest.mark.parametrize("knows", [True, False])
async def test_what_a_list_missed_is_told_once_and_not_again_by_the_next_article(rules, knows):
    memory = await lived(rules, OLD) if knows else ThrowawayMemory()
    back = looking(rules, memory, OLD)
    plan = planned(rules, (FRESH,))
    before = memory.alerts
    owed = await back.owed(plan, NOW)
    assert memory.alerts == before
    told = await back.tell(plan, NOW)
    assert [a.id for a in alerts_of(told)] == [a.id for a in alerts_of(owed)]
    (alert,) = alerts_of(told)
    assert (alert.look_back, alert.watchlists, alert.kind) == (True, ("fresh",), "new")
    assert by_receiver(told) == {"desk": 1, "late": 1}

    assert alert.id in told_ids(told[0].development), "it is corrected, and muted, with the others"

    assert await back.tell(plan, NOW) == ()
    daemon = Judging(rules=replace(rules, watchlists=(FRESH,)), memory=memory, journal=Silence())
    news = await daemon.take_in(article(24 * 9.5, AGAIN), now=TUESDAY + timedelta(days=9.5))
    assert [one.after.id for one in news.judged] == [alert.development.id]
    assert news.alerts == ()


async def test_who_knows_it_from_another_list_gets_it_no_second_time(rules):
    wide = Watchlist(name="wide", notify=("desk", "late"))
    memory = await lived(rules, wide)
    told = await looking(rules, memory, wide).tell(planned(rules, (FRESH,)), NOW)
    assert (len(told), list(alerts_of(told)), by_receiver(told)) == (1, [], {})
    known = await memory.development(told[0].development.id)
    assert {one.watchlist for one in known.told} == {"wide", "fresh"}


async def test_who_was_marked_as_told_but_got_nothing_gets_it_now(rules):
    later = Watchlist(name="later", notify=("desk", "late"), on=(Kind.OVERDUE,))
    memory = await lived(rules, later)
    told = await looking(rules, memory, later).tell(planned(rules, (FRESH,)), NOW)
    assert "later" in {one.watchlist for one in told[0].development.told}
    assert by_receiver(told) == {"desk": 1, "late": 1}


async def test_a_development_that_is_known_under_another_id_is_found_by_its_sentence(rules):
    memory = await lived(rules, OLD)
    plan = planned(rules, (FRESH,))
    moved = [
        replace(alert, development=replace(alert.development, id="elsewhere"))
        for alert in plan.found
    ]
    told = await looking(rules, memory, OLD).tell(Plan(found=tuple(moved)), NOW)
    assert [a.development.id for a in alerts_of(told)] == [a.development.id for a in plan.found]


async def test_two_of_a_replay_that_are_one_here_are_shown_once_as_they_are_told_once(rules):
    memory = await lived(rules, OLD)
    (one,) = planned(rules, (FRESH,)).found
    other = replace(one, development=replace(one.development, id="elsewhere"))
    plan = Plan(found=(one, other))
    back = looking(rules, memory, OLD)
    owed = await back.owed(plan, NOW)
    told = await back.tell(plan, NOW)
    assert owed == told
    assert by_receiver(owed) == {"desk": 1, "late": 1}


class Hurried(ThrowawayMemory):
    """A memory in which others always come first."""

    async def commit(self, _):
        return False


async def test_what_others_change_again_and_again_is_left_for_a_second_look(rules):
    with pytest.raises(TryLater, match="look back again"):
        await looking(rules, Hurried()).tell(planned(rules, (FRESH,)), NOW)


def test_only_the_last_of_a_development_is_told_for_all_who_want_it(rules):
    second = replace(FRESH, name="second", on=(Kind.UPDATE,))
    overdue = Watchlist(name="plans", developments=("meeting",), on=(Kind.OVERDUE,))
    (one,) = planned(rules, (FRESH, second, overdue)).found
    assert one.watchlists == ("fresh", "second")
