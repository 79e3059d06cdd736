"""Links in mails by which a receiver says what it thinks of an alert. They are signed: no other
proof is asked for, and they are of no use for anything else.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from urllib.parse import urlencode

from monitor.model.alert import Alert, AlertId
from monitor.model.feedback import Opinion
from monitor.model.watchlist import Kind

LIFE = timedelta(days=30)
"""How long after the alert a link may be used."""
PATH = "/feedback"
OPINIONS = (Opinion.WRONG, Opinion.MUTE, Opinion.RIGHT)
WORDS = {
    Opinion.WRONG: "It is wrong",
    Opinion.MUTE: "Tell no more of it",
    Opinion.RIGHT: "It is right",
}
LONGEST = 400
_MOMENT = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What it says, of which alert, who got it by that mail, and until when it may be used."""

    opinion: Opinion
    alert: AlertId
    receiver: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a link is no good, and what to do instead."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs links that lead to the port at its public address, and reads them again."""

    key: bytes
    public_url: str

    def links(self, alert: Alert, receiver: str) -> tuple[tuple[str, str], ...]:
        """Return what the receiver may say of the alert, in words, each with its address; nothing
        of what tells no development. The same at each attempt.
        """
        if alert.development is None:
            return ()
        withdrawn = alert.kind is Kind.WITHDRAWN
        offered = [o for o in OPINIONS if (o is Opinion.RIGHT) is withdrawn]
        until = alert.at + LIFE
        return tuple(
            (
                WORDS[opinion],
                self.address(Link(opinion=opinion, alert=alert.id, receiver=receiver, until=until)),
            )
            for opinion in offered
        )

    def address(self, link: Link) -> str:
        """Return the whole address of the link."""
        return f"{self.public_url.rstrip('/')}{PATH}/{link.opinion}/{self._rest(link)}"

    def relative(self, link: Link) -> str:
        """Return the address of the link as the page of another one names it: the port may be
        served below a path of its public address.
        """
        return f"../{link.opinion}/{self._rest(link)}"

    def _rest(self, link: Link) -> str:
        given = {
            "receiver": link.receiver,
            "until": str(int(link.until.timestamp())),
            "sign": signature(self.key, link),
        }
        return f"{link.alert}?{urlencode(given)}"


def signature(key: bytes, link: Link) -> str:
    """Return what proves that we made the link: HMAC-SHA256 of all that it says."""
    told = (link.opinion, link.alert, link.receiver, str(int(link.until.timestamp())))
    seed = "".join(f"{len(part)}:{part}" for part in told)
    made = digest(key, seed.encode("utf-8", "replace"), sha256)
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def link_of(
    key: bytes, opinion: str, alert: str, given: Mapping[str, str], now: datetime
) -> Link | Refusal:
    """Return the link that was followed, or why it is no good; how long that takes tells nothing of
    the signature.
    """
    receiver, until, sign = (given.get(name, "") for name in ("receiver", "until", "sign"))
    known = opinion in OPINIONS and _MOMENT.fullmatch(until)
    if not known or max(map(len, (alert, receiver, sign))) > LONGEST:
        return Refusal("This link is not whole: open it from the mail again.")
    link = Link(
        opinion=Opinion(opinion),
        alert=AlertId(alert),
        receiver=receiver,
        until=datetime.fromtimestamp(int(until), UTC),
    )
    if not compare_digest(signature(key, link).encode(), sign.encode("utf-8", "replace")):
        return Refusal("This link is not one of ours, or was changed: open it from the mail again.")
    if link.until <= now:
        return Refusal("This link is too old: say it by `monitor feedback` instead.")
    return link
