"""A mail as a value: its headers, plain text and HTML; an adapter gives it its form on the wire."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import quote

from monitor.alert.render.bundle import bundle_letter, bundle_subject
from monitor.alert.render.harmless import header
from monitor.alert.render.letter import letter
from monitor.alert.render.page import html_page
from monitor.alert.render.parts import Offer, no_offer
from monitor.alert.render.plain import plain_text
from monitor.alert.render.topic import subject
from monitor.model.restraint import Bundle, Message
from monitor.model.watchlist import EmailTarget

NO_DOMAIN = "monitor.invalid"
_LONGEST_ADDRESS = 400
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9.-]+")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is sent, the same at each attempt. `thread` is the id that all mails of a development
    refer to; no mail has it, so that mail programs show them as equals under one topic.
    """

    sender: str
    to: tuple[str, ...]
    date: datetime
    subject: str
    message_id: str
    thread: str | None
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


def mail(
    message: Message, target: EmailTarget, zone: tzinfo = UTC, offer: Offer = no_offer
) -> Mail:
    """Return the mail that tells an alert, or a bundle of them, to the target, its times as the
    clocks of the zone show them, and what its reader may say of each.
    """
    domain = _domain(target.sender)
    told = (
        bundle_letter(message, zone, offer)
        if isinstance(message, Bundle)
        else letter(message, zone, offer)
    )
    root = _root(message)
    return Mail(
        sender=header(target.sender, _LONGEST_ADDRESS),
        to=tuple(header(address, _LONGEST_ADDRESS) for address in target.to),
        date=message.at,
        subject=bundle_subject(message) if isinstance(message, Bundle) else subject(message),
        message_id=f"<{_safe(message.id)}@{domain}>",
        thread=f"<{_safe(root)}.thread@{domain}>" if root is not None else None,
        headers=(
            ("Auto-Submitted", "auto-generated"),
            *_list_headers(_watchlists(message), target.sender, domain),
        ),
        text=plain_text(told),
        html=html_page(told),
    )


def _safe(name: str) -> str:
    return _NOT_IN_IDS.sub("-", name)


def _domain(sender: str) -> str:
    """Return the domain of the sender's address, in the ASCII that ids need."""
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return domain if _DOMAIN.fullmatch(domain) else NO_DOMAIN


def _root(message: Message) -> str | None:
    """Return what the mails of one thread have in common: the development."""
    if isinstance(message, Bundle) or message.development is None:
        return None
    return message.development.id


def _watchlists(message: Message) -> tuple[str, ...]:
    if isinstance(message, Bundle):
        return tuple(dict.fromkeys(w for alert in message.alerts for w in alert.watchlists))
    return message.watchlists


def _list_headers(
    watchlists: tuple[str, ...], sender: str, domain: str
) -> tuple[tuple[str, str], ...]:
    """Return the headers by which mail programs sort the mails of the first watchlist."""
    if not watchlists:
        return ()
    watchlist = watchlists[0]
    wish = quote(f"unsubscribe {header(watchlist, 100)}", safe="")
    address = quote(parseaddr(sender)[1], safe="@")
    return (
        ("List-Id", f"<{_label(watchlist)}.monitor.{domain}>"),
        ("List-Unsubscribe", f"<mailto:{address}?subject={wish}>"),
    )


def _label(watchlist: str) -> str:
    """Return a name that a List-Id can have: the watchlist's, or a hash of what is no ASCII."""
    if re.fullmatch(r"[A-Za-z0-9_-]{1,60}", watchlist):
        return watchlist.lower()
    return f"watchlist-{sha256(watchlist.encode(errors='replace')).hexdigest()[:12]}"
