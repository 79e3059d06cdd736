"""How currencies are written: symbols, ISO 4217 codes, and a language's names for them."""

import re

from monitor.detect.lexicon.grammar import MoneyWords


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


SYMBOLS: dict[str, str] = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAN$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "₪": "ILS",
    "₩": "KRW",
    "₺": "TRY",
    "₦": "NGN",
    "₱": "PHP",
    "₫": "VND",
    "₸": "KZT",
    "₾": "GEL",
    "Rs": "INR",
    "KSh": "KES",
    "Ksh": "KES",
    "Sh": "KES",
    "USh": "UGX",
    "TSh": "TZS",
    "RM": "MYR",
    "Rp": "IDR",
    "Tk": "BDT",
    "R": "ZAR",
}
"""Symbols of one currency; a bare `$` is read by the outlet's country."""

LETTERS: frozenset[str] = frozenset({"R", "Sh", "RM", "Rp", "Tk"})
"""Symbols that are money only before a figure with a scale ("R310 million"; "R2" is a road)."""

CODES: frozenset[str] = _words(
    """AED AFN AMD ARS AUD AZN BDT BGN BRL BYN CAD CHF CLP CNY COP CZK DKK EGP ETB EUR GBP GEL GHS
    HKD HUF IDR ILS INR IQD IRR ISK JOD JPY KES KRW KWD KZT LBP LKR MAD MDL MMK MXN MYR NGN NOK
    NPR NZD OMR PHP PKR PLN QAR RON RSD RUB SAR SDG SEK SGD SYP THB TND TRY TWD TZS UAH UGX USD
    UYU UZS VND YER ZAR"""
)

DOLLARS: frozenset[str] = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD"})

_SYMBOL_WORDS = "|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True))
PREFIX = re.compile(
    rf"(?<![A-Za-z])(?P<mark>U\.S\.\s?\$|US\s\$|Rs\.|{_SYMBOL_WORDS}|"
    rf"(?:{'|'.join(sorted(CODES))})|\$)[\s\u00a0]?(?=[0-9])"
)
"""A currency before a figure."""

SUFFIX = re.compile(
    rf"""[\s\u00a0-]{{1,2}}(?P<code>(?:{"|".join(sorted(CODES))}))(?![\s\u00a0]?[0-9])(?!\w)
    |[\s\u00a0]?(?P<sign>[€£₴₽₪₹])(?![\s\u00a0]?[0-9])""",
    re.VERBOSE,
)
"""A code or symbol after a number; names of currencies are the language's."""


def stated_dollar(text: str, words: MoneyWords) -> str | None:
    """Return the dollar that the text says its figures are in ("in Canadian dollars"), if any."""
    stated = words.stated.search(text)
    return _country_code(stated["country"], words.dollar, words) if stated is not None else None


def country_dollar(text: str, words: MoneyWords) -> str | None:
    """Return the dollar of the last country that the text names, if it has one of its own."""
    return _country_code(text, words.dollar, words) if words.dollar else None


def by_mark(mark: str, *, home: str | None) -> str:
    """Return the ISO 4217 code of a symbol or code before a figure; a bare `$` is the home dollar,
    else USD.
    """
    squeezed = re.sub(r"[\s.]", "", mark)
    if squeezed == "$":
        return home if home is not None and home in DOLLARS else "USD"
    return SYMBOLS.get(squeezed, squeezed)


def by_word(match: re.Match[str], *, words: MoneyWords, home: str | None) -> str:
    """Return the ISO 4217 code of a currency's name (a match of `words.suffix`), told apart by the
    country before it, else as the home's (`home` is its code), else by the last country in the text
    before.
    """
    stem = " ".join(match["word"].lower().split())
    stem = stem if stem in words.alone else stem.removesuffix(words.plural)
    family = words.kinds.get(stem)
    if family is None:
        return words.alone[stem]
    named = _country_code(match["country"] or "", family, words)
    if named is not None:
        return named
    if family == words.dollar:
        return by_mark("$", home=home)
    if home is not None and home in words.families[family].values():
        return home
    return _country_code(match.string[: match.start()], family, words) or words.alone[stem]


def _country_code(told: str, family: str, words: MoneyWords) -> str | None:
    """Return the family's currency of the last country that the words name, if any."""
    found = None
    for match in words.country.finditer(told):
        found = words.families[family].get(match.lastgroup or "", found)
    return found
