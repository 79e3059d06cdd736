"""An invented alert that shows a receiver what alerts are like, and says that it is a test."""

from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from monitor.model.alert import Alert, AlertId
from monitor.model.article import ArticleId
from monitor.model.development import (
    Amount,
    Development,
    DevelopmentId,
    Evidence,
    Party,
    TypeId,
)
from monitor.model.moment import Stamp, rfc3339
from monitor.model.watchlist import Kind, Severity

MARK = "Test:"
"""How the summary and the subject of a sample begin."""
_SENTENCE = (
    "The Harbour Isles promised Lake Province three million euros for new ferries, "
    "says this sentence, which was invented to try out a receiver."
)
_OUTLET = "The Invented Gazette"


def sample_alert(receiver: str, now: datetime) -> Alert:
    """Return the sample for a receiver, as the first alert of an invented development.

    Its id is another for each receiver and moment: one that drops what came before sees all tests.
    """
    digest = sha256(f"test|{receiver}|{rfc3339(now)}".encode()).hexdigest()
    return Alert(
        id=AlertId(digest[:24]),
        kind=Kind.NEW,
        revision=1,
        watchlists=(),
        receivers=(receiver,),
        severity=Severity.NORMAL,
        summary=f"{MARK} Harbour Isles pledge €3m to Lake Province",
        topic=f"{MARK} Harbour Isles → Lake Province: aid",
        development=_development(DevelopmentId(f"test-{digest[24:40]}"), now),
        evidence=(_evidence(now),),
        why=("this is a test: nothing of it has happened",),
        at=now,
    )


def _development(identity: DevelopmentId, now: datetime) -> Development:
    sum_ = Amount(value=Decimal(3_000_000), currency="EUR")
    return Development(
        id=identity,
        type=TypeId("aid_pledge"),
        plover="AID",
        status="pledged",
        actors=(_party("Harbour Isles"),),
        counterparts=(_party("Lake Province"),),
        amount=sum_,
        amounts=(sum_,),
        revision=1,
        version=1,
        first_seen=now,
        last_changed=now,
        last_seen=now,
        outlets=(_OUTLET,),
        origins=("test",),
    )


def _party(name: str) -> Party:
    return Party(id=None, name=name, text=name)


def _evidence(now: datetime) -> Evidence:
    return Evidence(
        article=ArticleId("test"),
        url="https://example.org/invented-for-a-test",
        outlet=_OUTLET,
        published=Stamp(at=now),
        sentence=_SENTENCE,
        start=0,
        end=len(_SENTENCE),
    )
