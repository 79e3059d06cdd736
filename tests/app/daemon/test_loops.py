"""The loops against queues that fail, hang and stop."""

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO

import anyio
import pytest

from monitor.app.daemon.inforce import Current
from monitor.app.daemon.lanes import Lane, Lanes
from monitor.app.daemon.loops import (
    LONGEST_PAUSE,
    READ_OF_ONE_SOURCE,
    WAIT,
    Loops,
    Pause,
    Stop,
    guarded,
    longest_wait,
    poll_lease,
)
from monitor.app.telemetry.figures import Figures
from monitor.app.telemetry.journal import StructlogJournal
from monitor.app.telemetry.logs import configure
from monitor.errors import StoreFull, StoreUnreachable, TryLater
from monitor.model.development import DevelopmentId
from monitor.model.source import Rhythm, Source, SourceId, SourceKind
from monitor.model.watchlist import Receiver, WebhookTarget
from monitor.ports import Task
from tests.contracts.examples import find, source
from tests.fakes.inforce import in_force
from tests.fakes.journal import RecordingJournal
from tests.fakes.making import NOON

pytestmark = pytest.mark.looptime
"""Time is virtual here: the pauses of minutes take none."""

AWAY = StoreUnreachable("the Redis server does not answer: gone")
TASK = Task(entry="1-0", find=find())
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))


class StoppedClock:
    def now(self):
        return NOON


@dataclass
class Given:
    """Gives prepared answers in turn, raising those that are exceptions; then stops the loops."""

    stop: Stop
    answers: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    async def __call__(self, *asked, **more):
        self.asked.append((*asked, *more.values()))
        if not self.answers:
            self.stop.set()
            return ()
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


class Scene:
    """All that the loops ask, each answering as told beforehand."""

    def __init__(self) -> None:
        self.stop = Stop()
        self.journal = RecordingJournal()

    def given(self, *answers) -> Given:
        return Given(self.stop, list(answers))

    def loops(self, **parts) -> Loops:
        fields = dict.fromkeys(("polls", "work", "memory", "outbox", "announcing"))
        made = {name: parts.pop(name) for name in tuple(parts) if name not in fields}
        return Loops(
            consumer="node",
            clock=StoppedClock(),
            journal=self.journal,
            stop=self.stop,
            current=Current(in_force(**({"receivers": (DESK,)} | made))),
            **(fields | parts),
        )


@dataclass
class Part:
    """A port with only the methods that a test needs."""

    def __init__(self, **methods) -> None:
        self.__dict__.update(methods)


@pytest.fixture
def scene():
    return Scene()


@asynccontextmanager
async def within(seconds: float):
    with anyio.fail_after(seconds):
        yield


async def test_a_wait_ends_with_the_stop():
    stop = Stop()
    stop.set()
    async with within(1):
        await stop.wait(60)
    assert stop


async def test_a_pause_grows_to_its_longest_and_begins_anew():
    stop, journal = Stop(), RecordingJournal()
    stop.set()
    pause = Pause(stop, journal, "read")
    for _ in range(8):
        await pause.after(TryLater("away"))
    waits = [facts["waits"] for facts in journal.facts("fault.store")]
    assert waits[:3] == [0.5, 1.0, 2.0]
    assert waits[-1] == LONGEST_PAUSE
    pause.over()
    await pause.after(TryLater("away"))
    assert journal.facts("fault.store")[-1]["waits"] == 0.5


def test_a_poll_is_leased_for_longer_than_its_fetches_take():
    slow = Source(
        id=SourceId("s"),
        kind=SourceKind.FEED,
        url="https://s.example/",
        outlet="S",
        timeout=timedelta(minutes=3),
    )
    assert poll_lease(()) == timedelta(seconds=20)
    assert poll_lease((source(), slow)) > timedelta(minutes=12)


def test_no_source_that_is_well_is_due_later_than_the_longest_wait():
    assert longest_wait(()) == timedelta(days=2)
    rare = replace(source("rare"), every=timedelta(days=7))
    assert longest_wait((source(), rare)) == timedelta(days=14)
    bounds = Rhythm(shortest=timedelta(hours=1), longest=timedelta(days=9))
    assert longest_wait((source(), replace(rare, rhythm=bounds))) == timedelta(days=18)


async def test_a_bug_is_told_with_its_traceback_and_a_fault_of_the_store_is_raised():
    journal = RecordingJournal()

    async def bug():
        raise ValueError("odd page")

    async def away():
        raise AWAY

    async def fine():
        return 1

    assert await guarded(journal, "fault.find", fine)
    assert not await guarded(journal, "fault.find", bug, url="u")
    with pytest.raises(StoreUnreachable):
        await guarded(journal, "fault.find", away)
    (facts,) = journal.facts("fault.find")
    assert facts["detail"] == "ValueError('odd page')"
    assert facts["exc_info"].__traceback__ is not None


async def test_a_reader_waits_out_a_store_that_is_away(scene):
    take = scene.given(AWAY, AWAY)
    async with within(100):
        await scene.loops(work=Part(take=take)).read(Lanes(4))
    assert len(take.asked) == 3
    assert [f["loop"] for f in scene.journal.facts("fault.store")] == ["read", "read"]


async def test_a_find_is_carried_again_while_the_store_is_full_and_that_costs_no_delivery(scene):
    answers = [StoreFull("full"), StoreFull("full")]
    asked = []

    async def carry(task):
        asked.append(task)
        if answers:
            raise answers.pop()
        scene.stop.set()

    taken = []

    async def take(**given):
        taken.append(given)
        if len(taken) > 1:
            await scene.stop.wait()
            return ()
        return (TASK,)

    async with within(100):
        await scene.loops(work=Part(take=take), reading=Part(carry=carry)).read(Lanes(4))
    assert asked == [TASK] * 3
    assert taken[0] == {"consumer": "node-0", "count": 4, "wait": WAIT}


async def test_a_find_whose_host_is_busy_is_put_back_at_no_cost_and_others_go_on(scene):
    busy, other = source(), replace(source("courier"), url="https://courier.example/feed")
    finds = [
        replace(TASK, entry=f"{n}-0", find=replace(find(), url=f"https://gazette.example/{n}"))
        for n in range(3)
    ]
    elsewhere = replace(
        find(),
        source=other.id,
        url="https://courier.example/1",
        candidate=replace(find().candidate, url="https://courier.example/1"),
    )
    carried, put_back = [], []

    async def carry(task):
        carried.append(task.entry)
        await scene.stop.wait()

    async def later(task, at):
        put_back.append((task, at))

    given = [(*finds, Task(entry="9-0", find=elsewhere))]

    async def take(**_):
        if given:
            return given.pop()
        await anyio.sleep(1)
        scene.stop.set()
        return ()

    loops = scene.loops(
        work=Part(take=take, later=later),
        reading=Part(carry=carry),
        sources=(busy, other),
    )
    async with within(100):
        await loops.read(Lanes(9))
    assert carried == ["0-0", "1-0", "9-0"]  # one waits for its turn at the host
    ((task, at),) = put_back
    assert (task.entry, task.deliveries) == ("2-0", 0)
    assert at - NOON == busy.pace.delay


async def test_finds_of_one_source_never_take_all_places(scene):
    tasks = tuple(
        Task(
            entry=f"{n}-0",
            find=replace(find(), candidate=replace(find().candidate, url=f"https://h{n}.example/")),
        )
        for n in range(READ_OF_ONE_SOURCE + 1)
    )
    given = [tasks]
    carried, put_back = [], []

    async def take(**_):
        if given:
            return given.pop()
        await anyio.sleep(1)
        scene.stop.set()
        return ()

    async def carry(task):
        carried.append(task)
        await scene.stop.wait()

    async def later(task, at):
        put_back.append(task.entry)

    loops = scene.loops(work=Part(take=take, later=later), reading=Part(carry=carry))
    async with within(100):
        await loops.read(Lanes(99))
    assert len(carried) == READ_OF_ONE_SOURCE
    assert put_back == [tasks[-1].entry]


async def test_a_bug_costs_its_find_only(scene):
    carry = scene.given(ValueError("odd page"), None)
    take = scene.given((TASK,), (TASK,))
    async with within(100):
        await scene.loops(work=Part(take=take), reading=Part(carry=carry)).read(Lanes(4))
    assert len(carry.asked) == 2
    assert scene.journal.facts("fault.find")[0]["url"] == TASK.find.url


async def test_a_find_whose_store_stays_away_is_left_at_the_stop(scene):
    async def carry(_):
        scene.stop.set()
        raise AWAY

    take = scene.given((TASK,))
    async with within(100):
        await scene.loops(work=Part(take=take), reading=Part(carry=carry)).read(Lanes(4))
    assert scene.journal.events == ["fault.store"]


async def test_the_lease_of_a_slow_find_is_renewed_though_the_store_fails_once(scene):
    renewed = anyio.Event()
    renewals = []

    async def renew(consumer, tasks):
        renewals.append((consumer, tasks))
        if len(renewals) == 1:
            raise AWAY
        renewed.set()

    async def carry(_):
        await renewed.wait()

    work = Part(take=scene.given((TASK,)), renew=renew)
    async with within(100):
        await scene.loops(work=work, reading=Part(carry=carry)).read(Lanes(4))
    assert renewals[0] == ("node-0", (TASK,))


async def test_what_is_due_comes_back_and_one_hold_that_fails_delays_no_other(scene):
    release = scene.given(ValueError("odd hold"), ())
    memory = Part(held=scene.given((DevelopmentId("d1"), DevelopmentId("d2"))))
    due, tend = scene.given(0), scene.given(ValueError("odd receiver"))
    announce = scene.given(ValueError("odd letter"))
    parts = {"memory": memory, "judging": Part(release=release), "bundling": Part(tend=tend)}
    parts["announcing"] = Part(announce=announce)
    await scene.loops(outbox=Part(due=due), **parts).move_due()
    assert due.asked == [(NOON,)]
    assert tend.asked == [(DESK,)]
    assert scene.journal.facts("fault.bundle")[0]["receiver"] == "desk"
    assert scene.journal.facts("fault.announcement")[0]["receiver"] == "desk"
    assert release.asked == [("d1", NOON), ("d2", NOON)]
    assert scene.journal.facts("fault.hold")[0]["development"] == "d1"


async def test_a_store_too_full_for_one_bundle_keeps_nothing_from_the_other_receivers(scene):
    full = StoreFull("maxmemory is reached")
    tend, announce, held = scene.given(full, None), scene.given(full, False), scene.given()
    others = replace(DESK, name="other")
    parts = {"bundling": Part(tend=tend), "announcing": Part(announce=announce)}
    parts["receivers"] = (DESK, others)
    loops = scene.loops(outbox=Part(due=scene.given(0)), memory=Part(held=held), **parts)
    with pytest.raises(StoreFull):
        await loops.move_due()
    assert tend.asked == announce.asked == [(DESK,), (others,)]
    assert held.asked == []


@dataclass
class Polls:
    claims: list[int] = field(default_factory=list)
    due: tuple[SourceId, ...] = (SourceId("gazette"),)

    async def claim(self, *, limit, lease, longest):
        self.claims.append(limit)
        return self.due


async def polled(scene, poll, *, polls=None, lanes=None, broken=None) -> Polls:
    polls = polls or Polls()
    polling = Part(poll=poll, broken=broken)
    loops = scene.loops(polls=polls, polling=polling, sources=(source(),))
    async with within(100), anyio.create_task_group() as group:
        await loops.poll_due(lanes or Lanes(4), group)
    return polls


async def test_due_sources_are_polled_as_far_as_there_is_room(scene):
    poll = scene.given(None)
    polls = await polled(scene, poll)
    assert polls.claims == [4]
    assert poll.asked == [(source(),)]


async def test_what_the_store_had_no_room_for_is_polled_again_once_when_it_has(scene):
    poll = scene.given(StoreFull("maxmemory is reached"), StoreFull("maxmemory is reached"), None)
    polls = Polls()
    polling = Part(poll=poll, broken=None)
    loops = scene.loops(polls=polls, polling=polling, sources=(source(),))
    asked = []
    for _ in range(3):
        async with within(100), anyio.create_task_group() as group:
            await loops.poll_due(Lanes(4), group)
        polls.due = ()
        asked.append(len(poll.asked))
    assert asked == [1, 2, 2], "the second time its lease goes on"
    assert (loops.refused, loops.again) == (set(), set())


async def test_nothing_is_claimed_without_room_or_at_the_stop(scene):
    full = Lanes(1)
    with await full.enter(Lane("elsewhere", 1)):
        assert (await polled(scene, scene.given(), lanes=full)).claims == []
    scene.stop.set()
    assert (await polled(scene, scene.given())).claims == []


async def test_a_source_in_hand_is_not_polled_a_second_time(scene):
    asked = []
    over = anyio.Event()

    async def poll(one):
        asked.append(one.id)
        await over.wait()

    loops = scene.loops(polls=Polls(), polling=Part(poll=poll), sources=(source(),))
    lanes = Lanes(4)
    async with within(100), anyio.create_task_group() as group:
        await loops.poll_due(lanes, group)
        await anyio.sleep(1)
        await loops.poll_due(lanes, group)
        over.set()
    assert asked == ["gazette"]
    async with within(100), anyio.create_task_group() as group:
        await loops.poll_due(lanes, group)
    assert len(asked) == 2


async def test_a_source_that_is_gone_is_not_polled(scene):
    poll = scene.given()
    await polled(scene, poll, polls=Polls(due=(SourceId("gone"),)))
    assert poll.asked == []


@pytest.mark.parametrize(
    ("fault", "event"), [(ValueError("odd feed"), "fault.poll"), (AWAY, "fault.store")]
)
async def test_a_poll_that_fails_is_told_with_its_source(scene, fault, event):
    await polled(scene, scene.given(fault), broken=scene.given())
    assert scene.journal.facts(event)[0]["source"] == "gazette"


async def test_a_poll_that_meets_a_bug_is_a_failure_of_its_source(scene):
    broken = scene.given()
    await polled(scene, scene.given(ValueError("odd feed")), broken=broken)
    assert broken.asked == [(source(),)]


async def test_a_bug_that_even_the_note_of_a_bug_meets_is_told(scene):
    await polled(scene, scene.given(ValueError("odd feed")), broken=scene.given(KeyError("x")))
    details = [fact["detail"] for fact in scene.journal.facts("fault.poll")]
    assert details == ["ValueError('odd feed')", "KeyError('x')"]


async def test_what_a_piece_of_work_logs_carries_its_facts():
    out = StringIO()
    configure(out)
    journal = StructlogJournal(Figures())

    async def judge():
        journal.note("article.judged", article="a1")

    await guarded(journal, "fault.find", judge, source="harbour", url="https://harbour.example/a")
    event = json.loads(out.getvalue())
    assert (event["article"], event["source"]) == ("a1", "harbour")
    assert event["url"] == "https://harbour.example/a"
