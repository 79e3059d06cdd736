"""Mails of every kind, in our own words, as a real SMTP server received them."""

from dataclasses import replace
from datetime import timedelta

from monitor.adapters.email import Email
from monitor.alert.correction import correction
from monitor.alert.links import Signer
from monitor.model.alert import Accepted, AlertId
from monitor.model.development import Cause, Change, DevelopmentId, Withdrawal
from monitor.model.restraint import Message, Restraint
from monitor.model.watchlist import EmailTarget, Kind, Receiver
from tests.alert.examples import (
    DIGEST,
    EU,
    LOST,
    MEETING,
    NEW,
    NOW,
    PLEDGE,
    RUSSIA,
    STALE,
    UKRAINE,
    UPDATE,
    evidence,
)
from tests.fakes.mail_server import mail_server
from tests.fakes.natures import nature

_LATER = NOW + timedelta(hours=5)
CONTESTED = replace(
    UPDATE,
    id=AlertId("a1b4"),
    kind=Kind.CONTESTED,
    revision=3,
    summary="Contested by the finance ministry of Belgium: European Union pledges €105bn to "
    "Ukraine: amount €105bn → €90bn",
    changes=(Change(field="amount", before="105000000000 EUR", after="90000000000 EUR"),),
    attribution="the finance ministry of Belgium",
    evidence=(
        evidence(
            "“Nobody has agreed to more than 90 billion,” the ministry said in the evening.",
            outlet="Quay Gazette",
            url="https://quay-gazette.example/no-more",
        ),
        UPDATE.evidence[0],
    ),
    at=_LATER,
)
CONFIRMED = replace(
    NEW,
    id=AlertId("a1b5"),
    kind=Kind.CONFIRMED,
    summary="Confirmed by 3 independent origins: European Union pledges €90bn to Ukraine",
    development=replace(
        PLEDGE,
        outlets=("Harbour Herald", "Lakeside Post", "Quay Gazette"),
        origins=("harbour-herald", "lakeside-post", "quay-gazette"),
        evidence=(
            evidence("Ninety billion was agreed at dawn.", outlet="Lakeside Post"),
            evidence("A loan of 90 billion euros is certain.", outlet="Quay Gazette"),
        ),
    ),
)
OVERDUE = replace(
    NEW,
    id=AlertId("a1b6"),
    kind=Kind.OVERDUE,
    summary="Overdue, nothing reported: Kirill Dmitriev meets Jared Kushner in Miami",
    topic="Kirill Dmitriev – Jared Kushner: meeting (19 December 2025)",
    development=MEETING,
    evidence=(evidence("The envoys are to meet in Miami on Thursday."),),
)
_BACK = Withdrawal(
    at=_LATER,
    cause=Cause.FEEDBACK,
    why="Ada said that the sum is that of 2023",
    by="Ada",
)
_TOLD = replace(PLEDGE, evidence=(evidence(),))
WITHDRAWN = replace(
    correction(_TOLD, _BACK, nature(_TOLD), now=_LATER),
    watchlists=("ukraine",),
    severity=NEW.severity,
    topic=NEW.topic,
)
SANCTIONS = replace(
    NEW,
    id=AlertId("a2b1"),
    summary="European Union sanctions Russia: 41 ships of its shadow fleet",
    topic="European Union → Russia: sanctions (19 December 2025)",
    development=replace(PLEDGE, id=DevelopmentId("d3"), counterparts=(RUSSIA,), amount=None),
    evidence=(evidence("The ministers put 41 more ships on the list."),),
)
TALKS = replace(
    SANCTIONS,
    id=AlertId("a2b2"),
    summary="European Union and Ukraine agree on tariffs for grain",
    topic="European Union – Ukraine: agreement (19 December 2025)",
    development=replace(PLEDGE, id=DevelopmentId("d4"), actors=(UKRAINE,), counterparts=(EU,)),
    evidence=(
        evidence("Both sides signed the tariffs for grain on Friday.", outlet="Quay Gazette"),
    ),
)
MORNING = replace(DIGEST, alerts=(NEW, SANCTIONS, TALKS, UPDATE, CONTESTED, STALE, LOST))
EMPTY = replace(DIGEST, id=AlertId("e7f9"), alerts=())
REST = replace(MORNING, id=AlertId("e7fa"), reason=Restraint.THROTTLE, more=12)
LETTERS: dict[str, Message] = {
    "new": NEW,
    "update": UPDATE,
    "confirmed": CONFIRMED,
    "contested": CONTESTED,
    "overdue": OVERDUE,
    "source": STALE,
    "withdrawn": WITHDRAWN,
    "delivery": LOST,
    "digest": MORNING,
    "empty": EMPTY,
    "throttle": REST,
}


SIGNER = Signer(key=b"letters", public_url="https://monitor.example")


async def received(*messages: Message, signer: Signer | None = None) -> list[bytes]:
    """Return the mails of the messages, as an SMTP server on loopback got them; with links of the
    `signer`, if there is one.
    """
    async with mail_server() as server:
        target = EmailTarget(
            to=("Desk <desk@paper.example>",),
            sender="Monitor <monitor@news.example>",
            smtp=f"smtp://127.0.0.1:{server.port}",
        )
        for message in messages:
            told = await Email(signer=signer).send(message, Receiver(name="mail", target=target))
            assert isinstance(told, Accepted), told
        return [mail.content for mail in server.handed]
