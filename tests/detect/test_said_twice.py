"""When two readings of one sentence are one act."""

from dataclasses import replace

import pytest

from monitor.detect.consolidate import consolidated
from monitor.detect.said_twice import said_twice
from monitor.model.development import Freshness
from tests.fakes.drafting import draft
from tests.fakes.making import REGISTRY, day, euros

PLAN = draft("meeting", "planned", "Russia", "Germany", when=day("2025-12-27"))
GIFT = draft("aid_pledge", "pledged", "Germany", "Ukraine", amount=euros(3))


def together(*drafts):
    return consolidated(drafts, REGISTRY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAN, draft("meeting", "planned", "Russia", "Jane Doe", when=day("2025-12-27"))),
        (PLAN, draft("meeting", "planned", "Sergey Lavrov", when=day("2025-12-20"))),
        (PLAN, draft("meeting", "held", "Russia", "Germany", when=day("2025-12-20"))),
        (GIFT, replace(GIFT, actors=PLAN.actors, status="proposed")),
    ],
)
def test_other_readings_of_a_sentence_are_the_same_act(one, other):
    assert said_twice((one,), other, REGISTRY)
    assert len(together(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAN, draft("meeting", "planned", "Russia", "Ukraine", when=day("2025-12-27"))),
        (PLAN, draft("meeting", "planned", "Russia", "Jane Doe", when=day("2025-12-23"))),
        (PLAN, draft("meeting", "held", "Russia", "Jane Doe")),
        (PLAN, replace(PLAN, sentence=4, when=day("2025-12-20"))),
        (PLAN, draft("agreement", "reached", "Russia", "Germany")),
        (GIFT, replace(GIFT, status="refused")),
        (GIFT, replace(GIFT, amount=euros(4))),
        (GIFT, replace(GIFT, amount=None)),
        (
            draft("agreement", "reached", "Russia", "Germany"),
            draft("agreement", "reached", "Russia", "Germany"),
        ),
    ],
)
def test_what_a_sentence_says_of_two_acts_is_two(one, other):
    assert not said_twice((one,), other, REGISTRY)


def test_a_plan_is_dated_ahead_where_its_weekday_was_also_read_as_the_last_one():
    last = replace(PLAN, when=day("2025-12-20"), worth=9)
    (plan,) = together(last, PLAN)
    assert plan.when == day("2025-12-27")
    (held,) = together(replace(last, status="held"), replace(PLAN, status="held"))
    assert held.when == day("2025-12-20")


def test_the_place_of_another_reading_is_not_the_place_of_the_act():
    aside = draft("meeting", "held", "Russia", "Germany", when=day("2025-12-20"), place="Bonn")
    (plan,) = together(replace(PLAN, worth=2), aside)
    assert (plan.status, plan.place) == ("planned", None)


ELSEWHERE = {"sentence": 5}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (GIFT, draft("aid_pledge", "pledged", "Germany", "Russia", **ELSEWHERE)),
        (GIFT, draft("aid_pledge", "pledged", "Russia", "Ukraine", **ELSEWHERE)),
        (
            draft("sanction", "imposed", "Germany", "Russia", objects=("visas",)),
            draft("sanction", "imposed", "Ukraine", "Russia", objects=("visas",), **ELSEWHERE),
        ),
        (GIFT, replace(GIFT, amount=euros(4), **ELSEWHERE)),
        (
            draft("agreement", "reached", "Russia", "Germany", objects=("grain",)),
            draft(
                "agreement", "reached", "Ukraine", "European Union", objects=("grain",), **ELSEWHERE
            ),
        ),
        (PLAN, replace(PLAN, when=None, freshness=Freshness.BACKGROUND, **ELSEWHERE)),
        (
            draft("attack", "held", "Russia", "Ukraine"),
            draft("attack", "held", "Germany", "Ukraine", **ELSEWHERE),
        ),
    ],
)
def test_what_differs_in_another_sentence_makes_two_acts(one, other):
    assert len(together(one, other)) == 2
