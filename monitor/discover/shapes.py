"""What the address of a page tells of it: an article's names itself, or has a number or a date."""

import re
from urllib.parse import SplitResult, urlsplit

DATE, NUMBER, SLUG, WORD = "date", "number", "slug", "word"
_ASIDE = re.compile(
    r"tags?|topics?|themen?|categor(?:y|ies)|kategorien?|sections?|authors?|autor(?:en|es)?|auteurs?"
    r"|contributors?|profiles?|people|users?|members?|accounts?|login|register|sign-?(?:in|up)"
    r"|subscri(?:be|ptions?)|abo(?:nnements?)?|newsletters?|about(?:-us)?|contact(?:-us)?|imprint"
    r"|impressum|privacy(?:-policy)?|terms(?:-.*)?|cookies?|help|faq|jobs|careers|advertis(?:e|ing)"
    r"|search|suche|archives?|sitemap|feeds?|rss|shop|store|events?|calendar|weather|podcasts?"
    r"|live-?tv|games?|puzzles?|page|pages",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece|stm)$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|svg|webp|mp[34]|zip|xml|json|css|js|ics)$", re.IGNORECASE
)
_WORDS = re.compile(r"[-_.+]+|%20|%2d", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d(?:-?[01]\d(?:-?[0-3]\d)?)?")
_MONTH_OR_DAY = re.compile(
    r"\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d{4,}|[a-z]{0,4}-?\d{5,}|[0-9a-f]{16,}|[0-9a-f-]{32,}", re.IGNORECASE)
_ID_IN_QUERY = re.compile(
    r"(?:^|&)(?:[a-z_]*id|p|a|art|article|story|news|nid|no)=[\w-]*\d{2,}", re.IGNORECASE
)
_SHORT_NUMBER = re.compile(r"([a-z]*[-_]?)\d{1,3}", re.IGNORECASE)
_SHORT_ID_IN_QUERY = re.compile(
    r"(?:^|&)((?:[a-z_]*id|p|a|art|article|story|news|nid|no)=)\d{1,3}(?=&|$)", re.IGNORECASE
)
_FEWEST_WORDS = 3
_LONG_WORDS = 18
"""Letters of two words that are a headline's too."""
_TWO_LABELS = frozenset({"co", "com", "org", "net", "gov", "gob", "gouv", "ac", "edu", "or", "ne"})


def shape(url: str) -> tuple[str, ...]:
    """Return the kinds of the steps of the URL's path, and of its query if that names a page."""
    return _shape(urlsplit(url))


def _shape(parts: SplitResult) -> tuple[str, ...]:
    kinds: list[str] = []
    for step in parts.path.split("/"):
        if step:
            kinds.append(_kind(_ENDING.sub("", step), kinds))
    if _ID_IN_QUERY.search(parts.query):
        kinds.append(NUMBER)
    return tuple(kinds)


def may_be_article(url: str) -> bool:
    """Return whether the URL is like an article's: it ends on a headline or a number, or bears a
    date; and is not like that of a list, a person or a form.
    """
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    if any(_ASIDE.fullmatch(step) for step in steps[:-1]) or _FILE.search(parts.path):
        return False
    kinds = _shape(parts)
    if not kinds or (steps and _ASIDE.fullmatch(_ENDING.sub("", steps[-1]))):
        return False
    return kinds[-1] in {SLUG, NUMBER} or (kinds[-1] == WORD and DATE in kinds)


def numbered_stem(url: str) -> str | None:
    """Return what the URL has in common with those that differ from it in a short number only, as
    `/story/7` and `art.php?id=7` do: an article's, if many do. None: it has no such number.
    """
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    if any(_ASIDE.fullmatch(_ENDING.sub("", step)) for step in steps):
        return None
    asked = _SHORT_ID_IN_QUERY.search(parts.query)
    if asked is not None:
        return f"{parts.netloc}{parts.path}?{asked[1]}"
    last = _SHORT_NUMBER.fullmatch(_ENDING.sub("", steps[-1])) if steps else None
    if last is None or _shape(parts)[-1] != WORD:
        return None
    return "/".join((parts.netloc, *steps[:-1], last[1]))


def same_site(url: str, other: str) -> bool:
    """Return whether the two URLs are of one site, as far as their hosts tell."""
    return _site(urlsplit(url)) == _site(urlsplit(other))


def _kind(step: str, before: list[str]) -> str:
    if _DATE.fullmatch(step) or (before[-1:] == [DATE] and _MONTH_OR_DAY.fullmatch(step)):
        return DATE
    if _NUMBERED.fullmatch(step):
        return NUMBER
    words = [word for word in _WORDS.split(step) if word]
    if len(words) >= _FEWEST_WORDS or (len(words) == 2 and len(step) >= _LONG_WORDS):
        return SLUG
    return NUMBER if any(_NUMBERED.fullmatch(word) for word in words) else WORD


def _site(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    labels = host.split(".")
    if len(labels) < 3 or labels[-1].isdigit():
        return f"{host}:{parts.port}" if labels[-1].isdigit() else host
    kept = 3 if labels[-2] in _TWO_LABELS and len(labels[-1]) == 2 else 2
    return ".".join(labels[-kept:])
