"""Figures of one kind, held against each other: within 7 % they are one figure told twice."""

from decimal import Decimal

from monitor.model.development import Amount, Casualties, Count, Development
from monitor.model.rates import Rates

SAME = Decimal("0.07")
SAME_CONVERTED = Decimal("0.15")  # a dated table of rates is that far off at times
PART = "part"
"""What qualifies an instalment."""
KINDS = {
    "vehicles": frozenset({"trucks", "buses", "ambulances", "tanks"}),
    "people": frozenset({"soldiers", "civilians", "children", "prisoners", "hostages", "police"}),
}
"""Classes of counted things, and those that are kinds of them."""


def _near(one: Decimal, other: Decimal, tolerance: Decimal) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other))


def _values(amount: Amount) -> tuple[tuple[Decimal, str], ...]:
    """Return every value that the amount may be told as: both ends of a range, and its
    equivalents.
    """
    ends: tuple[tuple[Decimal, str], ...] = ((amount.value, amount.currency),)
    if amount.max is not None:
        ends = (*ends, (amount.max, amount.currency))
    return ends + tuple([(e.value, e.currency) for e in amount.equivalents])


def same_amount(one: Amount, other: Amount, rates: Rates) -> bool:
    """Return whether two amounts are one sum: in a currency that both are told in, else
    converted.
    """
    pairs = [(a, b) for a in _values(one) for b in _values(other)]
    shared = [_near(a[0], b[0], SAME) for a, b in pairs if a[1] == b[1]]
    if shared:
        return any(shared)
    for (value, currency), (second, to) in pairs:
        converted = rates.convert(value, currency, to)
        tolerance = SAME if rates.knows(currency, to) else SAME_CONVERTED
        if converted is not None and _near(converted, second, tolerance):
            return True
    return False


def instalment(one: Amount, other: Amount) -> bool:
    """Return whether one sum is told as a part, and may be one of the other."""
    if one.currency != other.currency or PART not in {one.qualifier, other.qualifier}:
        return False
    less, more = sorted((one, other), key=lambda amount: amount.value)
    return less.qualifier == PART and less.value < more.value


def very_amount(one: Amount, other: Amount) -> bool:
    """Return whether some figure of both is the very same: value and currency."""
    theirs = _values(other)
    return any(figure in theirs for figure in _values(one))


def told_amounts(development: Development) -> tuple[Amount, ...]:
    """Return every sum that was told of the development, and the one in force."""
    told, latest = development.amounts, development.amount
    return told if latest is None or latest in told else (*told, latest)


def amount_keys(amount: Amount) -> tuple[str, ...]:
    """Return a word for each figure that the amount is told as; `very_amount` ones share one."""
    return tuple(dict.fromkeys(f"{value:f} {currency}" for value, currency in _values(amount)))


def comparable(one: Count, other: Count) -> bool:
    """Return whether two counts may be of one thing: of one class, or of one that the other is a
    kind of.
    """
    kinds = KINDS.get(one.of, frozenset()) | KINDS.get(other.of, frozenset())
    return one.of == other.of or bool({one.of, other.of} & kinds)


def same_count(one: Count, other: Count) -> bool:
    """Return whether two counts are one figure; counts of different things never are."""
    return comparable(one, other) and _near(Decimal(one.value), Decimal(other.value), SAME)


def same_casualties(one: Casualties, other: Casualties) -> bool:
    """Return whether no figure that both tell differs."""
    pairs = ((one.killed, other.killed), (one.injured, other.injured))
    return all(a is None or b is None or a == b for a, b in pairs)


def rises(now: Casualties | None, told: Casualties | None) -> bool:
    """Return whether a toll is nowhere lower than the told one, where both tell a figure."""
    if now is None or told is None:
        return False
    pairs = ((now.killed, told.killed), (now.injured, told.injured))
    return all(a is None or b is None or a >= b for a, b in pairs)


def amount_text(amount: Amount) -> str:
    """Return the sum as `changes` tells it: `90000000000 EUR`."""
    return f"{amount.value:f} {amount.currency}"


def count_text(count: Count) -> str:
    """Return the count as `changes` tells it: `45 trucks`."""
    return f"{count.value} {count.of}"


def claim(field: str, value: str) -> str:
    """Return a contested value as a development remembers it."""
    return f"{field}={value}"


def casualties_text(casualties: Casualties) -> str:
    """Return the toll as `changes` tells it: `12 killed, 30 injured`."""
    told = ((casualties.killed, "killed"), (casualties.injured, "injured"))
    return ", ".join(f"{n} {what}" for n, what in told if n is not None)
