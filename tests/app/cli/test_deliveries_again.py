"""`monitor deliveries retry` and `replay`, on a real store."""

from datetime import timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.app.cli.deliveries_again import MANY
from monitor.model.alert import Dead
from monitor.model.restraint import Gather, Hold, Restraint
from tests.contracts.delivering import GONE, bundle
from tests.contracts.examples import alert
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.standing import standing

NOW = SystemClock().now()
HOUR = timedelta(hours=1)
NIGHT = Hold(until=NOW + HOUR, reason=Restraint.QUIET, detail="night")


@pytest.fixture
def config(tmp_path, redis_url):
    feeds = {"a": "http://127.0.0.1:9/"}
    return str(Settings(feeds=feeds, desk="https://d.example/", redis=redis_url).write(tmp_path))


@pytest.fixture
def state(redis_url):
    return lambda name, at="desk": standing(redis_url, lambda desk: desk.state(name, at))


@pytest.fixture
def dying(redis_url):
    """Let so many alerts die at the desk."""

    def die(number):
        async def act(desk):
            await desk.emit(*(alert(f"a{n:03}") for n in range(number)))
            for _ in range(number):
                await desk.done((await desk.attempt()).sending, GONE)

        standing(redis_url, act)

    return die


@pytest.fixture
def waiting(redis_url):
    """One alert to be tried again, one held by itself, one in a bundle that was made."""

    async def act(desk):
        await desk.emit(alert("r1"), alert("h1"), alert("g1"))
        await desk.fail()
        await desk.outbox.hold(await desk.take_one(), NIGHT)
        made = bundle("b1", at=NOW, reason=Restraint.DIGEST)
        morning = Gather(at=NOW, reason=Restraint.DIGEST, detail="for the digest")
        await desk.outbox.hold(await desk.take_one(), morning)
        await desk.outbox.bundle(made, part=0, most=9, is_told=False)

    standing(redis_url, act)


def again(config, *words, **how):
    return call("deliveries", "--config", config, *words, **how)


def test_what_is_to_be_tried_again_or_held_is_queued_now(config, waiting, state):
    assert again(config, "retry", "r", "desk").out == "r1 is queued for desk now\n"
    held = again(config, "retry", "h1", "desk", "--json")
    assert held.records == [{"alert": "h1", "receiver": "desk", "queued": True}]
    assert (state("r1"), state("h1")) == ("queued", "queued")


def test_what_waits_for_nothing_or_in_a_bundle_is_not_tried_now(config, waiting):
    for name in ("g1", "b1"):
        called = again(config, "retry", name, "desk")
        assert called.code == 2
        assert called.err == (
            f"{name} does not wait by itself at desk; "
            f"`monitor deliveries show {name}` says what became of it\n"
        )


def test_all_that_waits_at_a_receiver_is_tried_now_but_what_a_bundle_tells(config, waiting, state):
    called = again(config, "retry", "--receiver", "desk")
    assert (called.code, called.out) == (0, "2 deliveries queued for desk\n")
    assert (state("r1"), state("h1"), state("g1")) == ("queued", "queued", "held")
    assert again(config, "retry", "--receiver", "desk").out == "0 deliveries queued for desk\n"


def test_a_few_dead_are_replayed_without_a_question_the_oldest_first(config, dying, redis_url):
    dying(3)
    called = again(config, "replay", "--receiver", "desk", "--all", "--json")
    assert called.records == [{"receiver": "desk", "queued": 3}]

    async def order(desk):
        return [sending.alert for sending in await desk.take()]

    assert standing(redis_url, order) == ["a000", "a001", "a002"]


def test_many_are_not_replayed_before_somebody_agrees(config, dying, state):
    dying(MANY + 1)
    called = again(config, "replay", "--receiver", "desk", "--all")
    assert called.code == 2
    assert (
        called.err == f"Replay {MANY + 1} deliveries to desk? say --yes, or agree on a terminal\n"
    )
    assert state("a000") == "dead"
    agreed = again(config, "replay", "--receiver", "desk", "--all", "--yes")
    assert agreed.out == f"{MANY + 1} deliveries queued for desk\n"
    assert (state("a000"), state(f"a{MANY:03}")) == ("queued", "queued")


@pytest.mark.parametrize(("said", "code", "after"), [("y\n", 0, "queued"), ("n\n", 1, "dead")])
def test_a_person_on_a_terminal_is_asked(config, dying, state, said, code, after):
    dying(MANY + 1)
    called = again(config, "replay", "--receiver", "desk", "--all", answers=said)
    assert called.code == code
    assert f"Replay {MANY + 1} deliveries to desk? [y/N]" in called.err
    assert state("a000") == after


def test_who_watches_sees_how_far_it_is(config, dying, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    dying(3)
    called = again(config, "replay", "--receiver", "desk", "--all", watched=True)
    assert called.out == "3 deliveries queued for desk\n"
    assert "replay desk" in called.err
    assert "100%" in called.err


def test_what_dies_again_meanwhile_is_replayed_once(config, dying, redis_url, state):
    dying(2)
    again(config, "replay", "a000", "desk")
    assert (state("a000"), state("a001")) == ("queued", "dead")
    assert again(config, "replay", "--receiver", "desk", "--all").out == (
        "1 delivery queued for desk\n"
    )


def test_a_dead_bundle_takes_its_alerts_along_and_each_can_be_replayed_alone(
    config, redis_url, state
):
    made = bundle("b1", at=NOW, reason=Restraint.DIGEST)

    async def act(desk):
        await desk.emit(alert("g1"), alert("g2"))
        morning = Gather(at=NOW, reason=Restraint.DIGEST, detail="for the digest")
        for _ in range(2):
            await desk.outbox.hold(await desk.take_one(), morning)
        await desk.outbox.bundle(made, part=0, most=9, is_told=False)
        await desk.done((await desk.attempt()).sending, GONE)

    standing(redis_url, act)
    assert again(config, "replay", "g1", "desk").code == 0
    assert (state("g1"), state("g2"), state("b1")) == ("queued", "dead", "dead")
    assert again(config, "replay", "b1", "desk").out == "b1 is queued for desk again\n"
    assert (state("g2"), state("b1")) == ("held", "queued")


@pytest.mark.parametrize("words", [("a0", "desk"), ("--receiver", "desk", "--all")])
def test_of_a_paused_receiver_it_is_said_what_is_still_to_be_done(config, redis_url, words):
    async def act(desk):
        await desk.emit(alert("a0"))
        await desk.done((await desk.attempt()).sending, Dead(detail="410", pauses=True))

    standing(redis_url, act)
    called = again(config, "replay", *words)
    assert called.code == 0
    assert called.err == "warning: desk is paused; `monitor receivers enable desk` ends that\n"


@pytest.mark.parametrize(
    "words",
    [
        ("replay",),
        ("replay", "a000"),
        ("replay", "--receiver", "desk"),
        ("replay", "--all"),
        ("replay", "a000", "desk", "--all"),
        ("replay", "a000", "--receiver", "desk", "--all"),
        ("replay", "zzz", "desk"),
        ("replay", "a000", "chat"),
        ("retry",),
        ("retry", "a000"),
        ("retry", "a000", "desk"),
        ("retry", "a000", "--receiver", "desk"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage_and_changes_nothing(config, dying, state, words):
    dying(1)
    assert again(config, *words).code == 2
    assert state("a000") == "dead"
