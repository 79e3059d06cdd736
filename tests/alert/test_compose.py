from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.compose import alert_id, alerts
from monitor.alert.match import Reading
from monitor.model.actor import ActorId
from monitor.model.development import Change, DevelopmentId, Told
from monitor.model.verdict import (
    Background,
    Confirmed,
    Contested,
    Hold,
    Judged,
    Known,
    New,
    Overdue,
    Update,
)
from monitor.model.watchlist import ActorCondition, Kind, Severity, Watchlist
from tests.alert.examples import MENTION, NOW, PLEDGE, REGISTRY, TODAY, euros, evidence
from tests.fakes.natures import NATURES

READING = Reading(title="", text="", day=TODAY, registry=REGISTRY, natures=NATURES)
CHANGES = (Change(field="amount", before="90000000000 EUR", after="105000000000 EUR"),)
UPDATED = Update(changes=CHANGES, why=("the sum differs",))
CONTESTED = Contested(changes=CHANGES, attribution="a ministry", why=("another origin",))
SENTENCES = (evidence("The sum was raised."), evidence("The sum was promised."))
DESK = Watchlist(name="ukraine", notify=("desk",), severity=Severity.HIGH)
NIGHT = Watchlist(name="night", notify=("night",), severity=Severity.LOW)
NOBODY = ActorCondition(any=(ActorId("russia"),))


def judged(verdict, development=PLEDGE, mention=MENTION) -> Judged:
    return Judged(
        mention=mention, verdict=verdict, before=None, after=development, evidence=SENTENCES
    )


def told_before(*watchlists: str, kinds=("new",), **changes):
    """Return the pledge as it is when these watchlists were told of it."""
    told = tuple(Told(watchlist=name, revision=1, kinds=kinds) for name in watchlists)
    return replace(PLEDGE, told=told, **changes)


def emitted(verdict, *watchlists, development=PLEDGE, mention=MENTION):
    found, _ = alerts(judged(verdict, development, mention), watchlists, READING, NOW)
    return found


def brief(found):
    return [(a.kind, a.watchlists, a.receivers) for a in found]


def test_a_new_development_is_told_to_all_who_want_it_in_one_alert():
    (alert,) = emitted(New(why=("first told",)), DESK, NIGHT)
    assert alert.kind is Kind.NEW
    assert alert.id == alert_id(PLEDGE.id, 1, Kind.NEW)
    assert alert.watchlists == ("ukraine", "night")
    assert alert.receivers == ("desk", "night")
    assert alert.severity is Severity.HIGH
    assert alert.summary == "European Union pledges €90bn (about $106bn) to Ukraine"
    assert alert.evidence == SENTENCES[:1]
    assert alert.changes == ()
    assert alert.attribution is None
    assert alert.why == ("a giver and a sum", "first told")
    assert alert.at == NOW


def test_the_development_in_an_alert_remembers_whom_it_told():
    found, development = alerts(judged(New()), (DESK, NIGHT), READING, NOW)
    assert [t.watchlist for t in development.told] == ["ukraine", "night"]
    assert found[0].development == development


def test_a_receiver_of_several_watchlists_gets_one_alert():
    (alert,) = emitted(New(), DESK, replace(NIGHT, notify=("desk",)))
    assert alert.receivers == ("desk",)


def test_a_watchlist_that_notifies_nobody_still_has_its_alert():
    assert brief(emitted(New(), replace(DESK, notify=()))) == [(Kind.NEW, ("ukraine",), ())]


@pytest.mark.parametrize("verdict", [Background(), Hold(until=NOW + timedelta(hours=1))])
def test_background_and_held_mentions_tell_nothing(verdict):
    assert alerts(judged(verdict), (DESK,), READING, NOW) == ((), PLEDGE)


def test_a_development_that_was_never_told_tells_nothing():
    untold = replace(PLEDGE, revision=0)
    assert alerts(judged(Known(), untold), (DESK,), READING, NOW) == ((), untold)


def test_a_repeat_is_never_news():
    _, development = alerts(judged(New()), (DESK,), READING, NOW)
    assert alerts(judged(Known(), development), (DESK,), READING, NOW) == ((), development)


def test_a_watchlist_that_does_not_want_it_is_not_told_and_not_remembered():
    picky = replace(DESK, actors=NOBODY)
    assert alerts(judged(New()), (picky,), READING, NOW) == ((), PLEDGE)


def test_nothing_is_told_before_there_are_enough_origins_and_then_it_is_new():
    careful = replace(DESK, min_origins=2)
    assert emitted(New(), careful) == ()
    known = replace(PLEDGE, origins=("one", "two"))
    assert brief(emitted(Known(), careful, development=known)) == [
        (Kind.NEW, ("ukraine",), ("desk",))
    ]


def test_an_update_tells_what_changed_with_both_sentences():
    (alert,) = emitted(
        UPDATED, DESK, development=told_before("ukraine", revision=2, amount=euros(105))
    )
    assert (alert.kind, alert.revision) == (Kind.UPDATE, 2)
    assert alert.changes == CHANGES
    assert alert.evidence == SENTENCES
    assert alert.summary == (
        "Update: European Union pledges €105bn to Ukraine: amount €90bn → €105bn"
    )
    assert alert.why == ("a giver and a sum", "the sum differs", "ukraine: told before")


def test_a_contested_fact_names_who_contests_it():
    denying = replace(MENTION, attribution="a ministry")
    (alert,) = emitted(CONTESTED, DESK, development=told_before("ukraine"), mention=denying)
    assert (alert.kind, alert.attribution) == (Kind.CONTESTED, "a ministry")
    assert alert.evidence == SENTENCES


def test_what_is_first_told_while_it_is_contested_shows_the_told_sentence_first():
    careful = replace(DESK, min_origins=2)
    (alert,) = emitted(CONTESTED, careful, development=replace(PLEDGE, origins=("one", "two")))
    assert (alert.kind, alert.changes) == (Kind.NEW, ())
    assert alert.evidence == SENTENCES[::-1]


def test_what_is_first_told_by_a_change_shows_the_sentence_of_the_change():
    (alert,) = emitted(UPDATED, NIGHT, development=replace(PLEDGE, revision=2))
    assert (alert.kind, alert.evidence) == (Kind.NEW, SENTENCES[:1])


def test_a_told_watchlist_hears_of_changes_whatever_its_conditions_say_now():
    picky = replace(DESK, actors=NOBODY)
    assert len(emitted(UPDATED, picky, development=told_before("ukraine"))) == 1


def test_one_article_can_be_new_to_one_watchlist_and_an_update_to_another():
    found = emitted(UPDATED, NIGHT, DESK, development=told_before("ukraine", revision=2))
    assert brief(found) == [
        (Kind.NEW, ("night",), ("night",)),
        (Kind.UPDATE, ("ukraine",), ("desk",)),
    ]
    assert found[0].changes == ()
    assert found[0].id != found[1].id


def test_a_receiver_due_both_gets_the_update():
    both = replace(NIGHT, notify=("desk", "night"))
    found = emitted(UPDATED, both, DESK, development=told_before("ukraine", revision=2))
    assert brief(found) == [
        (Kind.NEW, ("night",), ("night",)),
        (Kind.UPDATE, ("ukraine",), ("desk",)),
    ]


@pytest.mark.parametrize(("verdict", "kind"), [(UPDATED, Kind.UPDATE), (CONTESTED, Kind.CONTESTED)])
def test_a_watchlist_that_asks_for_changes_only_is_told_them_and_not_the_first(verdict, kind):
    changes_only = replace(DESK, on=(Kind.UPDATE, Kind.CONTESTED))
    found, development = alerts(judged(New()), (changes_only,), READING, NOW)
    assert found == ()
    assert brief(emitted(verdict, changes_only)) == [(kind, ("ukraine",), ("desk",))]
    assert brief(emitted(verdict, changes_only, development=development)) == [
        (kind, ("ukraine",), ("desk",))
    ]


def test_a_watchlist_that_does_not_ask_for_updates_is_not_told_them():
    firsts_only = replace(DESK, on=(Kind.NEW,))
    assert emitted(UPDATED, firsts_only, development=told_before("ukraine")) == ()


CONFIRMING = replace(DESK, confirm_at=2, on=(Kind.NEW, Kind.CONFIRMED))


def test_a_confirmation_is_told_once():
    seconded = told_before("ukraine", origins=("one", "two"))
    found, development = alerts(judged(Confirmed(origins=2), seconded), (CONFIRMING,), READING, NOW)
    assert brief(found) == [(Kind.CONFIRMED, ("ukraine",), ("desk",))]
    third = replace(development, origins=("one", "two", "three"))
    assert emitted(Confirmed(origins=3), CONFIRMING, development=third) == ()


@pytest.mark.parametrize(
    ("watchlist", "origins"), [(CONFIRMING, ("one",)), (DESK, ("one", "two", "three"))]
)
def test_nothing_is_confirmed_before_its_number_of_origins_or_without_one(watchlist, origins):
    known = told_before("ukraine", origins=origins)
    assert emitted(Confirmed(origins=len(origins)), watchlist, development=known) == ()


def test_an_article_that_no_watchlist_wants_has_no_alert():
    assert emitted(New()) == ()


@settings(deadline=None)  # the machine may be busy
@given(st.integers(1, 99), st.sampled_from(list(Kind)), st.integers(1, 99))
def test_an_id_is_the_same_for_the_same_news_and_for_no_other(revision, kind, other):
    one = alert_id(DevelopmentId("d1"), revision, kind)
    assert one == alert_id(DevelopmentId("d1"), revision, kind)
    assert (one == alert_id(DevelopmentId("d1"), other, kind)) == (revision == other)
    assert one != alert_id(DevelopmentId("d2"), revision, kind)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.sampled_from([New(), UPDATED, CONTESTED, Known(), Confirmed(origins=2)])))
def test_whatever_comes_a_watchlist_is_told_new_at_most_once(verdicts):
    development, kinds = PLEDGE, []
    for verdict in verdicts:
        found, development = alerts(judged(verdict, development), (CONFIRMING,), READING, NOW)
        kinds += [a.kind for a in found]
    assert kinds.count(Kind.NEW) == min(1, len(verdicts))
    assert kinds.count(Kind.CONFIRMED) <= 1


def test_a_plan_that_a_watchlist_was_never_told_is_not_overdue_for_it():
    late = replace(DESK, on=(Kind.NEW, Kind.OVERDUE))
    verdict = Overdue(why=("nothing was reported",))
    assert emitted(verdict, late) == ()
    (alert,) = emitted(verdict, late, development=told_before("ukraine"))
    assert alert.kind is Kind.OVERDUE
