"""What a changed watchlist gains and loses on the same articles, and why."""

from dataclasses import replace

import pytest

from monitor.app.backtesting.differing import Side, Way, diff, diff_record, difference_record
from monitor.app.backtesting.packing import unpacked
from monitor.app.backtesting.reasons import failures
from monitor.model.condition import Answer, Joint
from monitor.model.watchlist import ActorCondition, KeywordCondition, Kind, Severity, Watchlist
from tests.app.backtesting.test_told_again import kept, rules

__all__ = ["kept", "rules"]
EVERY = tuple(Kind)[:5]
DESK = Watchlist(name="desk", on=EVERY, confirm_at=2)


@pytest.fixture(scope="module")
def between(kept, rules):
    """Return what differs between watchlists."""

    def compared(old: tuple[Watchlist, ...], new: tuple[Watchlist, ...]):
        sides = Side(old, new), Side(new, old)
        for step in unpacked(kept, rules.registry, rules.natures):
            for side in sides:
                side.tell(step)
        return diff(*sides)

    return compared


def whys(found, way):
    return {why for one in found.of(way) for why in one.why}


def test_the_same_watchlists_differ_in_nothing(between):
    found = between((DESK,), (replace(DESK),))
    assert found.differences == ()
    assert diff_record(found) == {
        "kind": "summary", "same": found.same, "gained": 0, "lost": 0, "changed": 0,
    }  # fmt: skip
    assert found.same > 5


@pytest.mark.parametrize(
    ("narrow", "lost"),
    [
        (
            {"actors": ActorCondition(any=("norway",))},
            "desk, now: actors.any: none of them takes part",
        ),
        (
            {"keywords": KeywordCondition(none=("ministry",))},
            "desk, now: keywords.none: “ministry” is in the article",
        ),
        ({"on": (Kind.NEW,)}, "desk, now: on: does not name update"),
        ({"confirm_at": None}, "desk, now: confirm_at: is not set"),
        ({"min_origins": 4}, "desk, now: min_origins: 1 of 4"),
    ],
)
def test_what_a_narrower_list_loses_says_which_condition_fails(between, narrow, lost):
    found = between((DESK,), (replace(DESK, **narrow),))
    assert lost in whys(found, Way.LOST)
    assert found.of(Way.GAINED) == ()
    back = between((replace(DESK, **narrow),), (DESK,))
    assert lost.replace("now", "before") in whys(back, Way.GAINED)
    assert len(back.of(Way.GAINED)) == len(found.of(Way.LOST))


def test_what_is_gained_says_which_condition_holds_now(between):
    aid = replace(DESK, keywords=KeywordCondition(any=("flour",)))
    wider = replace(DESK, keywords=KeywordCondition(any=("flour", "finance minister")))
    (gained, *_) = between((aid,), (wider,)).of(Way.GAINED)
    assert gained.why == (
        "desk, before: keywords.any: none of them is in the article",
        "desk, now: keywords.any: “finance minister” is in the article",
    )
    record = difference_record(gained)
    assert (record["kind"], record["alert"]["kind"]) == ("gained", "new")


def test_what_is_told_later_is_changed_and_neither_gained_nor_lost(between):
    found = between((DESK,), (replace(DESK, min_origins=2),))
    told = [one.why for one in found.of(Way.CHANGED)]
    assert told[0] == ("told later: 2026-03-10T12:00:00Z → 2026-03-10T13:00:00Z",)
    assert found.of(Way.GAINED) == ()
    (back, *_) = between((replace(DESK, min_origins=2),), (DESK,)).of(Way.CHANGED)
    assert back.why[0].startswith("told earlier: ")


def test_who_asks_for_more_confirmations_hears_that_and_nothing_of_words(between):
    words = replace(DESK, keywords=KeywordCondition(any=("government",)))
    lost = between((words,), (replace(words, confirm_at=9),)).of(Way.LOST)
    assert {one.alert.kind for one in lost} == {Kind.CONFIRMED}
    assert {one.why for one in lost} == {("desk, now: confirm_at: 3 of 9",)}


def test_another_list_for_the_same_alert_is_a_change(between):
    more = replace(DESK, name="more", notify=("mail",), severity=Severity.CRITICAL)
    found = between((DESK,), (DESK, more))
    assert len(found.of(Way.CHANGED)) == len(found.differences)
    assert found.differences[0].why == (
        "now for more too",
        "more, before: there is no watchlist of this name",
        "severity: normal → critical",
        "receivers: nobody → mail",
    )
    back = between((DESK, more), (DESK,))
    assert back.differences[0].why[:2] == (
        "no more for more",
        "more, now: there is no watchlist of this name",
    )


def test_each_single_condition_that_failed_is_named():
    holds = Answer(path="a", held=True, why="yes")
    fails = Answer(path="b", held=False, why="no")
    none = Answer(path="c", held=False, why="x", joint=Joint.NONE, parts=(holds, fails))
    whole = Answer(path="", held=False, why="x", joint=Joint.ALL, parts=(holds, fails, none))
    assert tuple(failures(whole)) == ("b: no", "a: holds")
