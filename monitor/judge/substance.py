"""What is given, agreed or forbidden, as evidence: objects, packages, sums and counts."""

from decimal import Decimal

from monitor.judge.evidence import Finding, Point, Veto
from monitor.judge.figures import (
    amount_text,
    claim,
    comparable,
    count_text,
    instalment,
    same_amount,
    same_count,
    very_amount,
)
from monitor.judge.pair import Pair
from monitor.model.development import Amount, Development, Mention
from monitor.model.nature import WINDOW_DAYS, Nature, Sameness

MISSING_AMOUNT_DAYS = 7
SAME_MEASURE_DAYS = 3
LONGEST_PACKAGE_DAYS = 90
PACKAGE = "package-"
COUPLE = 2
FAR = Decimal("1.5")
NO_OBJECT = "no object tells them apart"
SHARED = {Sameness.OCCASION: 0, Sameness.GIFT: 1, Sameness.OBJECT: 2}
"""What a shared special object weighs: most where the object is the act."""


def of_objects(pair: Pair) -> Finding:
    """Return what the objects tell: a numbered package most, a thing less, a class little."""
    one, other = set(pair.mention.objects), set(pair.development.objects)
    if not one and not other:
        return Point(0, NO_OBJECT)
    return _of_packages(one, other) or _of_things(pair, one, other)


def _of_packages(one: set[str], other: set[str]) -> Finding | None:
    """Return what numbered packages tell; None where they are not told of both."""
    mine = {o for o in one if o.startswith(PACKAGE)}
    theirs = {o for o in other if o.startswith(PACKAGE)}
    if not mine or not theirs:
        return None
    if mine.isdisjoint(theirs):
        return Veto("another object: another package", binding=True)
    return Point(4, "the same package")


def _of_things(pair: Pair, one: set[str], other: set[str]) -> Finding:
    """Return what other objects tell."""
    mention, development, nature = pair.mention, pair.development, pair.nature
    mine, theirs = one - nature.labels.general, other - nature.labels.general
    if mine & theirs:
        weight = SHARED[nature.sameness]
        return Point(weight, f"the same object ({', '.join(sorted(mine & theirs))})")
    if mine and theirs:
        return _unlike_objects(pair)
    if (mine or theirs) and nature.loose and len(mention.parties) < COUPLE:
        return Point(-1, "an object on one side only, and one party")
    if _opposite(mention, development, nature) and (mine or theirs):
        return Veto("opposite statuses, and an object on one side only")
    if one & other and nature.sameness is not Sameness.OCCASION:
        return Point(1, "objects of one class")
    return Point(0, NO_OBJECT)


def _claimed(mention: Mention) -> tuple[str, ...]:
    """Return the figures of the mention as contested claims are remembered."""
    amount, count = mention.amount, mention.count
    sums = (claim("amount", amount_text(amount)),) if amount is not None else ()
    return sums + ((claim("count", count_text(count)),) if count is not None else ())


def _opposite(mention: Mention, development: Development, nature: Nature) -> bool:
    against = (mention.status in nature.against) != (development.status in nature.against)
    return against and nature.sameness is Sameness.GIFT


def _unlike_objects(pair: Pair) -> Finding:
    """Judge other words for what is given or forbidden: means of one measure, or of one sum."""
    mention, nature, gap = pair.mention, pair.nature, pair.gap
    if nature.sameness is Sameness.GIFT and pair.very_sum:
        return Point(-1, "other words for one sum")
    near = gap is None or gap <= SAME_MEASURE_DAYS
    if nature.instruments and mention.actors and mention.counterparts and near:
        return Point(0, "other words for the instruments of one measure")
    return Veto("another object")


def of_measure(pair: Pair, objects: Finding) -> Finding:
    """Compare two agreements or sanctions beyond parties and object."""
    gap = pair.gap
    again = pair.mention.status == pair.development.status
    shared = isinstance(objects, Point) and objects.weight > int(again)
    if not shared and gap is not None and gap > WINDOW_DAYS:
        return Veto("another time, and no shared object")
    return Point(int(gap == 0), "the same day" if gap == 0 else "no date tells them apart")


def of_figures(pair: Pair) -> Finding:
    """Compare the sums (or counts) of two gifts."""
    mention, development, gap = pair.mention, pair.development, pair.gap
    if gap is not None and gap > LONGEST_PACKAGE_DAYS:
        return Veto("another time")
    if mention.amount and development.amount:
        return _of_sums(pair, mention.amount)
    if mention.count and development.count and comparable(mention.count, development.count):
        return _of_counts(pair)
    away = abs((pair.ground.day - development.last_seen.date()).days)
    if bool(mention.amount) != bool(development.amount) and away > MISSING_AMOUNT_DAYS:
        return Veto("no sum to compare, and a week between")
    if _other_kind(mention, development):
        return Point(-1, "figures of two kinds, and a giver is not named")
    return Point(int(gap == 0), "no figure tells them apart")


def _other_kind(mention: Mention, development: Development) -> bool:
    """Return whether both tell a figure, none of one kind, and one tells no giver."""
    figures = (mention.amount or mention.count) and (development.amount or development.count)
    return bool(figures) and not (mention.actors and development.actors)


def _of_sums(pair: Pair, amount: Amount) -> Finding:
    replaced, rates = pair.mention.replaces, pair.ground.rates
    if replaced is not None and any(same_amount(replaced, told, rates) for told in pair.sums):
        return Point(6, "it takes the place of the told sum")
    if pair.very_sum:
        return Point(5, "the very sum")
    if pair.same_sum:
        return Point(2, "the same sum")
    if any(instalment(amount, told) for told in pair.sums):
        return Point(0, "an instalment of the sum")
    return _other_figure(pair)


def _of_counts(pair: Pair) -> Finding:
    mention, development = pair.mention, pair.development
    assert mention.count is not None
    assert development.count is not None
    told = (*development.counts, development.count)
    if mention.count in told:
        return Point(3, "the very count")
    if any(same_count(mention.count, count) for count in told):
        return Point(2, "the same count")
    return _other_figure(pair)


def told_sum(pair: Pair) -> bool:
    """Return whether the mention tells one of the sums told before, as it stands or as the one that
    another takes the place of.
    """
    gone = pair.mention.replaces
    replaced = gone is not None and any(very_amount(gone, told) for told in pair.sums)
    return replaced or pair.very_sum


def _comparable(mention: Mention, development: Development) -> bool:
    """Return whether both tell a sum in one currency, none of them half as much again."""
    one, other = mention.amount, development.amount
    if one is None or other is None or one.currency != other.currency:
        return False
    return max(one.value, other.value) <= FAR * min(one.value, other.value)


def _other_figure(pair: Pair) -> Finding:
    """Judge a figure that differs: a change told as such, or a claim about the same act; else
    another act.
    """
    mention, development, nature, gap = pair.mention, pair.development, pair.nature, pair.gap
    if mention.reworded or mention.denied:
        return Point(1, "a figure that is said to have changed, or not to be so")
    if development.contests and not set(development.contests).isdisjoint(_claimed(mention)):
        return Point(3, "a figure that was claimed of it before")
    common = set(mention.objects) & set(development.objects)
    if common and gap is not None and gap <= 1:
        return Point(1, "another figure for the same object and day")
    if mention.place and mention.place == development.place:
        return Point(1, "another figure for the same place")
    decided = development.status in nature.ahead and mention.status in nature.line[1:]
    named = mention.actors and development.actors
    counted = mention.amount is None and mention.counterparts and development.counterparts
    if named and counted and gap == 0:
        return Point(1, "another count of one thing, of the same parties and day")
    if decided and named and common - nature.labels.general:
        return Point(1, "what was proposed, decided with another figure")
    if decided and gap is not None and gap <= WINDOW_DAYS and _comparable(mention, development):
        return Point(0, "what was proposed, decided days later with a figure not far from it")
    return Veto("another figure, and nothing ties it to the same act")
