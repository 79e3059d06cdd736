from dataclasses import replace

import pytest

from monitor.alert.render.topic import LONGEST_SUBJECT, subject, topic
from monitor.model.development import TypeId
from monitor.model.watchlist import Kind
from tests.alert.examples import (
    EU,
    MEETING,
    NEW,
    PLEDGE,
    STALE,
    UKRAINE,
    UPDATE,
    WITKOFF,
    euros,
    party,
)


@pytest.mark.parametrize(
    ("development", "said"),
    [
        (PLEDGE, "European Union → Ukraine: aid (19 December 2025)"),
        (replace(PLEDGE, actors=()), "Ukraine: aid (19 December 2025)"),
        (
            replace(PLEDGE, type=TypeId("sanction")),
            "European Union → Ukraine: sanctions (19 December 2025)",
        ),
        (MEETING, "Kirill Dmitriev – Jared Kushner: meeting (19 December 2025)"),
        (
            replace(MEETING, actors=(), counterparts=(), forum="Lake Summit"),
            "Lake Summit: meeting (19 December 2025)",
        ),
        (replace(MEETING, actors=(), counterparts=()), "Meeting (19 December 2025)"),
        (
            replace(PLEDGE, type=TypeId("cease_fire"), counterparts=()),
            "European Union: cease fire (19 December 2025)",
        ),
    ],
)
def test_a_topic_names_the_sides_the_act_and_the_day_first_seen(development, said):
    assert topic(development) == said


@pytest.mark.parametrize(
    "changed",
    [
        replace(PLEDGE, amount=euros(105), status="approved", revision=2),
        replace(PLEDGE, place="Brussels", outlets=("a", "b"), attribution="a spokesman"),
    ],
)
def test_a_topic_stays_the_same_when_facts_change(changed):
    assert topic(changed) == topic(PLEDGE)


def test_a_topic_stays_the_same_when_more_come_to_a_meeting():
    first = replace(MEETING, counterparts=MEETING.counterparts[:1])
    assert topic(replace(first, counterparts=(*first.counterparts, WITKOFF))) == topic(first)


@pytest.mark.parametrize("kind", [Kind.UPDATE, Kind.CONTESTED, Kind.CONFIRMED, Kind.OVERDUE])
def test_a_later_alert_has_the_subject_of_the_first_behind_the_word_update(kind):
    assert subject(replace(UPDATE, kind=kind)) == f"Update: {subject(NEW)}"


def test_a_source_s_health_has_its_sentence_for_a_subject():
    assert subject(STALE) == "Harbour Herald: nothing new for 3 days"


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.UPDATE])
def test_a_subject_keeps_to_its_limit_whatever_names_there_are(kind):
    crowd = replace(PLEDGE, actors=(EU, party("Assembly of " + "very " * 60 + "long names")))
    told = subject(replace(NEW, kind=kind, development=crowd))
    assert len(told) <= LONGEST_SUBJECT


def test_a_hostile_name_cannot_leave_its_subject():
    evil = replace(PLEDGE, counterparts=(UKRAINE, party("=?utf-8?q?x?=\r\nBcc: a@example.org")))
    told = subject(replace(NEW, development=evil))
    assert told.isprintable()
    assert "=?" not in told
