"""Addresses in newsletters: what in them may tell who subscribed stays out of alerts and archive.

A letter that goes by an address of its own costs nothing but a link; an address with a token opens
somebody's subscription to all who read an alert. So only what looks harmless is kept.
"""

import re
from urllib.parse import SplitResult, unquote, urlsplit

_LEAVES = re.compile(
    r"unsub(?:scribe)?(?![a-z])|(?<![a-z])opt[-_]?out(?![a-z])|abmelde|abbestell|desabonne"
    r"|desinscri|otpisat|vidpysat|manage[-_]?(?:subscription|preferences)"
    r"|subscription[-_]?(?:center|settings)|[/?&=](?:email[-_]?)?preferences(?![\w-])",
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(r"(?:[\w-]+\.)*campaign-archive\d?\.com")
"""Where a sender of many newsletters keeps them for all: an account and an issue name each."""
_CAMPAIGN_PART = re.compile(r"(?:u|id)=[0-9a-f]{6,32}")
_COUNTER_HOST = re.compile(
    r"(?:clicks?|links?|lnk|track(?:ing|er)?|trk|ablinks?|elinks?|email|mail|mailer|url\d*|em|e|cl"
    r"|ct|tr|t|r)\d*\.[^.]+\..+"
)
_COUNTER_STEPS = frozenset({"click", "clicks", "track", "redirect", "redir", "ss", "ls", "wf"})
"""Names of hosts and parts of paths by which links that count clicks are known."""
_KEPT = re.compile(
    r"(?:n?id|p|page|(?:post|art(?:icle)?|story|news|issue|newsletter|publication)(?:_?id)?|edition|date|day|month"
    r"|year|slug|title|lang(?:uage)?)=([^&]{1,80})",
    re.IGNORECASE,
)
"""Parameters that name what is read rather than who reads it."""
_CAMPAIGN_NAME = re.compile(r"utm_\w+=.*", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_BETWEEN = re.compile(r"[-_.~,+:; ]+")
_NUMBERED_WORD = re.compile(r"[^\W\d_]+\d{1,4}|\d{1,4}[^\W\d_]+")
_TURN = re.compile(r"[a-z][A-Z]")
_VOWELS = re.compile(r"[aeiouy]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<!\d)(?!20\d{6}(?!\d))\d{5,}")  # no day
_MIXED, _UNSPOKEN, _LONGEST_WORD, _LONGEST_NUMBER = 9, 10, 25, 13
"""Characters from which a part is taken for a token: of letters and figures, of letters without a
vowel, of any letters, of figures."""
_MOST_TURNS = 2
_MOST_SINGLE = 2
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}", re.IGNORECASE)
_BEHIND = ").,>]!?;:'"


def public(url: str) -> str | None:
    """Return the address without what may tell who it was sent to; None if nothing is left that
    would name the page, or if it is a way out of the list.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    if _CAMPAIGN.fullmatch(host):
        return _campaign(parts)
    steps = [unquote(step) for step in parts.path.split("/") if step]
    counts = _COUNTER_HOST.fullmatch(host) or not _COUNTER_STEPS.isdisjoint(steps)
    if counts or _LEAVES.search(parts.path) or any(map(is_token, steps)):
        return None
    return _with_what_names_it(parts, steps)


def led_to(url: str) -> str:
    """Return the address of a page to which the link of a letter led, as others may see it: its
    query is kept as far as it names the page. What is no address comes back as it is.
    """
    known = public(url)
    if known is not None:
        return known
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts._replace(query="", fragment="").geturl()


def _with_what_names_it(parts: SplitResult, steps: list[str]) -> str | None:
    asked = [pair for pair in parts.query.split("&") if pair and not _CAMPAIGN_NAME.match(pair)]
    kept = [pair for pair in asked if _names_the_page(pair)]
    named = bool(kept) or any(map(_names, steps))
    numbers = sum(len(_LONG_NUMBER.findall(part)) for part in (*steps, *kept))
    if numbers > 1 or (len(kept) < len(asked) and not named):
        return None
    return parts._replace(query="&".join(kept), fragment="").geturl()


def _campaign(parts: SplitResult) -> str | None:
    kept = [pair for pair in parts.query.split("&") if _CAMPAIGN_PART.fullmatch(pair)]
    if {pair.partition("=")[0] for pair in kept} != {"u", "id"}:
        return None
    return parts._replace(query="&".join(kept), fragment="").geturl()


def _names_the_page(pair: str) -> bool:
    found = _KEPT.fullmatch(pair)
    return found is not None and not is_token(unquote(found[1]))


def _names(step: str) -> bool:
    """Return whether a part of a path names one of many pages: by words or a number."""
    return len(_WORD.findall(_ENDING.sub("", step))) > 1 or any(map(str.isdigit, step))


def is_token(text: str) -> bool:
    """Return whether a part of an address looks made for one reader: no words, and no number that a
    page would have.
    """
    if "@" in text or "=" in text or _UUID.search(text):
        return True
    parts = [part for part in _BETWEEN.split(text) if part]
    singles = sum(len(part) == 1 and part.isalpha() for part in parts)
    return singles > _MOST_SINGLE or any(map(_unspoken, parts))


def _unspoken(part: str) -> bool:
    if part.isdigit():
        return len(part) >= _LONGEST_NUMBER
    if any(map(str.isdigit, part)):
        return len(part) >= _MIXED and not _NUMBERED_WORD.fullmatch(part)
    silent = part.isascii() and not _VOWELS.search(part) and len(part) >= _UNSPOKEN
    return silent or len(part) >= _LONGEST_WORD or len(_TURN.findall(part)) > _MOST_TURNS


def is_way_out(url: str) -> bool:
    """Return whether the address leads to where a subscription is ended or changed."""
    return _LEAVES.search(url) is not None


def without_reader(text: str, reader: tuple[str, ...]) -> str:
    """Return the letter with addresses that may tell who it was sent to cut down to their hosts,
    and without the mail addresses of the `reader`.
    """
    bare = _ADDRESS.sub(_shown, text)
    for address in reader:
        bare = re.sub(re.escape(address), "…", bare, flags=re.IGNORECASE)
    return bare


def _shown(found: re.Match[str]) -> str:
    address = found[0].rstrip(_BEHIND)
    after = found[0][len(address) :]
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    return (public(address) or f"https://{host or '…'}") + after
