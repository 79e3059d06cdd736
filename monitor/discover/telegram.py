"""Telegram: the posts that a public channel's page (t.me/s/NAME) shows."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from lxml import etree

from monitor.discover.elements import text
from monitor.discover.enclosing import enclosed, version
from monitor.discover.markup import classes, root_of
from monitor.discover.titles import link, title
from monitor.discover.words import lines
from monitor.errors import Unreadable
from monitor.model.dates import stamp
from monitor.model.moment import Stamp
from monitor.model.source import Candidate, Enclosed, Listed, SourceKind

_PLACE = "https://t.me/"
_MORE = "tme_messages_more"
_POST = "tgme_widget_message"
_TEXT = "tgme_widget_message_text"
_FORWARDED = "tgme_widget_message_forwarded_from_name"
_META = "tgme_widget_message_meta"
_SERVICE = "service_message"
"""Says that the channel pinned a post, or has a new name."""
_HISTORY = "tgme_channel_history"
_NOT_ITS_OWN = frozenset({"tgme_widget_message_reply", "tgme_widget_message_link_preview"})
"""What a post quotes, and what it shows of a page that it links."""
_NAMED = re.compile(r"[A-Za-z0-9_]{3,64}/\d{1,15}")
_EDITED = re.compile(r"\bedited\b", re.IGNORECASE)
_LONGEST_HEADLINE = 120
_READ_AGAIN_AFTER = tuple(timedelta(minutes=5 * 2**doubled) for doubled in range(11))
"""An edited post does not say when that was: it is read again at these ages, up to 85 hours."""


def telegram(body: bytes, *, asked_at: datetime, charset: str | None) -> Listed:
    """Return the posts with text, the oldest first, and the page of older ones.

    What a post quotes and the previews of its links are not its text; who it was forwarded from is
    its credit. Raises `Unreadable` if there is no public view.
    """
    root = root_of(body, _PLACE, charset)
    posts = list(_having(root, _POST))
    if not posts and next(_having(root, _HISTORY), None) is None:
        raise Unreadable(_why_closed(root))
    read = (_post(post, asked_at) for post in posts)
    older = (link(part.get("href"), _PLACE) for part in _having(root, _MORE))
    return Listed(
        candidates=tuple(one for one in read if one is not None),
        further=tuple(url for url in older if url is not None and "before=" in url)[:1],
    )


def _post(post: etree._Element, asked_at: datetime) -> Candidate | None:
    said = next((part for part in _having(post, _TEXT) if not _is_quoted(part, post)), None)
    named = _NAMED.fullmatch(post.get("data-post", ""))
    told = () if said is None else lines(said)
    if named is None or not told or _SERVICE in classes(post):
        return None
    moments = (part.get("datetime") for part in post.iter("time"))
    published = next((stamp(moment) for moment in moments if moment), None)
    edited = any(_EDITED.search(text(part)) for part in _having(post, _META))
    headline = told[0] if len(told) > 1 and len(told[0]) <= _LONGEST_HEADLINE else None
    return Candidate(
        url=f"https://t.me/{named[0]}",
        title=title(headline),
        published=published,
        updated=_looked_at_again(published, asked_at) if edited else None,
        kind=SourceKind.TELEGRAM,
        enclosed=_enclosed("\n".join(told), next(_having(post, _FORWARDED), None)),
        version=version(None, "\n".join(told)),
    )


def _enclosed(said: str, whom: etree._Element | None) -> Enclosed:
    kept = enclosed(said)
    credit = None if whom is None else title(text(whom))
    return Enclosed(text=kept.text, cut=kept.cut, credit=credit)


def _looked_at_again(published: Stamp | None, asked_at: datetime) -> Stamp | None:
    """Return the last moment until now at which an edited post is to be read again."""
    if published is None:
        return None
    moments = [published.at + age for age in _READ_AGAIN_AFTER]
    return next((Stamp(at=at) for at in reversed(moments) if at <= asked_at), published)


def _is_quoted(part: etree._Element, post: etree._Element) -> bool:
    around = takewhile(lambda above: above is not post, part.iterancestors())
    return any(_NOT_ITS_OWN & classes(above) for above in around)


def _having(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (part for part in root.iter(etree.Element) if name in classes(part))


def _why_closed(root: etree._Element) -> str:
    """Return why no posts are shown, as far as the page tells."""
    if next(_having(root, "tgme_page_title"), None) is None:
        return "there is no such channel, or it is no page of Telegram's"
    if any("subscriber" in text(part).lower() for part in _having(root, "tgme_page_extra")):
        return "the channel is restricted: it has no preview on the web"
    return "this is a user, a bot or a private group: only public channels can be read"
