from dataclasses import replace

import pytest

from monitor.alert.topic import topic
from monitor.model.development import TypeId
from tests.alert.examples import MEETING, PLEDGE, WITKOFF, euros
from tests.fakes.natures import nature


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
    assert topic(development, nature(development)) == said


@pytest.mark.parametrize(
    "changed",
    [
        replace(PLEDGE, amount=euros(105), status="approved", revision=2),
        replace(PLEDGE, place="Brussels", outlets=("a", "b"), attribution="a spokesman"),
    ],
)
def test_a_topic_stays_the_same_when_facts_change(changed):
    assert topic(changed, nature(PLEDGE)) == topic(PLEDGE, nature(PLEDGE))


def test_a_topic_stays_the_same_when_more_come_to_a_meeting():
    first = replace(MEETING, counterparts=MEETING.counterparts[:1])
    more = replace(first, counterparts=(*first.counterparts, WITKOFF))
    assert topic(more, nature(more)) == topic(first, nature(first))
