"""Sums of money in a text: value, currency, range, equivalents and what the words around them say."""

from dataclasses import dataclass

from monitor.model.development import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySpan:
    """A sum in a text, with the equivalents that stand beside it inside the span.

    `running_total`: the words say that it sums up what was given so far. `raised_from`: the sum that this one replaces
    ("from 90 to 105 billion euros", "raised to 105 billion from 90").
    """

    start: int
    end: int
    amount: Amount
    running_total: bool = False
    raised_from: Amount | None = None


def amounts(text: str, *, home_currency: str | None = None) -> tuple[MoneySpan, ...]:
    """Return the sums that the text states, in reading order, never overlapping.

    `home_currency` (ISO 4217) is what a bare `$` means at this outlet; USD where it is None or no dollar.
    """
    del text, home_currency
    return ()
