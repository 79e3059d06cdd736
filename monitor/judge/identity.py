"""Is it the same act? Text proposes nothing here: parties, dates, figures and objects decide."""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from monitor.judge.blocking import Ground, forum_name, sides
from monitor.judge.figures import same_amount, same_count
from monitor.judge.parties import agree, clash
from monitor.model.development import Amount, Development, Mention
from monitor.model.moment import When
from monitor.model.nature import WINDOW_DAYS, Nature, Sameness
from monitor.model.rates import Rates

OPEN_DAYS = 30
MISSING_AMOUNT_DAYS = 7
SAME_MEASURE_DAYS = 3
LONGEST_PACKAGE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Same:
    """The mention tells the development; `strength` ranks it among others that fit."""

    strength: int
    why: str


@dataclass(frozen=True, slots=True)
class Different:
    """The mention tells another act."""

    why: str


def compare(mention: Mention, development: Development, ground: Ground) -> Same | Different:
    """Return whether the mention tells the development, and what decided."""
    if mention.type != development.type:
        return Different("another type")
    if not within_reach(mention, development, ground):
        return Different("too far apart in time")
    parties = _parties(mention, development, ground)
    if isinstance(parties, Different):
        return parties
    objects = _objects(mention, development, ground.nature(mention))
    if isinstance(objects, Different):
        return objects
    occasion = _circumstances(mention, development, ground, objects)
    if isinstance(occasion, Different):
        return occasion
    strength = parties.strength + objects.strength + occasion.strength
    return Same(strength, f"{parties.why}; {objects.why}; {occasion.why}")


def _circumstances(
    mention: Mention, development: Development, ground: Ground, objects: Same
) -> Same | Different:
    """Compare what tells two acts of the type apart beside their parties and objects."""
    sameness = ground.nature(mention).sameness
    match sameness:
        case Sameness.OCCASION:
            return _occasion(mention, development, ground)
        case Sameness.OBJECT:
            return _measure(mention, development, objects)
        case Sameness.GIFT:
            return _figures(mention, development, ground, objects)
        case _:
            assert_never(sameness)


def within_reach(mention: Mention, development: Development, ground: Ground) -> bool:
    """Return whether the development is open for a mention of that day."""
    nature, day = ground.nature(development), ground.day
    if nature.lasting and mention.status in nature.against:
        return True
    if development.when is not None and development.when.last >= day:
        return True
    act = mention.when.last if mention.when is not None and mention.when.last < day else day
    if abs((act - development.last_changed.date()).days) <= OPEN_DAYS:
        return True
    window = timedelta(days=nature.window)
    known = development.when.first if development.when else development.first_seen.date()
    return abs(act - known) <= window


def _parties(mention: Mention, development: Development, ground: Ground) -> Same | Different:
    if ground.nature(mention).mutual:
        return _mutual(mention, development, ground)
    pairs = (
        ("giver", mention.actors, development.actors),
        ("recipient", mention.counterparts, development.counterparts),
    )
    strength = 0
    for role, here, there in pairs:
        one, other = sides(here, ground), sides(there, ground)
        if not agree(one, other):
            return Different(f"another {role}")
        strength += 2 * bool(one and other)
    if strength == 0:
        return _nobody(mention, development, ground.nature(mention))
    return Same(strength, "the same parties" if strength > 2 else "one side shared, one unnamed")


def _nobody(mention: Mention, development: Development, nature: Nature) -> Same | Different:
    """Return whether a mention that names nobody tells the very figure of a recent development, or
    the place and day of an event.
    """
    amount, count = mention.amount, mention.count
    sums = {(a.value, a.currency) for a in development.amounts}
    recent = amount is not None and (amount.value, amount.currency) in sums
    counted = count is not None and count in development.counts
    if recent or counted:
        return Same(1, "nobody is named, but the very figure is told")
    if nature.sameness is Sameness.OCCASION and _at_one_place_and_day(mention, development):
        return Same(1, f"nobody is named, but the place and the day ({mention.place})")
    return Different("no party is shared")


def _mutual(mention: Mention, development: Development, ground: Ground) -> Same | Different:
    one, other = sides(mention.parties, ground), sides(development.parties, ground)
    persons = len(one.persons & other.persons)
    bodies = len(one.bodies & other.bodies)
    shared = max(persons, bodies)
    if clash(one, other) and not _one_occasion(mention, development, bodies):
        return Different("a named counterpart differs")
    nature = ground.nature(mention)
    forum = _same_forum(mention, development, nature)
    if forum is False:
        return Different("a forum and another meeting")
    if forum:
        return Same(3 + shared, f"the same forum ({mention.forum})")
    if shared >= 2:
        return Same(2 + shared + persons, "two parties shared")
    if shared:
        return _one_party(mention, development, nature)
    if not one and _at_one_place_and_day(mention, development):
        return Same(1, f"nobody is named, but the place and the day ({mention.place})")
    return Different("too few parties shared")


def _one_party(mention: Mention, development: Development, nature: Nature) -> Same | Different:
    """Judge a meeting or deal of which one party is shared and nobody differs."""
    if nature.loose:
        return Same(2, "one party shared, nobody differs")
    if mention.forum and development.forum:
        return Same(2, "one party at a summit of its own")
    if mention.place and mention.place == development.place:
        return Same(2, f"one party and the place ({mention.place}) shared")
    return Different("too few parties shared")


def _one_occasion(mention: Mention, development: Development, bodies: int) -> bool:
    """Return whether two bodies meet at one place and day: who else is named there joins."""
    return bodies >= 2 and _at_one_place_and_day(mention, development)


def _at_one_place_and_day(mention: Mention, development: Development) -> bool:
    placed = mention.place is not None and mention.place == development.place
    return placed and _days_apart(mention.when, development.when) == 0


def _same_forum(mention: Mention, development: Development, nature: Nature) -> bool | None:
    """Return whether the forums agree; None where nothing tells: one is unnamed, or any summit."""
    one, other = mention.forum, development.forum
    if one and other:
        first, second = forum_name(one), forum_name(other)
        return bool(first & second) if first and second else None
    if (one or other) and nature.sameness is Sameness.OCCASION:
        bilateral = development if one else mention
        named = len(bilateral.actors) + len(bilateral.counterparts)
        return False if named >= 2 else None
    return None


def _objects(mention: Mention, development: Development, nature: Nature) -> Same | Different:
    one, other = set(mention.objects), set(development.objects)
    special_one, special_other = one - nature.labels.general, other - nature.labels.general
    if special_one and special_other:
        if special_one & special_other:
            return Same(2, f"the same object ({', '.join(sorted(special_one & special_other))})")
        both = special_one | special_other
        if not nature.instruments or not _instruments_only(mention, development, both):
            return Different("another object")
        return Same(0, "other words for the instruments of one measure")
    opposite = (mention.status in nature.against) != (development.status in nature.against)
    if opposite and special_one != special_other and nature.sameness is Sameness.GIFT:
        return Different("opposite statuses, and an object on one side only")
    if one & other:
        return Same(1, "objects of one class")
    return Same(0, "no object tells them apart")


def _instruments_only(mention: Mention, development: Development, objects: set[str]) -> bool:
    """Return whether the objects are means of one measure of a few days, told in other words."""
    if not (mention.actors and mention.counterparts):
        return False
    gap = _days_apart(mention.when, development.when)
    numbered = any(o.startswith("package-") for o in objects)
    return not numbered and (gap is None or gap <= SAME_MEASURE_DAYS)


def _occasion(mention: Mention, development: Development, ground: Ground) -> Same | Different:
    """Compare the dates of two meetings."""
    nature = ground.nature(mention)
    if not nature.mutual and _elsewhere(mention, development):
        return Different("another place")
    if mention.reworded or {mention.status, development.status} & nature.against:
        return Same(1, "a told move or cancellation links")
    gap = _days_apart(mention.when, development.when)
    if gap is None:
        seen = (ground.day - development.last_seen.date()).days
        ahead = development.when is not None and development.when.last >= ground.day
        if seen > nature.window and not ahead:
            return Different("undated, and long after")
        return Same(0, "dates do not tell them apart")
    if gap <= 1:
        return Same(2, "the same day")
    if _under_way(mention, development) and gap <= nature.window:
        return Same(1, "talks that go on")
    if {mention.status, development.status} <= nature.ahead and gap <= WINDOW_DAYS:
        return Same(0, "a plan whose date moved")
    return Different("another day")


def _elsewhere(mention: Mention, development: Development) -> bool:
    """Return whether both tell a place, and not the same."""
    here, there = mention.place, development.place
    return bool(here and there) and here != there


def _under_way(mention: Mention, development: Development) -> bool:
    return mention.place is not None and mention.place == development.place


def _days_apart(one: When | None, other: When | None) -> int | None:
    """Return the days between two dates, 0 where they overlap; None where one is unknown."""
    if one is None or other is None:
        return None
    if one.first <= other.last and other.first <= one.last:
        return 0
    return min(abs((one.first - other.last).days), abs((other.first - one.last).days))


def _measure(mention: Mention, development: Development, objects: Same) -> Same | Different:
    """Compare two agreements or sanctions beyond parties and object."""
    gap = _days_apart(mention.when, development.when)
    if objects.strength == 0 and gap is not None and gap > WINDOW_DAYS:
        return Different("another time, and no shared object")
    return Same(int(gap == 0), "the same measure")


def _figures(
    mention: Mention, development: Development, ground: Ground, objects: Same
) -> Same | Different:
    """Compare the sums (or counts) of two pledges."""
    gap = _days_apart(mention.when, development.when)
    if gap is not None and gap > LONGEST_PACKAGE_DAYS:
        return Different("another time")
    if mention.amount and development.amount:
        if _takes_its_place(mention, development.amount, ground.rates):
            return Same(6, "it takes the place of the told sum")
        if any(same_amount(mention.amount, told, ground.rates) for told in _sums(development)):
            return Same(4, "the same sum")
        return _other_figure(mention, development, objects)
    if mention.count and development.count and mention.count.of == development.count.of:
        told_counts = (*development.counts, development.count)
        if any(same_count(mention.count, told) for told in told_counts):
            return Same(3, "the same count")
        return _other_figure(mention, development, objects)
    return _unfigured(mention, development, ground)


def _takes_its_place(mention: Mention, told: Amount, rates: Rates) -> bool:
    """Return whether the mention says that its sum replaces the told one."""
    return mention.replaces is not None and same_amount(mention.replaces, told, rates)


def _unfigured(mention: Mention, development: Development, ground: Ground) -> Same | Different:
    """Judge two pledges of which one tells no figure to compare."""
    away = abs((ground.day - development.last_seen.date()).days)
    if bool(mention.amount) != bool(development.amount) and away > MISSING_AMOUNT_DAYS:
        return Different("no sum to compare, and a week between")
    return Same(0, "no figure tells them apart")


def _sums(development: Development) -> tuple[Amount, ...]:
    return tuple(a for a in (*development.amounts, development.amount) if a is not None)


def _other_figure(mention: Mention, development: Development, objects: Same) -> Same | Different:
    """Judge a figure that differs: a change told as such, or a claim about the same act; else
    another act.
    """
    if mention.reworded:
        return Same(1, "a figure that is said to have changed")
    same_day = _days_apart(mention.when, development.when)
    if objects.strength >= 1 and same_day is not None and same_day <= 1:
        return Same(1, "another figure for the same object and day")
    if mention.place and mention.place == development.place:
        return Same(1, "another figure for the same place")
    return Different("another figure, and nothing ties it to the same act")
