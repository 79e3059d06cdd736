"""What a name or sign of money that countries share means: to its giver, or at the outlet."""

import re
from collections.abc import Iterable, Sequence

from monitor.detect.currencies import country_dollar
from monitor.detect.lexicon.grammar import MoneyWords
from monitor.detect.money import MoneySpan, amounts
from monitor.detect.sight import Sight
from monitor.detect.who import Who
from monitor.model.actor import ActorId, Registry
from monitor.model.article import Article
from monitor.model.development import Party

OWN_MONEY = {
    "argentina": "ARS",
    "australia": "AUD",
    "belarus": "BYN",
    "canada": "CAD",
    "chile": "CLP",
    "colombia": "COP",
    "czechia": "CZK",
    "denmark": "DKK",
    "egypt": "EGP",
    "iceland": "ISK",
    "india": "INR",
    "iran": "IRR",
    "iraq": "IQD",
    "jordan": "JOD",
    "kenya": "KES",
    "kuwait": "KWD",
    "lebanon": "LBP",
    "mexico": "MXN",
    "moldova": "MDL",
    "morocco": "MAD",
    "nepal": "NPR",
    "new-zealand": "NZD",
    "norway": "NOK",
    "oman": "OMR",
    "pakistan": "PKR",
    "philippines": "PHP",
    "qatar": "QAR",
    "romania": "RON",
    "russia": "RUB",
    "saudi-arabia": "SAR",
    "serbia": "RSD",
    "singapore": "SGD",
    "south-korea": "KRW",
    "sri-lanka": "LKR",
    "sweden": "SEK",
    "switzerland": "CHF",
    "syria": "SYP",
    "taiwan": "TWD",
    "tanzania": "TZS",
    "tunisia": "TND",
    "turkey": "TRY",
    "uganda": "UGX",
    "united-arab-emirates": "AED",
    "united-kingdom": "GBP",
    "united-states": "USD",
    "uruguay": "UYU",
}
"""The money of givers whose currency has namesakes."""

LENT_IN_DOLLARS = frozenset({"imf", "world-bank", "asian-development-bank", "united-nations"})
"""Bodies that count in US dollars wherever they are told of."""

ENDINGS = {"au": "AUD", "ca": "CAD", "nz": "NZD", "sg": "SGD"}
"""The dollar of an outlet, by the last part of its host."""

_HOST = re.compile(r"https?://(?:[^/@]*@)?[^/:?#]*?\.?(?P<last>[^./:?#]+)\.?(?:[/:?#]|$)")


def outlet_dollar(article: Article, words: MoneyWords) -> str | None:
    """Return the dollar that a bare `$` means in an article (ISO 4217), by the address and the name
    of its outlet; None where neither tells, or where the text is a wire's.
    """
    if article.credit is not None:
        return None
    host = _HOST.match(article.url.lower()) if article.url is not None else None
    if host is not None and host["last"] in ENDINGS:
        return ENDINGS[host["last"]]
    return country_dollar(article.outlet, words) if article.outlet is not None else None


def in_own_money(
    seen: Sight, sums: Sequence[MoneySpan], givers: Sequence[Who], registry: Registry
) -> list[MoneySpan]:
    """Return the sums of a giver, where a name or sign is shared by countries read as the giver's
    own; what names its country stays as it is.
    """
    currency = own_money((who.party for who in givers), registry)
    if currency is None or all(span.amount.currency == currency for span in sums):
        return list(sums)
    again = {span.start: span for span in amounts(seen.text, seen.language, home_currency=currency)}
    return [again.get(span.start, span) for span in sums]


def own_money(givers: Iterable[Party], registry: Registry) -> str | None:
    """Return the money of the first of the givers that has its own (ISO 4217), or None."""
    return next((own for one in givers if (own := _own(one.id, registry)) is not None), None)


def _own(actor: ActorId | None, registry: Registry) -> str | None:
    if actor is None:
        return None
    body = registry.represents(actor, None)
    return "USD" if body in LENT_IN_DOLLARS else OWN_MONEY.get(body)
