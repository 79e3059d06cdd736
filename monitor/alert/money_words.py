"""Money in words that a headline would use: `€90bn (about $106bn)`."""

from decimal import Decimal

from monitor.model.development import Amount

SYMBOLS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "ILS": "₪", "UAH": "₴", "TRY": "₺",
    "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "KRW": "₩",
}  # fmt: skip
_SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
_QUALIFIERS = {
    "up_to": "up to ",
    "at_least": "at least ",
    "about": "about ",
}
_SUFFIXES = {
    "per_year": " a year",
    "total": " in total",
    "loan": " in loans",
    "grant": " in grants",
}


def sum_words(value: Decimal, currency: str) -> str:
    """Return the sum with its symbol (or code) and scale, at most three digits behind the point."""
    symbol = SYMBOLS.get(currency, f"{currency} ")
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{symbol}{_plain(value / scale)}{word}"
    return f"{symbol}{_plain(value, grouped=True)}"


def _plain(value: Decimal, *, grouped: bool = False) -> str:
    text = f"{value:,.3f}" if grouped else f"{value:.3f}"
    return text.rstrip("0").rstrip(".")


def amount_words(amount: Amount) -> str:
    """Return the whole amount: qualifier, range, and the equivalents that texts told."""
    words = sum_words(amount.value, amount.currency)
    if amount.max is not None:
        words += f"–{sum_words(amount.max, amount.currency)}"
    qualifier = amount.qualifier or ""
    words = _QUALIFIERS.get(qualifier, "") + words + _SUFFIXES.get(qualifier, "")
    others = [sum_words(e.value, e.currency) for e in amount.equivalents]
    return f"{words} (about {', '.join(others)})" if others else words
