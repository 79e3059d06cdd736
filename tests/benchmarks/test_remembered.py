"""What judging a mention costs with few and with many remembered developments, in a real store."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random  # noqa: TID251 - chance is a parameter here: the seed is given

import pytest

from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.judge.blocking import Ground, lookup_keys, stored_keys
from monitor.judge.identity import OPEN_DAYS, open_since, open_until
from monitor.judge.judging import Arrival, judge
from monitor.model.actor import Actor, ActorKind
from monitor.model.article import Article, ArticleId, Original, Sentence
from monitor.model.development import Amount, Keyed, Mention, Party, TypeId
from monitor.model.moment import Stamp, When
from monitor.pipeline.rules import Rules
from monitor.ports import Commit
from tests.benchmarks.newspages import say

pytestmark = [pytest.mark.benchmark_suite, pytest.mark.timeout(900)]

FEW, MANY = 100, 100_000
MOST = 2.0
"""How many times as much a mention may cost with many as with few."""
JUDGED = 400
ROUNDS = 5
"""So often other mentions are judged, and the middle round counts, of few and of many alike: what
else runs on the machine slows single rounds, and the first finds nothing read before.
"""
AT_ONCE = 500
DAYS = 400
STATES = 60
KINDS = (
    ("aid_pledge", "pledged", ("loan", "weapons", "food")),
    ("meeting", "held", ()),
    ("agreement", "reached", ("grain", "prisoners")),
    ("sanction", "imposed", ("oil", "banks")),
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of(load(shipped_folder(), types=known_types(), environment={}))


class World:
    """Acts between states: a few are in the news every day, most seldom. Each is another act than
    those before: one type, parties, object and sum make one development for as long as it is open,
    so no daemon remembers two of them.
    """

    def __init__(self, rules: Rules, today: datetime, *, seed: int) -> None:
        self._seed = seed
        self._chance = Random(seed)
        self._today = today
        self._rules = rules
        states = [a for a in rules.registry.actors.values() if a.kind is ActorKind.STATE]
        self._states = states[:STATES]
        self._weights = [1 / rank for rank in range(1, STATES + 1)]
        self._latest: dict[tuple[object, ...], datetime] = {}

    def ground(self, come: Arrival) -> Ground:
        """Return what identity is judged by where the article arrives, as on the road."""
        return self._rules.ground(come.now.date(), come.article)

    def arrivals(self, number: int, *, days: int) -> Iterator[tuple[Mention, Arrival]]:
        """Yield mentions of acts of the last days, each as an article tells it, oldest first."""
        for at in range(number):
            yield self._told(at, self._today - timedelta(days=days * (1 - at / number)))

    def _told(self, number: int, now: datetime) -> tuple[Mention, Arrival]:
        while self._open(mention := self._act(now), now):
            pass
        return mention, _arrival(f"{self._seed}-{number}", now)

    def _open(self, mention: Mention, now: datetime) -> bool:
        """Return whether the act was told already and is open; it is told from now on."""
        mutual = self._rules.natures.of(mention.type).mutual
        parties = frozenset(mention.parties) if mutual else mention.parties
        act = mention.type, parties, mention.objects, mention.amount
        latest = self._latest.get(act)
        if latest is not None and now - latest <= timedelta(days=OPEN_DAYS):
            return True
        self._latest[act] = now
        return False

    def _act(self, now: datetime) -> Mention:
        kind, status, objects = self._chance.choice(KINDS)
        giver = taker = self._chance.choices(self._states, self._weights)[0]
        while taker is giver:
            taker = self._chance.choices(self._states, self._weights)[0]
        paid = kind == "aid_pledge"
        return Mention(
            type=TypeId(kind),
            status=status,
            start=0,
            end=20,
            actors=(_party(giver),),
            counterparts=(_party(taker),),
            amount=self._sum() if paid else None,
            when=When.of_day(now.date()),
            objects=(self._chance.choice(objects),) if objects else (),
        )

    def _sum(self) -> Amount:
        return Amount(value=Decimal(self._chance.randint(1, 900)) * 10**6, currency="EUR")


def _party(actor: Actor) -> Party:
    return Party(id=actor.id, name=actor.name, text=actor.name)


def _arrival(name: str, now: datetime) -> Arrival:
    article = Article(
        id=ArticleId(name),
        text="An act was told here.",
        sentences=(Sentence(start=0, end=21),),
        outlet=f"Outlet {name}",
        published=Stamp(at=now),
    )
    return Arrival(article=article, likeness=Original(), origin=name, now=now)


async def fill(memory: RedisMemory, world: World, number: int) -> None:
    """Remember so many developments of the last year, each of its own."""
    kept: list[Keyed] = []
    for mention, come in world.arrivals(number, days=DAYS):
        on = world.ground(come)
        (one,) = judge((mention,), come, (), on)
        until = open_until(one.after, on)
        kept.append(Keyed(development=one.after, keys=stored_keys(one.after, on), until=until))
        if len(kept) == AT_ONCE:
            await remember(memory, kept)
            kept = []
    await remember(memory, kept)


async def remember(memory: RedisMemory, kept: list[Keyed]) -> None:
    commit = Commit(task=None, remembered=None, developments=tuple(kept), alerts=(), trace=None)
    assert await memory.commit(commit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one mention cost on average: seconds of looking up and of judging, and how many
    developments it was compared with.
    """

    looking: float
    judging: float
    met: float

    @property
    def whole(self) -> float:
        """Return the seconds of both."""
        return self.looking + self.judging


async def cost(memory: RedisMemory, world: World) -> Cost:
    """Judge mentions of today against what is stored, as the road does; nothing is kept."""
    met = 0
    looking = judging = 0.0
    for mention, come in world.arrivals(JUDGED, days=1):
        on = world.ground(come)
        began = time.perf_counter()
        open_ones = await memory.related(lookup_keys(mention, on), open_since(mention, on))
        looked = time.perf_counter()
        judge((mention,), come, open_ones, on)
        judging += time.perf_counter() - looked
        looking += looked - began
        met += len(open_ones)
    return Cost(looking=looking / JUDGED, judging=judging / JUDGED, met=met / JUDGED)


async def found_again(memory: RedisMemory, world: World, told: Mention, later: Mention) -> bool:
    """Return whether what was told 300 days ago is compared with the later mention."""
    now = datetime.now(UTC)  # noqa: TID251 - keys live by the server's real clock
    long_ago = _arrival("long-ago", now - timedelta(days=300))
    then, today = world.ground(long_ago), world.ground(_arrival("today", now))
    (one,) = judge((told,), long_ago, (), then)
    keyed = Keyed(
        development=one.after,
        keys=stored_keys(one.after, then),
        until=open_until(one.after, then),
    )
    await remember(memory, [keyed])
    open_ones = await memory.related(lookup_keys(later, today), open_since(later, today))
    return one.after.id in {d.id for d in open_ones}


async def test_what_was_told_long_ago_is_found_among_many(store, clock, rules):
    today = datetime.now(UTC)  # noqa: TID251 - keys live by the server's real clock
    memory, world = RedisMemory(store, clock, Retention()), World(rules, today, seed=MANY)
    await fill(memory, world, MANY)
    one, other, *_ = (a for a in rules.registry.actors.values() if a.kind is ActorKind.STATE)
    told = Mention(
        type=TypeId("meeting"),
        status="planned",
        start=0,
        end=20,
        actors=(_party(one), _party(other)),
        when=When.of_day(today.date() + timedelta(days=1)),
    )
    deal = replace(told, type=TypeId("agreement"), status="reached", when=None, objects=("grain",))
    assert await found_again(memory, world, told, replace(told, status="cancelled"))
    assert await found_again(memory, world, deal, replace(deal, status="suspended"))


async def test_a_mention_costs_the_same_among_many_developments(store, clock, rules):
    today = datetime.now(UTC)  # noqa: TID251 - keys live by the server's real clock
    costs = {}
    for number in (FEW, MANY):
        memory = RedisMemory(store, clock, Retention())
        await fill(memory, World(rules, today, seed=number), number)
        rounds = [await cost(memory, World(rules, today, seed=seed)) for seed in range(ROUNDS)]
        found = sorted(rounds, key=lambda one: one.whole)[ROUNDS // 2]
        costs[number] = found.whole
        say(
            f"judging a mention among {number} developments: {found.whole * 1000:.2f} ms "
            f"({found.looking * 1000:.2f} looking up, {found.judging * 1000:.2f} judging), "
            f"compared with {found.met:.1f} of them"
        )
    times = costs[MANY] / costs[FEW]
    holds = "holds" if times <= MOST else "MISSED"
    say(
        f"  {MANY // FEW} times the developments cost {times:.1f} times (at most {MOST}: {holds})\n"
    )
