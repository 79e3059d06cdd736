"""Conditions on the sum of money that a development tells."""

from decimal import Decimal

from monitor.alert.reading import Reading
from monitor.model.condition import Answer, MinAmount, NoSum, Sum, Threshold
from monitor.model.development import Amount, Development
from monitor.model.rates import Rates


def min_amount(leaf: MinAmount, development: Development, reading: Reading) -> Answer:
    """Return whether the sum reaches the least one; what is unknown passes, and says so."""
    least, amount = leaf.least, development.amount
    if not _carries_money(development, reading):
        return Answer(path=leaf.path, held=True, why=f"{development.type} carries no money")
    if amount is None:
        return Answer(path=leaf.path, held=True, why="the amount is unknown", telling=True)
    value = _converted(_upper(amount), amount, development, least.currency)
    if value is None:
        why = f"no rate for {amount.currency}, so it passes"
        return Answer(path=leaf.path, held=True, why=why, telling=True)
    held = value >= least.value
    verb = "reaches" if held else "is under"
    why = f"{_told(value, amount, least)} {verb} {least.value:f}"
    return Answer(path=leaf.path, held=held, why=why, telling=True)


def sum_between(leaf: Sum, development: Development) -> Answer:
    """Return whether the sum is known and between the bounds, or some part of a range is."""
    amount = development.amount
    if amount is None:
        return Answer(path=leaf.path, held=False, why="no sum is told")
    bounds = ((leaf.at_least, _upper(amount), 1), (leaf.at_most, amount.value, -1))
    reached: list[str] = []
    for bound, stated, sign in bounds:
        if bound is None:
            continue
        value = _converted(stated, amount, development, bound.currency)
        if value is None:
            return Answer(path=leaf.path, held=False, why=f"no rate for {amount.currency}")
        told = _told(value, amount, bound)
        if value * sign < bound.value * sign:
            verb = "is under" if sign > 0 else "is over"
            return Answer(path=leaf.path, held=False, why=f"{told} {verb} {bound.value:f}")
        verb = "is at least" if sign > 0 else "is at most"
        reached.append(f"{told} {verb} {bound.value:f}")
    return Answer(path=leaf.path, held=True, why=" and ".join(reached), telling=True)


def no_sum(leaf: NoSum, development: Development, reading: Reading) -> Answer:
    """Return whether the type carries money, and no sum is told."""
    if not _carries_money(development, reading):
        return Answer(path=leaf.path, held=False, why=f"{development.type} carries no money")
    unknown = development.amount is None
    why = "the amount is unknown" if unknown else "the amount is known"
    return Answer(path=leaf.path, held=unknown, why=why, telling=True)


def _carries_money(development: Development, reading: Reading) -> bool:
    return "amount" in reading.natures.of(development.type).slots


def _upper(amount: Amount) -> Decimal:
    return amount.value if amount.max is None else amount.max


def _converted(
    value: Decimal, amount: Amount, development: Development, currency: str
) -> Decimal | None:
    """Return a sum of the amount's currency in another; None where there is no rate."""
    rates = Rates.from_amounts((*development.amounts, amount))
    return rates.convert(value, amount.currency, currency)


def _told(value: Decimal, amount: Amount, bound: Threshold) -> str:
    """Return the sum in the currency of the bound, and that it is converted if it is."""
    about = "" if amount.currency == bound.currency else "about "
    return f"{about}{value:.0f} {bound.currency}"
