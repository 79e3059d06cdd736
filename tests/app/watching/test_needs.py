"""What of a daemon needs somebody, by what was seen of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.gauges import Server, Waiting
from monitor.adapters.heartbeat import Heartbeat
from monitor.app.config.problems import Problem
from monitor.app.watching.needs import LATELY, LEAST_FREE, needs_of, without_store
from monitor.app.watching.overview import Ailing, Overview, Sources, Stand
from monitor.errors import DependencyUnavailable
from monitor.model.health import Health, Standing
from monitor.model.inforce import ConfigState
from monitor.model.restraint import Reception
from monitor.model.source import SourceId
from monitor.model.watchlist import Receiver, WebhookTarget
from tests.contracts.examples import NOON

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CONFIG = ConfigState(folder="/etc/monitor", digest="a", since=NOON)
NODE = Heartbeat(name="n", at=NOON, facts={}, started=NOON, config=CONFIG)
SERVER = Server(name="Valkey", version="9", now=NOON, used=10, most=100)
DESK = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/"))
WELL = Overview(
    now=NOON,
    nodes=(NODE,),
    sources=Sources(states={"fresh": 8}, polled=8, reached=8),
    waiting=Waiting(),
    alerts=(),
    receivers=(Stand(receiver=DESK, reception=Reception(receiver="desk")),),
    server=SERVER,
    strangers={},
    free=10 * LEAST_FREE,
)


def ailing(state: Standing, lasting: timedelta, name: str = "harbour") -> Ailing:
    health = Health(state=state, since=NOON - lasting, why="https://me:hush@a.example answered 503")
    return Ailing(id=SourceId(name), outlet=None, health=health)


def with_sources(*found: Ailing, reached: int = 8) -> Overview:
    return replace(WELL, sources=replace(WELL.sources, ailing=found, reached=reached))


def with_desk(died: timedelta | None = None, **reception) -> Overview:
    known = Reception(receiver="desk", **reception)
    at = NOON - died if died is not None else None
    return replace(WELL, receivers=(Stand(receiver=DESK, reception=known, died=at),))


def with_server(**more) -> Overview:
    return replace(WELL, server=replace(SERVER, **more))


def with_waiting(**more) -> Overview:
    return replace(WELL, waiting=Waiting(**more))


OTHER = replace(NODE, config=replace(CONFIG, digest="b"))
FAULT = Problem(file="monitor.yaml", line=3, column=1, message="no such key")
NOTHING: tuple[str, ...] = ()
CASES = {
    "well": (WELL, NOTHING),
    "nobody": (replace(WELL, nodes=()), ("daemon: no daemon is running",)),
    "an older node": (replace(WELL, nodes=(replace(NODE, config=None),)), NOTHING),
    "full": (with_server(full="no memory left"), ("store: the store takes no writes",)),
    "disk": (with_server(disk="it could not write"), ("store: the store's disk: it could",)),
    "nearly full": (with_server(used=95), ("store: the store's memory is 95 % full",)),
    "no limit": (with_server(used=95, most=None), NOTHING),
    "no room": (replace(WELL, free=4_000_000), ("disk: 4 MB are left",)),
    "wrong files": (
        replace(WELL, faults=(FAULT,)),
        ("config: the configuration is wrong; what was in force before stays so: monitor.yaml:3",),
    ),
    "wrong files, and nobody": (
        replace(WELL, nodes=(), faults=(FAULT, FAULT)),
        (
            "daemon",
            "config: the configuration is wrong: monitor.yaml:3:1: no such key (and 1 more)",
        ),
    ),
    "two configurations": (
        replace(WELL, nodes=(NODE, OTHER)),
        ("config: nodes work by 2 different configurations",),
    ),
    "open": (
        with_desk(strikes=5, open_until=NOON + HOUR),
        ("receivers: desk failed 5 times in a row; it is tried again at 13:00",),
    ),
    "paused": (with_desk(paused=NOON, why="410 Gone"), ("receivers: desk is paused: 410 Gone",)),
    "dead lately": (
        with_desk(MINUTE, dead=3),
        ("deliveries: 3 deliveries to desk were given up",),
    ),
    "dead for long": (with_desk(LATELY, dead=3), NOTHING),
    "a little behind": (with_waiting(finds=9, oldest=NOON - MINUTE), NOTHING),
    "behind": (
        with_waiting(finds=900, oldest=NOON - HOUR),
        ("queue: 900 articles wait to be read, the first for 1 hour",),
    ),
    "late": (
        with_waiting(late=7, due=NOON - HOUR),
        ("polls: 7 sources are late, one by 1 hour",),
    ),
    "late, and nobody": (
        replace(with_waiting(late=7, due=NOON - HOUR), nodes=()),
        ("daemon",),
    ),
    "a trouble that may pass": (with_sources(ailing(Standing.STALE, MINUTE)), NOTHING),
    "a trouble": (
        with_sources(ailing(Standing.WALLED, HOUR)),
        ("sources: harbour is walled: https://[hidden]@a.example",),
    ),
    "troubles": (
        with_sources(ailing(Standing.WALLED, HOUR), ailing(Standing.STALE, HOUR, "post")),
        ("sources: 2 sources bring nothing as they should, the worst harbour: walled",),
    ),
    "our own line": (
        with_sources(
            ailing(Standing.UNREACHABLE, HOUR), ailing(Standing.STALE, HOUR, "post"), reached=3
        ),
        ("line: 5 of 8 sources cannot be reached", "sources: post is stale"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_needs_somebody_is_told_and_what_passes_is_not(case):
    seen, expected = CASES[case]
    needs = needs_of(seen)
    told = [f"{need.about}: {need.what}" for need in needs]
    assert len(told) == len(expected)
    assert all(one.startswith(start) for one, start in zip(told, expected, strict=True)), told
    assert all(need.do for need in needs)


@pytest.mark.parametrize(
    ("said", "what", "do"),
    [
        ("redis://me:hush@a.example is away; start it", "redis://[hidden]@a.example is away", "st"),
        ("it is old", "it is old", "mend that"),
    ],
)
def test_a_store_that_cannot_be_had_is_a_need(said, what, do):
    need = without_store(DependencyUnavailable(said))
    assert (need.about, need.what) == ("store", what)
    assert need.do.startswith(do)
