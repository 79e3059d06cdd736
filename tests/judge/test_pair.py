from datetime import timedelta

from monitor.judge.pair import Pair
from tests.fakes.making import DAY, day, ground, meeting, parties, pledge, told


def test_a_pair_holds_what_is_compared_of_both():
    first = pledge(actors=parties("Germany"), when=day("2025-12-18"))
    pair = Pair.of(pledge(when=day("2025-12-20")), told(first), ground())
    assert pair.nature.id == "aid_pledge"
    assert pair.theirs.actors.bodies == {"germany"}
    assert pair.mine.takers == pair.theirs.takers
    assert pair.gap == 2


def test_no_days_are_counted_from_an_unknown_date():
    assert Pair.of(pledge(), told(pledge(when=day("2025-12-18"))), ground()).gap is None


def test_parties_are_taken_as_they_stand_on_the_day_of_the_article():
    mention, on = meeting("Sergey Lavrov", "Germany"), ground(DAY)
    assert on.company(mention) is on.company(told(mention))
    assert ground(DAY + timedelta(days=1)).company(mention) == on.company(mention)
