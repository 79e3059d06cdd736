"""Who takes part, as evidence: known parties decide, unknown names only weigh."""

from dataclasses import dataclass

from monitor.judge.blocking import forum_name, named_words
from monitor.judge.evidence import Finding, Point, Veto, vetoed
from monitor.judge.pair import Pair
from monitor.judge.parties import Side, clash
from monitor.judge.substance import told_sum
from monitor.model.nature import Sameness

COUPLE = 2
FORUM = 5


@dataclass(frozen=True, slots=True)
class Role:
    """One side of a two-sided act: what it weighs that it is shared, or that one name of it (or
    both) is unknown and differs.
    """

    name: str
    shared: int
    doubtful: int
    unlike: int


GIVER = Role("giver", 4, -3, -6)
TAKER = Role("recipient", 3, -2, -3)


def of_sides(pair: Pair) -> tuple[Finding, ...]:
    """Return what the parties of an act with two sides tell."""
    one, other = pair.mine, pair.theirs
    found = _side(GIVER, one.actors, other.actors), _side(TAKER, one.takers, other.takers)
    crossed = one.actors.bodies & other.takers.bodies or other.actors.bodies & one.takers.bodies
    if vetoed(found) is not None and crossed and told_sum(pair):
        return (Point(0, "the sides are told the other way round"),)
    return found


def _side(role: Role, one: Side, other: Side) -> Finding:
    if not one or not other:
        return Point(0, f"the {role.name} is not named in both")
    if one.bodies & other.bodies or one.persons & other.persons:
        return Point(role.shared, f"the same {role.name}")
    if one.known and other.known:
        return Veto(f"another {role.name}", binding=role is GIVER)
    either = one.known or other.known
    return Point(role.doubtful if either else role.unlike, f"another name as {role.name}")


def of_equals(pair: Pair) -> tuple[Finding, ...]:
    """Return what the parties and the forum of an act without sides tell."""
    one, other = pair.mine.all, pair.theirs.all
    forum = _forum(pair)
    if isinstance(forum, Veto):
        return (forum,)
    if clash(one, other):
        excuse = _excuse(pair, forum)
        return (excuse,) if isinstance(excuse, Veto) else (forum, excuse, _shared(one, other))
    return forum, _shared(one, other)


def _shared(one: Side, other: Side) -> Point:
    persons = len(one.persons & other.persons)
    shared = max(persons, len(one.bodies & other.bodies))
    if shared >= COUPLE:
        return Point(6 + persons, "two parties shared")
    apart = -2 if one.unknown and other.unknown and not one.unknown & other.unknown else 0
    if shared:
        return Point(3 + apart, "one party shared")
    return Point(apart, "too few parties shared")


def _excuse(pair: Pair, forum: Point) -> Point | Veto:
    """Return why a named counterpart may differ all the same, or that it may not."""
    mention, development, nature, gap = pair.mention, pair.development, pair.nature, pair.gap
    bodies = len(pair.mine.all.bodies & pair.theirs.all.bodies)
    placed = mention.place is not None and mention.place == development.place
    if bodies >= COUPLE and placed and gap == 0:
        return Point(0, "two bodies at one place and day: who else is named joins them")
    unlike = bool(mention.place and development.place and not placed)
    if forum.weight == FORUM and gap is not None and gap <= 1 and not unlike:
        return Point(0, "guests of one forum on one day")
    things = set(mention.objects) & set(development.objects) - nature.labels.general
    if bodies >= COUPLE and things and nature.sameness is Sameness.OBJECT:
        return Point(-3, f"two bodies and their {min(things)}, though others are named too")
    return Veto("a named counterpart differs", binding=True)


def _forum(pair: Pair) -> Finding:
    """Return whether the forums agree; nothing where one is unnamed, or any summit."""
    mention, development = pair.mention, pair.development
    one, other = mention.forum, development.forum
    if one and other:
        first, second = forum_name(one), forum_name(other)
        if first & second:
            return Point(FORUM, f"the same forum ({one})")
        if not first or not second:
            mine, theirs = pair.mine.all, pair.theirs.all
            shared = mine.bodies & theirs.bodies or mine.persons & theirs.persons
            return Point(2 if shared else 0, "a summit of its own")
        if first & named_words(development) or second & named_words(mention):
            return Point(FORUM, f"one forum, told by its name and its place ({one}, {other})")
        return Veto("another forum")
    if (one or other) and pair.nature.sameness is Sameness.OCCASION:
        bilateral = (pair.theirs if one else pair.mine).all
        named = max(len(bilateral.bodies), len(bilateral.persons))
        return Veto("a forum and another meeting") if named >= COUPLE else Point(0, "one forum")
    return Point(0, "no forum tells them apart")
