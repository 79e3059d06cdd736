"""Values for tests of what is stored: small, whole, and of our own invention."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from monitor.model.actor import ActorId
from monitor.model.alert import Alert, AlertId
from monitor.model.article import (
    Article,
    ArticleId,
    Fingerprint,
    Original,
    Remembered,
    Sentence,
)
from monitor.model.development import (
    Amount,
    Change,
    Count,
    Development,
    DevelopmentId,
    Equivalent,
    Evidence,
    Keyed,
    Mention,
    Party,
    TypeId,
)
from monitor.model.moment import Stamp, When
from monitor.model.source import Candidate, Find, Source, SourceId, SourceKind
from monitor.model.verdict import Decision, Trace
from monitor.model.visit import Outcome, Visit
from monitor.model.watchlist import Kind, Severity
from monitor.ports import Commit, Task

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
SENTENCE = "The union will lend Kyiv 90 billion euros."
EVIDENCE = Evidence(
    article=ArticleId("a1"),
    url="https://gazette.example/loan",
    outlet="Gazette",
    published=Stamp(at=NOON),
    sentence=SENTENCE,
    start=0,
    end=len(SENTENCE),
)
UNION = Party(id=ActorId("european-union"), name="European Union", text="The union")
KYIV = Party(id=ActorId("ukraine"), name="Ukraine", text="Kyiv")
LOAN = Amount(
    value=Decimal(90_000_000_000),
    currency="EUR",
    equivalents=(Equivalent(value=Decimal("105.6e9"), currency="USD"),),
    qualifier="loan",
)


def source(name: str = "gazette", *, enabled: bool = True) -> Source:
    return Source(
        id=SourceId(name),
        kind=SourceKind.FEED,
        url=f"https://{name}.example/feed",
        outlet=name.title(),
        enabled=enabled,
    )


def find(path: str = "loan", *, updated: datetime | None = None, at: datetime = NOON) -> Find:
    url = f"https://gazette.example/{path}"
    stamp = Stamp(at=updated) if updated is not None else None
    candidate = Candidate(url=url, title="A loan", updated=stamp, kind=SourceKind.FEED)
    return Find(source=SourceId("gazette"), candidate=candidate, url=url, found_at=at)


def visit(task: Task, detail: str = "", outcome: Outcome = Outcome.UNAVAILABLE) -> Visit:
    """Return what is kept of a visit to the page of the task."""
    found = task.find
    return Visit(
        url=found.url,
        source=found.source,
        found_at=found.found_at,
        at=NOON,
        outcome=outcome,
        detail=detail,
    )


def fingerprint(content: str = "c1", *bands: str) -> Fingerprint:
    return Fingerprint(
        content=content,
        bands=bands or (f"{content}-x", f"{content}-y"),
        signature=(1, 2, 2**32 - 1),
        sentences=("s1", "s2"),
    )


def remembered(name: str = "a1", content: str = "c1", *bands: str) -> Remembered:
    return Remembered(
        article=ArticleId(name),
        url=f"https://gazette.example/{name}",
        outlet="Gazette",
        origin="gazette",
        published=Stamp(at=NOON, whole_day=True),
        fingerprint=fingerprint(content, *bands),
    )


def development(
    name: str = "d1", *, version: int = 1, changed: datetime = NOON, held: datetime | None = None
) -> Development:
    return Development(
        id=DevelopmentId(name),
        type=TypeId("aid_pledge"),
        status="pledged",
        actors=(UNION,),
        counterparts=(KYIV,),
        amount=LOAN,
        count=Count(value=31, of="tanks"),
        when=When(year=2025, month=12),
        version=version,
        revision=1,
        first_seen=NOON,
        last_changed=changed,
        last_seen=changed,
        outlets=("Gazette",),
        evidence=(EVIDENCE,),
        held_until=held,
    )


def keyed(value: Development, *keys: str) -> Keyed:
    return Keyed(development=value, keys=keys or ("aid_pledge|ukraine",))


def alert(
    name: str = "alert1",
    *,
    receivers: tuple[str, ...] = ("desk",),
    watchlists: tuple[str, ...] = ("ukraine",),
    severity: Severity = Severity.NORMAL,
    at: datetime = NOON,
) -> Alert:
    return Alert(
        id=AlertId(name),
        kind=Kind.UPDATE,
        revision=2,
        watchlists=watchlists,
        receivers=receivers,
        severity=severity,
        summary="European Union lends Ukraine €90bn",
        development=development(),
        changes=(Change(field="amount", before="80 EUR", after="90 EUR"),),
        evidence=(EVIDENCE,),
        why=("the sum rose",),
        at=at,
    )


def trace(name: str = "a1") -> Trace:
    article = Article(
        id=ArticleId(name),
        text=SENTENCE,
        sentences=(Sentence(start=0, end=len(SENTENCE)),),
        url=f"https://gazette.example/{name}",
        published=Stamp(at=NOON),
    )
    mention = Mention(type=TypeId("aid_pledge"), status="pledged", start=0, end=42, amount=LOAN)
    decision = Decision(
        article=article.id,
        mention=mention,
        verdict="new",
        development=DevelopmentId("d1"),
        why=("nothing like it is known",),
    )
    likeness = Original(why=("no neighbour",))
    return Trace(article=article, likeness=likeness, decisions=(decision,), at=NOON)


EMPTY = Commit(task=None, remembered=None, developments=(), alerts=(), trace=None)


def commit(
    *,
    task: Task | None = None,
    article: Remembered | None = None,
    developments: tuple[Keyed, ...] = (),
    alerts: tuple[Alert, ...] = (),
    road: Trace | None = None,
) -> Commit:
    return replace(
        EMPTY,
        task=task,
        remembered=article,
        developments=developments,
        alerts=alerts,
        trace=road,
    )


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
