"""Short ways to say a value of the model in a test; each leaves out what the test is not about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from monitor.judge.blocking import Ground
from monitor.judge.judging import Arrival, judge
from monitor.model.actor import Actor, ActorId, ActorKind, Affiliation, Registry
from monitor.model.article import Article, ArticleId, Likeness, Original, Sentence
from monitor.model.development import Amount, Development, Equivalent, Mention, Party, TypeId
from monitor.model.moment import Stamp, When
from monitor.model.rates import Rates
from monitor.model.verdict import Judged
from tests.fakes.natures import NATURES

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
DAY = NOON.date()


def actor(name: str, kind: ActorKind, of: str | None = None) -> Actor:
    identity = ActorId(name.casefold().replace(" ", "-"))
    affiliations = (Affiliation(actor=ActorId(of)),) if of else ()
    return Actor(id=identity, name=name, kind=kind, of=affiliations)


REGISTRY = Registry.of(
    (
        actor("European Union", ActorKind.IGO),
        actor("European Commission", ActorKind.ORGANISATION, "european-union"),
        actor("United States", ActorKind.STATE),
        actor("Russia", ActorKind.STATE),
        actor("Ukraine", ActorKind.STATE),
        actor("Germany", ActorKind.STATE),
        actor("Kirill Dmitriev", ActorKind.PERSON, "russia"),
        actor("Sergey Lavrov", ActorKind.PERSON, "russia"),
        actor("Rustem Umerov", ActorKind.PERSON, "ukraine"),
        actor("Steve Witkoff", ActorKind.PERSON, "united-states"),
        actor("Jared Kushner", ActorKind.PERSON, "united-states"),
        actor("Marco Rubio", ActorKind.PERSON, "united-states"),
    )
)


def party(name: str) -> Party:
    identity = ActorId(name.casefold().replace(" ", "-"))
    known = identity in REGISTRY.actors
    return Party(id=identity if known else None, name=name, text=name)


def parties(*names: str) -> tuple[Party, ...]:
    return tuple(party(name) for name in names)


def euros(billions: float | str, *, dollars: float | None = None, **more: object) -> Amount:
    equivalents = ()
    if dollars is not None:
        value = Decimal(str(dollars)) * 10**9
        equivalents = (Equivalent(value=value, currency="USD"),)
    value = Decimal(str(billions)) * 10**9
    return Amount(value=value, currency="EUR", equivalents=equivalents, **more)


def mention(kind: str, status: str, start: int = 0, end: int = 10, **slots: object) -> Mention:
    return Mention(type=TypeId(kind), status=status, start=start, end=end, **slots)


def pledge(amount: Amount | None = None, status: str = "pledged", **slots: object) -> Mention:
    slots = {"actors": parties("European Union"), "counterparts": parties("Ukraine")} | slots
    return mention("aid_pledge", status, amount=amount, **slots)


def meeting(*names: str, status: str = "held", **slots: object) -> Mention:
    found = parties(*names)
    return mention("meeting", status, actors=found[:1], counterparts=found[1:], **slots)


def article(
    name: str = "a1", *, outlet: str | None = "Harbour Post", at: datetime = NOON, **more: object
) -> Article:
    text = "One sentence. Another sentence of it."
    fields: dict[str, object] = {
        "text": text,
        "sentences": (Sentence(start=0, end=13), Sentence(start=14, end=len(text))),
        "published": Stamp(at=at),
        "url": f"https://news.example/{name}",
    }
    return Article(id=ArticleId(name), outlet=outlet, **(fields | more))


def ground(day: date = DAY) -> Ground:
    return Ground(REGISTRY, NATURES, Rates(), day)


def arrival(
    name: str = "a1",
    *,
    origin: str = "harbour post",
    hours: float = 0,
    likeness: Likeness | None = None,
    stale: bool = False,
) -> Arrival:
    now = NOON + timedelta(hours=hours)
    return Arrival(
        article=article(name, outlet=origin.title(), at=now),
        likeness=likeness or Original(),
        origin=origin,
        now=now,
        stale=stale,
    )


def judged(
    one: Mention, *, after: tuple[Development, ...] = (), come: Arrival | None = None
) -> Judged:
    """Judge a single mention against developments."""
    come = come or arrival()
    (found,) = judge((one,), come, after, ground(come.now.date()))
    return found


def told(one: Mention, come: Arrival | None = None) -> Development:
    """Return the development after the mention told it first."""
    return judged(one, come=come).after


def day(text: str) -> When:
    return When.of_day(date.fromisoformat(text))
