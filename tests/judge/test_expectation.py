from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.judge.expectation import awaiting, expected, overdue
from monitor.model.verdict import Overdue
from tests.fakes.making import (
    NOON,
    arrival,
    day,
    euros,
    ground,
    judged,
    meeting,
    pledge,
    told,
)

PLAN = meeting("Russia", "Germany", status="planned", when=day("2025-12-23"), place="Bonn")
DUE = datetime(2025, 12, 25, tzinfo=UTC)


def test_a_plan_is_waited_for_until_the_day_after_it_is_over():
    assert told(PLAN).expected_until == told(PLAN).wakes_at == DUE


@pytest.mark.parametrize(
    "one",
    [
        meeting("Russia", "Germany", when=day("2025-12-20")),
        meeting("Russia", "Germany", status="planned"),
        pledge(euros(3), when=day("2026-01-10")),
    ],
)
def test_what_is_no_plan_or_has_no_date_is_not_waited_for(one):
    assert told(one).expected_until is None


def test_a_plan_that_is_told_when_its_hold_ends_is_waited_for():
    late = replace(judged(PLAN), after=replace(told(PLAN), expected_until=None))
    assert awaiting(late, ground().nature(PLAN), NOON).after.expected_until == DUE


def test_a_plan_that_is_not_yet_told_is_not_waited_for():
    held = pledge(euros(3), "proposed", actors=(), when=day("2026-01-10"))
    assert told(held).revision == 0
    assert told(held).expected_until is None


def test_a_date_that_was_over_when_it_was_told_starts_no_wait_and_ends_none():
    nature = ground().nature(PLAN)
    late = told(PLAN, arrival("late", hours=24 * 9))
    assert late.expected_until is None
    waiting = told(PLAN)
    assert expected(waiting, nature, NOON + timedelta(days=4)) == DUE


@pytest.mark.parametrize(
    ("later", "until"),
    [
        (meeting("Russia", "Germany", place="Bonn", when=day("2025-12-23")), None),
        (meeting("Russia", "Germany", status="cancelled"), None),
        (
            meeting("Russia", "Germany", status="planned", when=day("2025-12-27"), reworded=True),
            DUE + timedelta(days=4),
        ),
    ],
)
def test_a_report_ends_the_wait_and_a_move_prolongs_it(later, until):
    come = arrival("later", origin="river gazette", hours=70)
    assert judged(later, after=(told(PLAN),), come=come).after.expected_until == until


def test_an_overdue_plan_is_told_with_the_sentence_of_its_date_and_only_once():
    plan = told(PLAN)
    late = overdue(plan)
    assert isinstance(late.verdict, Overdue)
    assert late.evidence == plan.evidence[:1]
    assert (late.after.status, late.after.revision) == ("planned", 1)
    assert (late.after.version, late.after.wakes_at) == (plan.version + 1, None)
    again = judged(PLAN, after=(late.after,), come=arrival("again", hours=24 * 6))
    assert again.after.wakes_at is None
