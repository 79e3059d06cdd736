from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alert.looking_back import look_back_id, looked_back
from monitor.alert.record import alert_record
from monitor.alert.render.letter import letter
from monitor.alert.render.topic import subject
from monitor.model.development import Told
from monitor.model.watchlist import Severity, Watchlist
from tests.alert.examples import NEW, PLEDGE, UPDATE
from tests.fakes.natures import NATURES

LATER = NEW.at + timedelta(days=7)
FRESH = Watchlist(name="fresh", notify=("desk", "mail"), severity=Severity.CRITICAL, confirm_at=2)
OTHER = Watchlist(name="other", notify=("mail",), severity=Severity.LOW)
FOUND = replace(UPDATE, watchlists=("fresh", "other"))
KNOWN = replace(
    PLEDGE, revision=2, version=5, told=(Told(watchlist="a", revision=1, kinds=("new",)),)
)


def looked(known=KNOWN, found=FOUND, lists=(FRESH, OTHER), knowing=()):
    return looked_back(known, found, lists, NATURES.of(known.type), knowing=knowing, now=LATER)


def test_all_lists_that_want_it_are_told_once_in_one_alert_that_says_so():
    told = looked()
    alert = told.alert
    assert (alert.kind, alert.look_back, alert.at) == ("new", True, LATER)
    assert (alert.watchlists, alert.receivers) == (("fresh", "other"), ("desk", "mail"))
    assert (alert.severity, alert.revision) == (Severity.CRITICAL, 2)
    assert (alert.changes, len(alert.evidence)) == ((), 1)
    assert alert_record(alert)["look_back"] is True
    assert subject(alert).startswith("[look-back] ")
    assert letter(alert).word == "look-back"
    assert "looks back" in letter(alert).lead


def test_the_development_remembers_whom_it_told_beside_those_before():
    after = looked().development
    assert after.version == KNOWN.version + 1
    assert [(t.watchlist, t.kinds) for t in after.told] == [
        ("a", ("new",)), ("fresh", ("new",)), ("other", ("new",)),
    ]  # fmt: skip
    enough = looked(replace(KNOWN, origins=("x", "y"))).development
    assert enough.told[1].kinds == ("new", "confirmed")


def test_a_second_look_tells_nobody():
    assert looked(looked().development) is None


def test_who_knows_it_from_another_list_is_not_told_again_and_the_list_is_marked():
    told = looked(knowing=("mail",))
    assert told.alert.receivers == ("desk",)
    known = looked(knowing=("mail", "desk"))
    assert known.alert is None
    assert len(known.development.told) == 3


@pytest.mark.parametrize("gone", ["withdrawn", "muted"])
def test_what_was_taken_back_or_muted_is_not_told(gone):
    assert looked(replace(KNOWN, **{gone: "somehow"})) is None


def test_a_list_that_does_not_want_it_is_not_told():
    told = looked(found=replace(FOUND, watchlists=("other",)))
    assert told.alert.watchlists == ("other",)


def test_the_id_is_one_for_the_same_lists_in_any_order():
    assert look_back_id(KNOWN.id, ("a", "b")) == look_back_id(KNOWN.id, ("b", "a"))
    assert look_back_id(KNOWN.id, ("a",)) != look_back_id(KNOWN.id, ("b",))
