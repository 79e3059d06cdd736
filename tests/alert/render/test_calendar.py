from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.render.calendar import calendar
from monitor.model.development import Cause, DevelopmentId, Withdrawal
from monitor.model.moment import When
from monitor.model.nature import Nature, Natures
from tests.alert.examples import MEETING, NOW, evidence

DAY = date(2026, 1, 14)
NATURE = Nature(
    id=MEETING.type,
    statuses=("planned", "held", "cancelled"),
    ahead=frozenset({"planned"}),
    against=frozenset({"cancelled"}),
    noun="meeting",
    summary={
        "planned": ("{actors} to meet {counterparts}[ in {place}]",),
        "held": ("{actors} meet(s|) {counterparts}[ in {place}]",),
        "cancelled": ("meeting[ of {parties}] called off",),
    },
)
NATURES = Natures.build((NATURE,))
PLAN = replace(MEETING, status="planned", when=When.of_day(DAY), evidence=(evidence(),))


def events(*plans, watchlist=None):
    """Return the events as another program reads them."""
    read = icalendar.Calendar.from_ical(calendar(plans, NATURES, watchlist=watchlist))
    assert read.errors == []
    return read.walk("VEVENT")


def test_a_plan_is_an_event_of_its_day():
    (event,) = events(PLAN)
    assert event.errors == []
    assert event["uid"] == "d2@monitor.invalid"
    assert (event["dtstart"].dt, event["dtend"].dt) == (DAY, DAY + timedelta(days=1))
    assert event["summary"] == "Kirill Dmitriev to meet Jared Kushner and Steve Witkoff in Miami"
    assert event["location"] == "Miami"
    assert event["categories"].cats == ["meeting"]
    assert event["dtstamp"].dt == event["last-modified"].dt == NOW
    assert event["transp"] == "TRANSPARENT"
    assert event["url"] == "https://harbour-herald.example/summit"
    assert event["description"] == (
        "planned, revision 1\n\n“The leaders promised Kyiv 90 billion euros.”\n"
        "Harbour Herald, 19 December 2025, 08:30 UTC\nhttps://harbour-herald.example/summit"
    )


def test_the_calendar_says_whose_it_is():
    written = calendar((PLAN,), NATURES, watchlist="east")
    read = icalendar.Calendar.from_ical(written)
    assert (read["version"], read["name"]) == ("2.0", "Expected: east")
    assert read["x-wr-calname"] == "Expected: east"
    assert b"NAME:Expected\r\n" in calendar((PLAN,), NATURES, watchlist=None)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"origins": ("a",)}, "TENTATIVE"),
        ({"origins": ("a", "b")}, "CONFIRMED"),
        ({"status": "held", "origins": ("a",)}, "CONFIRMED"),
        ({"status": "cancelled"}, "CANCELLED"),
    ],
)
def test_an_event_says_how_sure_it_is(changed, status):
    (event,) = events(replace(PLAN, **changed))
    assert event["status"] == status


def test_a_plan_that_was_told_wrongly_is_called_off_and_says_why():
    back = Withdrawal(at=NOW, cause=Cause.FEEDBACK, why="Ada said that it is wrong")
    (event,) = events(replace(PLAN, withdrawn=back))
    assert event["status"] == "CANCELLED"
    assert event["summary"].startswith("Withdrawn: Kirill Dmitriev to meet")
    assert event["description"].startswith("Taken back: Ada said that it is wrong\n\n")


def test_a_plan_that_moves_keeps_its_uid_and_raises_its_sequence():
    moved = replace(PLAN, when=When.of_day(DAY + timedelta(days=9)), revision=3)
    (before,), (after,) = events(PLAN), events(moved)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 2)
    assert after["dtstart"].dt == DAY + timedelta(days=9)


def test_a_month_is_an_event_as_long_as_it_is():
    (event,) = events(replace(PLAN, when=When(year=2026, month=2)))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 2, 1), date(2026, 3, 1))


@pytest.mark.parametrize("when", [None, When(year=2026), When(year=9999, month=12)])
def test_years_and_what_has_no_date_are_left_out(when):
    assert events(replace(PLAN, when=when)) == []


def test_a_calendar_without_plans_has_a_component_all_the_same():
    read = icalendar.Calendar.from_ical(calendar((), NATURES, watchlist=None))
    assert [part.name for part in read.subcomponents] == ["VTIMEZONE"]


def test_a_plan_without_place_or_link_has_none():
    (event,) = events(replace(PLAN, place=None, evidence=(evidence(url=None, outlet=None),)))
    assert "location" not in event
    assert "url" not in event
    assert "Unnamed outlet" in event["description"]


def test_the_latest_evidence_comes_first_and_no_more_than_three():
    told = tuple(evidence(f"Sentence {n}.") for n in range(5))
    (event,) = events(replace(PLAN, evidence=told))
    said = [line for line in event["description"].split("\n") if line.startswith("“")]
    assert said == ["“Sentence 4.”", "“Sentence 3.”", "“Sentence 2.”"]


def test_words_of_strangers_make_no_lines_of_their_own():
    hostile = "Miami\r\nATTACH:https://x.example/\nEND:VEVENT;a,b\\n\x00"
    said = evidence(hostile, outlet=hostile, url="https://x.example/\r\nATTACH:y")
    (event,) = events(replace(PLAN, place=hostile, evidence=(said,)))
    assert "attach" not in event
    assert event["location"] == "Miami ATTACH:https://x.example/ END:VEVENT;a,b\\n"


@given(place=st.text(min_size=1), sentence=st.text(), name=st.text(min_size=1))
def test_whatever_is_told_lines_have_75_octets_at_most_and_read_back(place, sentence, name):
    said = evidence(sentence, url=f"https://x.example/{name}")
    plan = replace(PLAN, id=DevelopmentId(name), place=place, evidence=(said,))
    written = calendar((plan,), NATURES, watchlist=name)
    assert written.endswith(b"\r\n")
    rows = written.split(b"\r\n")
    assert max(len(row) for row in rows) <= 75
    assert all(row.decode() is not None for row in rows)
    (event,) = events(plan, watchlist=name)
    assert event["dtstart"].dt == DAY


def test_moments_are_told_in_utc():
    there = datetime.fromisoformat("2025-12-19T10:30:00+01:00")
    (event,) = events(replace(PLAN, last_changed=there))
    assert event["dtstamp"].dt == datetime(2025, 12, 19, 9, 30, tzinfo=UTC)
