"""Developments, articles and alerts in our own words, for the tests of what is told to whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from monitor.model.actor import Actor, ActorId, ActorKind, Affiliation, Registry
from monitor.model.alert import Alert, AlertId, Losses, Watched
from monitor.model.article import ArticleId
from monitor.model.development import (
    Amount,
    Change,
    Development,
    DevelopmentId,
    Equivalent,
    Evidence,
    Mention,
    Party,
    TypeId,
)
from monitor.model.health import Health, Sample, Standing
from monitor.model.moment import Stamp
from monitor.model.restraint import Bundle, Restraint
from monitor.model.source import SourceId
from monitor.model.watchlist import Kind, Severity

NOW = datetime(2025, 12, 19, 9, 30, tzinfo=UTC)
TODAY = date(2025, 12, 19)

REGISTRY = Registry.of(
    (
        Actor(id=ActorId("european-union"), name="European Union", kind=ActorKind.IGO),
        Actor(id=ActorId("ukraine"), name="Ukraine", kind=ActorKind.STATE),
        Actor(id=ActorId("russia"), name="Russia", kind=ActorKind.STATE),
        Actor(
            id=ActorId("kirill-dmitriev"),
            name="Kirill Dmitriev",
            kind=ActorKind.PERSON,
            of=(Affiliation(actor=ActorId("russia")),),
        ),
    )
)


def party(name: str, *, known: bool = True) -> Party:
    """Return the party; its id is its name in lower case with hyphens, where it is known."""
    identity = ActorId(name.lower().replace(" ", "-")) if known else None
    return Party(id=identity, name=name, text=name)


EU, UKRAINE, RUSSIA = party("European Union"), party("Ukraine"), party("Russia")
DMITRIEV, KUSHNER, WITKOFF = map(party, ("Kirill Dmitriev", "Jared Kushner", "Steve Witkoff"))


def euros(billions: int, *, dollars: int | None = None, **more) -> Amount:
    """Return billions of euros, with what the text says that they are in dollars."""
    others = (Equivalent(value=Decimal(dollars) * 10**9, currency="USD"),) if dollars else ()
    return Amount(value=Decimal(billions) * 10**9, currency="EUR", equivalents=others, **more)


PLEDGE = Development(
    id=DevelopmentId("d1"),
    type=TypeId("aid_pledge"),
    plover="AID",
    status="pledged",
    actors=(EU,),
    counterparts=(UKRAINE,),
    amount=euros(90, dollars=106),
    amounts=(euros(90, dollars=106),),
    revision=1,
    version=1,
    first_seen=NOW,
    last_changed=NOW,
    last_seen=NOW,
    outlets=("Harbour Herald",),
    origins=("harbour-herald",),
)
MEETING = replace(
    PLEDGE,
    id=DevelopmentId("d2"),
    type=TypeId("meeting"),
    plover="CONSULT",
    status="held",
    actors=(DMITRIEV,),
    counterparts=(KUSHNER, WITKOFF),
    amount=None,
    amounts=(),
    place="Miami",
)
MENTION = Mention(
    type=PLEDGE.type,
    plover=PLEDGE.plover,
    status="pledged",
    start=0,
    end=58,
    actors=PLEDGE.actors,
    counterparts=PLEDGE.counterparts,
    amount=PLEDGE.amount,
    why=("a giver and a sum",),
)


def evidence(sentence: str = "The leaders promised Kyiv 90 billion euros.", **more) -> Evidence:
    """Return a sentence of an invented outlet."""
    said = Evidence(
        article=ArticleId("art1"),
        url="https://harbour-herald.example/summit",
        outlet="Harbour Herald",
        published=Stamp(at=NOW - timedelta(hours=1)),
        sentence=sentence,
        start=0,
        end=len(sentence),
    )
    return replace(said, **more)


NEW = Alert(
    id=AlertId("a1b2"),
    kind=Kind.NEW,
    revision=1,
    watchlists=("ukraine",),
    receivers=("desk",),
    severity=Severity.HIGH,
    summary="European Union pledges €90bn (about $106bn) to Ukraine",
    topic="European Union → Ukraine: aid (19 December 2025)",
    development=PLEDGE,
    evidence=(evidence(),),
    why=("a giver and a sum", "ukraine: actors.any: ukraine takes part"),
    at=NOW,
)
UPDATE = replace(
    NEW,
    id=AlertId("a1b3"),
    kind=Kind.UPDATE,
    revision=2,
    summary="Update: European Union pledges €105bn to Ukraine: amount €90bn → €105bn",
    development=replace(PLEDGE, amount=euros(105), revision=2),
    changes=(Change(field="amount", before="90000000000 EUR", after="105000000000 EUR"),),
    evidence=(
        evidence("The sum was raised to 105 billion euros."),
        evidence("The leaders promised Kyiv 90 billion euros.", outlet="Lakeside Post"),
    ),
)
HEALTH = Health(
    state=Standing.STALE,
    since=NOW - timedelta(hours=3),
    why="nothing new for 3 days, usually every 2 hours",
    sample=Sample(
        title="Ferry line agreed",
        url="https://harbour-herald.example/ferry",
        at=NOW - timedelta(days=3),
    ),
)
STALE = Alert(
    id=AlertId("s1"),
    kind=Kind.SOURCE,
    revision=1,
    watchlists=(),
    receivers=("desk",),
    severity=Severity.HIGH,
    summary="Harbour Herald is stale: nothing new for 3 days, usually every 2 hours",
    development=None,
    source=Watched(id=SourceId("harbour"), outlet="Harbour Herald", health=HEALTH),
    changes=(Change(field="status", before="fresh", after="stale"),),
    why=(HEALTH.why, "sources: it asks how sources do"),
    at=NOW,
)

LOST = Alert(
    id=AlertId("c5d6"),
    kind=Kind.DELIVERY,
    revision=1,
    watchlists=(),
    receivers=("desk",),
    severity=Severity.HIGH,
    summary="2 deliveries to mail were given up",
    development=None,
    losses=Losses(receiver="mail", dead=2, since=NOW, why="HTTP 503", alerts=(NEW.id, UPDATE.id)),
    at=NOW,
)
DIGEST = Bundle(
    id=AlertId("e7f8"),
    receiver="mail",
    reason=Restraint.DIGEST,
    at=NOW,
    since=NOW - timedelta(days=1),
    alerts=(NEW, UPDATE, STALE),
    sources=40,
    silent=3,
)
