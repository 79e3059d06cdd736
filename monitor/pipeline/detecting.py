"""What an article says by itself, whatever was read before it, and what is kept of it."""

from dataclasses import dataclass

from monitor.dedupe.fingerprint import fingerprint
from monitor.dedupe.url import canonical
from monitor.detect.sifting import sifted
from monitor.judge.judging import Arrival
from monitor.model.article import Article, Fingerprint, Remembered
from monitor.model.development import Mention
from monitor.model.verdict import Sifted
from monitor.pipeline.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """The fingerprint of an article and what it mentions; `mentions` None: nothing detects in its
    language. `sifted`: what they were found among.
    """

    prints: Fingerprint
    mentions: tuple[Mention, ...] | None
    sifted: Sifted | None = None


def detected(article: Article, rules: Rules) -> Detected:
    """Return what the article says by itself; it depends on nothing but the article and the
    rules.
    """
    tools = rules.tools_for(article)
    prints = fingerprint(article)
    if tools is None:
        return Detected(prints=prints, mentions=None, sifted=Sifted(language=article.language))
    mentions, among = sifted(article, tools=tools)
    return Detected(prints=prints, mentions=mentions, sifted=among)


def address_of(article: Article) -> str | None:
    """Return the address by which the page of the article is known; None if it has none."""
    return canonical(article.url, entry=article.entry) if article.url else None


def remembered_of(arrival: Arrival, address: str | None, prints: Fingerprint) -> Remembered:
    """Return what is kept of the article to know its copies by."""
    article = arrival.article
    return Remembered(
        article=article.id,
        url=address,
        outlet=article.outlet,
        origin=arrival.origin,
        published=article.published,
        fingerprint=prints,
    )
