"""How currencies are written: symbols, ISO 4217 codes, words, and the countries that tell namesakes
apart.
"""

import re


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
}
"""Symbols of one currency; a bare `$` is read by the outlet's country."""

CODES: frozenset[str] = _words(
    """AED AFN AMD ARS AUD AZN BDT BGN BRL BYN CAD CHF CLP CNY COP CZK DKK EGP ETB EUR GBP GEL GHS
    HKD HUF IDR ILS INR IQD IRR ISK JOD JPY KES KRW KWD KZT LBP LKR MAD MDL MMK MXN MYR NGN NOK
    NPR NZD OMR PHP PKR PLN QAR RON RSD RUB SAR SDG SEK SGD SYP THB TND TRY TWD TZS UAH UGX USD
    UYU UZS VND YER ZAR"""
)

DOLLARS: frozenset[str] = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD"})

_ALONE = {
    "euro": "EUR",
    "yen": "JPY",
    "won": "KRW",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rouble": "RUB",
    "ruble": "RUB",
    "hryvnia": "UAH",
    "hryvnya": "UAH",
    "hryvna": "UAH",
    "shekel": "ILS",
    "zloty": "PLN",
    "złoty": "PLN",
    "dirham": "AED",
    "franc": "CHF",
    "rupee": "INR",
    "pound": "GBP",
    "pounds sterling": "GBP",
    "sterling": "GBP",
    "lira": "TRY",
    "rand": "ZAR",
    "peso": "MXN",
    "dinar": "KWD",
    "riyal": "SAR",
    "rial": "IRR",
    "toman": "IRR",
    "krone": "NOK",
    "kroner": "NOK",
    "krona": "SEK",
    "kronor": "SEK",
    "crown": "CZK",
    "koruna": "CZK",
    "forint": "HUF",
    "leu": "RON",
    "lei": "RON",
    "leva": "BGN",
    "tenge": "KZT",
    "lari": "GEL",
    "dram": "AMD",
    "manat": "AZN",
    "taka": "BDT",
    "baht": "THB",
    "ringgit": "MYR",
    "rupiah": "IDR",
    "naira": "NGN",
    "cedi": "GHS",
    "birr": "ETB",
    "shilling": "KES",
    "reais": "BRL",
    "afghani": "AFN",
    "kyat": "MMK",
}
_FAMILIES = {
    "dollar": {
        "us": "USD",
        "au": "AUD",
        "ca": "CAD",
        "nz": "NZD",
        "sg": "SGD",
        "hk": "HKD",
        "tw": "TWD",
    },
    "pound": {"gb": "GBP", "eg": "EGP", "lb": "LBP", "sy": "SYP", "sd": "SDG"},
    "krone": {"no": "NOK", "dk": "DKK", "se": "SEK", "is": "ISK", "cz": "CZK"},
    "franc": {"ch": "CHF"},
    "rupee": {"in": "INR", "pk": "PKR", "np": "NPR", "lk": "LKR"},
    "lira": {"tr": "TRY", "sy": "SYP", "lb": "LBP"},
    "peso": {"mx": "MXN", "ar": "ARS", "cl": "CLP", "co": "COP", "ph": "PHP", "uy": "UYU"},
    "dinar": {"kw": "KWD", "jo": "JOD", "iq": "IQD", "tn": "TND", "rs": "RSD"},
    "riyal": {"sa": "SAR", "qa": "QAR", "om": "OMR", "ye": "YER", "ir": "IRR"},
    "dirham": {"ae": "AED", "ma": "MAD"},
    "leu": {"ro": "RON", "md": "MDL"},
    "rouble": {"ru": "RUB", "by": "BYN"},
    "won": {"kr": "KRW"},
    "shilling": {"ke": "KES", "ug": "UGX", "tz": "TZS"},
}
_FAMILY_OF = {
    **{word: word for word in _FAMILIES},
    **dict.fromkeys(("kroner", "krona", "kronor", "crown", "koruna"), "krone"),
    "rial": "riyal",
    "ruble": "rouble",
    "lei": "leu",
}
_COUNTRIES = {
    "us": "American|United States|U\\.?S\\.?",
    "au": "Australian?",
    "ca": "Canad(?:a|ian)",
    "nz": "New Zealand",
    "sg": "Singapore",
    "hk": "Hong Kong",
    "tw": "Taiwan(?:ese)?",
    "gb": "British|Britain|UK",
    "eg": "Egypt(?:ian)?",
    "lb": "Leban(?:on|ese)",
    "sy": "Syrian?",
    "sd": "Sudan(?:ese)?",
    "no": "Norw(?:ay|egian)",
    "dk": "Denmark|Danish",
    "se": "Swed(?:en|ish)",
    "is": "Iceland(?:ic)?",
    "cz": "Czech",
    "ch": "Swiss|Switzerland",
    "in": "Indian?",
    "pk": "Pakistani?",
    "np": "Nepal(?:ese|i)?",
    "lk": "Sri Lankan?",
    "tr": "Turkish|Turkey|Türkiye",
    "mx": "Mexic(?:o|an)",
    "ar": "Argentin(?:a|e|ian)",
    "cl": "Chilean|Chile",
    "co": "Colombian?",
    "ph": "Philippines?|Filipino",
    "uy": "Uruguay(?:an)?",
    "kw": "Kuwaiti?",
    "jo": "Jordan(?:ian)?",
    "iq": "Iraqi?",
    "tn": "Tunisian?",
    "rs": "Serbian?",
    "sa": "Saudi",
    "qa": "Qatari?",
    "om": "Omani?",
    "ye": "Yemeni?",
    "ir": "Iranian|Iran",
    "ae": "Emirati?|UAE",
    "ma": "Morocc(?:o|an)",
    "ro": "Romanian?",
    "md": "Moldovan?",
    "ru": "Russian?",
    "by": "Belarus(?:ian)?",
    "kr": "(?:South )?Korean?",
    "ke": "Kenyan?",
    "ug": "Ugandan?",
    "tz": "Tanzanian?",
}
_COUNTRY = re.compile(
    "(?<!\\w)(?:"
    + "|".join(f"(?P<{code}>{words})" for code, words in _COUNTRIES.items())
    + ")(?!\\w)"
)
_COUNTRY_WORDS = "|".join(_COUNTRIES.values()).replace(" ", r"\s")

_SYMBOL_WORDS = "|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True))
PREFIX = re.compile(
    rf"(?<![A-Za-z])(?P<mark>U\.S\.\s?\$|US\s\$|Rs\.|{_SYMBOL_WORDS}|"
    rf"(?:{'|'.join(sorted(CODES))})|\$)[\s\u00a0]?(?=[0-9])"
)
"""A currency before a figure."""

_SUFFIX_WORDS = "|".join(
    word.replace(" ", r"\s") for word in sorted({*_ALONE, "dollar"}, key=len, reverse=True)
)
SUFFIX = re.compile(
    rf"""(?:[\s\u00a0-]{{1,2}}(?:of\s)?)(?:(?P<country>{_COUNTRY_WORDS})\s)?
    (?P<word>(?:{_SUFFIX_WORDS})s?|(?-i:{"|".join(sorted(CODES))})(?![\s\u00a0]?[0-9]))(?!\w)
    |[\s\u00a0]?(?P<sign>[€£₴₽₪₹])(?![\s\u00a0]?[0-9])""",
    re.VERBOSE | re.IGNORECASE,
)
"""A currency after a number."""


_STATED = re.compile(rf"\b(?:in|all)\s+(?P<country>{_COUNTRY_WORDS})\sdollars\b", re.IGNORECASE)


def stated_dollar(text: str) -> str | None:
    """Return the dollar that the text says its figures are in ("in Canadian dollars"), if any."""
    stated = _STATED.search(text)
    return _country_code(stated["country"], "dollar") if stated is not None else None


def by_mark(mark: str, *, home: str | None) -> str:
    """Return the ISO 4217 code of a symbol or code before a figure; a bare `$` is the home dollar,
    else USD.
    """
    squeezed = re.sub(r"[\s.]", "", mark)
    if squeezed == "$":
        return home if home is not None and home in DOLLARS else "USD"
    return SYMBOLS.get(squeezed, squeezed)


def by_word(word: str, *, country: str | None, context: str, home: str | None) -> str:
    """Return the ISO 4217 code of a currency's name, told apart by the country before it, else by
    one in the context.
    """
    if word in CODES:
        return word
    stem = word.lower()
    stem = stem if stem in _ALONE else stem.removesuffix("s")
    family = _FAMILY_OF.get(stem)
    if family is None:
        return _ALONE[stem]
    named = _country_code(country or "", family)
    if named is not None:
        return named
    if family == "dollar":
        return by_mark("$", home=home)
    return _country_code(context, family) or _ALONE[stem]


def _country_code(words: str, family: str) -> str | None:
    """Return the family's currency of the last country that the words name, if any."""
    found = None
    for match in _COUNTRY.finditer(words):
        found = _FAMILIES[family].get(match.lastgroup or "", found)
    return found
