"""What of a daemon needs somebody: a sentence each, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.adapters.heartbeat import Heartbeat
from monitor.app.config.problems import Problem
from monitor.app.telemetry.redaction import redacted
from monitor.app.watching.overview import Ailing, Overview, Sources, Stand
from monitor.errors import MonitorError
from monitor.model.health import Standing, span_words
from monitor.model.inforce import Mistake

LASTING = timedelta(minutes=30)
"""So long a source must be in trouble before somebody is asked to look."""
LATELY = timedelta(days=3)
"""So long somebody is asked to look after what was given up."""
SLOWEST = timedelta(minutes=15)
"""So long a find may wait for a reader, and a source for its poll."""
LEAST_FREE = 500_000_000
"""Bytes on the disk of the store: with less, its next tidying of its files may fail."""
FULLEST = 0.9
"""The share of its memory from which on the store is soon full."""
MANY, OUR_SHARE = 4, 0.5
"""Where this share of many sources, or more, cannot be reached, our own line is down."""
_ADVICE = {
    Standing.UNREACHABLE: "look whether its address still holds",
    Standing.BLOCKED: "ask it less often, or ask its publisher",
    Standing.WALLED: "give it a login (`headers`), or take it out",
    Standing.CHANGED: "look at it with `monitor discover`",
    Standing.EMPTY: "look at it with `monitor discover`",
    Standing.STALE: "look whether it moved",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that is wrong and will not pass by itself: `about` what (a word that stays the same
    from version to version), `what` it is, and what to `do`.
    """

    about: str
    what: str
    do: str


NOT_RUNNING = Need(
    about="daemon",
    what="no daemon is running: nothing is polled, read or told",
    do="start one: `monitor run`",
)


def without_store(fault: MonitorError) -> Need:
    """Return what is needed where the store cannot be had; without secrets."""
    said = redacted(str(fault))
    what, _, do = said.rpartition("; ")
    if not what:
        what, do = said, "mend that, or correct `redis` or `state_dir` in monitor.yaml"
    return Need(about="store", what=what, do=do)


def needs_of(seen: Overview) -> tuple[Need, ...]:
    """Return what needs somebody, the gravest first; without secrets."""
    found = (
        *_of_nodes(seen),
        *_of_store(seen),
        *_of_config(seen),
        *_of_receivers(seen),
        *_of_queue(seen),
        *_of_sources(seen.sources, seen.now),
    )
    return tuple(Need(about=n.about, what=redacted(n.what), do=n.do) for n in found)


def _of_nodes(seen: Overview) -> Iterator[Need]:
    if not seen.nodes:
        yield NOT_RUNNING


def _of_store(seen: Overview) -> Iterator[Need]:
    server = seen.server
    if server.full is not None:
        yield Need(
            about="store",
            what=f"the store takes no writes, so nothing is taken in: {server.full}",
            do="make room: give it memory or disk, or shorten `retention`",
        )
    elif server.disk is not None:
        yield Need(about="store", what=f"the store's disk: {server.disk}", do="look at its disk")
    elif server.most is not None and server.used >= FULLEST * server.most:
        share = round(100 * server.used / server.most)
        yield Need(
            about="store",
            what=f"the store's memory is {share} % full",
            do="give it more (`maxmemory`), or shorten `retention`",
        )
    if seen.free is not None and seen.free < LEAST_FREE:
        yield Need(
            about="disk",
            what=f"{seen.free // 1_000_000} MB are left on the disk of the state folder",
            do="make room there",
        )


def _of_config(seen: Overview) -> Iterator[Need]:
    state = seen.config
    refused = [node for node in seen.nodes if node.config and not node.config.is_latest]
    if refused:
        yield _refusal(refused[-1])
    elif seen.faults:
        more = f" (and {len(seen.faults) - 1} more)" if len(seen.faults) > 1 else ""
        stays = "; what was in force before stays so" if state is not None else ""
        yield Need(
            about="config",
            what=f"the configuration is wrong{stays}: {_placed(seen.faults[0])}{more}",
            do="`monitor check` shows all of it",
        )
    restart = dict.fromkeys(s for n in seen.nodes if n.config for s in n.config.needs_restart)
    if restart:
        yield Need(
            about="restart",
            what=f"changed, but only in force after a restart: {', '.join(restart)}",
            do="restart the daemon",
        )
    digests = {node.config.digest for node in seen.nodes if node.config and node.config.is_latest}
    if len(digests) > 1:
        yield Need(
            about="config",
            what=f"nodes work by {len(digests)} different configurations",
            do="give all nodes the same folder; `monitor status --json` tells which has which",
        )


def _refusal(node: Heartbeat) -> Need:
    state = node.config
    assert state is not None and state.failure is not None  # noqa: PT018 - one fact
    failure = state.failure
    count = len(failure.mistakes) + failure.more
    more = f" (and {count - 1} more)" if count > 1 else ""
    first = _short(failure.mistakes[0], state.folder) if failure.mistakes else "no reason is told"
    return Need(
        about="config",
        what=f"the last edit was refused, what was in force stays so: {first}{more}",
        do="mend it; `monitor check` shows all of it",
    )


def _short(mistake: Mistake, folder: str) -> str:
    """Return the mistake's place, from the folder where it lies in it, and its message."""
    file = mistake.file.removeprefix(f"{folder}/")
    place = f"{file}:{mistake.line}:{mistake.column}" if mistake.line else file
    return " ".join(f"{place}: {mistake.message}".removeprefix(": ").split())


def _placed(problem: Problem) -> str:
    return " ".join(str(problem).split())


def _of_receivers(seen: Overview) -> Iterator[Need]:
    for stand in seen.receivers:
        yield from _of_receiver(stand, seen.now)
    for name, owed in seen.strangers.items():
        waits = "1 delivery waits" if owed == 1 else f"{owed} deliveries wait"
        yield Need(
            about="receivers",
            what=f"{waits} for {name}, which the configuration does not name",
            do="name it in monitor.yaml again",
        )


def _of_receiver(stand: Stand, now: datetime) -> Iterator[Need]:
    name, reception = stand.receiver.name, stand.reception
    why = f": {reception.why}" if reception.why else ""
    if reception.paused is not None:
        yield Need(
            about="receivers",
            what=f"{name} is paused{why}",
            do=f"when it is well, `monitor receivers enable {name}`",
        )
    elif reception.open_until is not None:
        again = "now" if reception.open_until <= now else f"at {reception.open_until:%H:%M}"
        yield Need(
            about="receivers",
            what=f"{name} failed {reception.strikes} times in a row; it is tried again {again}",
            do=f"`monitor receivers test {name}`",
        )
    if stand.died is not None and now - stand.died < LATELY:
        one = reception.dead == 1
        gave = "1 delivery" if one else f"{reception.dead} deliveries"
        yield Need(
            about="deliveries",
            what=f"{gave} to {name} {'was' if one else 'were'} given up",
            do=f"`monitor deliveries replay --all --receiver {name}` sends "
            f"{'it' if one else 'them'} again",
        )


def _of_queue(seen: Overview) -> Iterator[Need]:
    waiting, now = seen.waiting, seen.server.now
    if not seen.nodes:
        return
    if waiting.oldest is not None and now - waiting.oldest > SLOWEST:
        yield Need(
            about="queue",
            what=f"{waiting.finds} articles wait to be read, the first for "
            f"{span_words(now - waiting.oldest)}",
            do="look into the log; start another node where one is too slow",
        )
    if waiting.due is not None and now - waiting.due > SLOWEST:
        yield Need(
            about="polls",
            what=f"{waiting.late} sources are late, one by {span_words(now - waiting.due)}",
            do="look into the log; start another node where one is too slow",
        )


def _of_sources(sources: Sources, now: datetime) -> Iterator[Need]:
    missed = sources.polled - sources.reached
    ailing: tuple[Ailing, ...] = sources.ailing
    if sources.polled >= MANY and missed >= OUR_SHARE * sources.polled:
        yield Need(
            about="line",
            what=f"{missed} of {sources.polled} sources cannot be reached: likely our own line",
            do="look at the network, the proxy and the name server",
        )
        ailing = tuple(a for a in ailing if a.health.state is not Standing.UNREACHABLE)
    lasting = [a for a in ailing if now - a.health.since >= LASTING]
    if lasting:
        yield _of_ailing(lasting)


def _of_ailing(lasting: list[Ailing]) -> Need:
    worst, count = lasting[0], len(lasting)
    state = worst.health.state
    if count == 1:
        return Need(
            about="sources", what=f"{worst.id} is {state}: {worst.health.why}", do=_ADVICE[state]
        )
    return Need(
        about="sources",
        what=f"{count} sources bring nothing as they should, the worst {worst.id}: {state}",
        do="`monitor sources` says why of each",
    )
