"""What an outbox stores, in memory: the ports on it make the same promises without a server."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from monitor.model.alert import Alert, AlertId, Delivery
from monitor.model.restraint import (
    Bundle,
    Message,
    Silence,
)
from monitor.ports import Clock

ENDED = frozenset({"delivered", "dead", "withdrawn"})


@dataclass
class Slip:
    """All that is known of one alert at one receiver."""

    told: Delivery
    began: datetime | None = None
    put_off: int = 0
    reasons: set[str] = field(default_factory=set)
    since: datetime | None = None


@dataclass
class Door:
    """What is known of a receiver."""

    paused: datetime | None = None
    why: str | None = None
    strikes: int = 0
    openings: int = 0
    open_until: datetime | None = None
    probe: AlertId | None = None
    probe_until: datetime | None = None
    digested: datetime | None = None
    summary: datetime | None = None
    sent: dict[AlertId, datetime] = field(default_factory=dict)

    def close(self) -> None:
        """Forget what the breaker knows."""
        self.strikes = self.openings = 0
        self.open_until = self.probe = self.probe_until = None


@dataclass
class Item:
    """An entry of a stream: in whose hands it is, since when."""

    alert: AlertId
    consumer: str | None = None
    since: datetime | None = None


@dataclass
class Post:
    """What is stored: the outbox, the ledger and the silences are views of it."""

    clock: Clock
    lease: timedelta = timedelta(seconds=60)
    alerts: dict[AlertId, Alert] = field(default_factory=dict)
    bundles: dict[AlertId, tuple[Bundle, list[AlertId]]] = field(default_factory=dict)
    slips: dict[tuple[AlertId, str], Slip] = field(default_factory=dict)
    streams: dict[str, dict[str, Item]] = field(default_factory=dict)
    doors: dict[str, Door] = field(default_factory=dict)
    silences: dict[str, Silence] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def emit(self, alert: Alert) -> None:
        """Store the alert, owed to those of its receivers that have none of it yet."""
        self.alerts.setdefault(alert.id, alert)
        for receiver in alert.receivers:
            if (alert.id, receiver) not in self.slips:
                self.owe(alert.id, receiver)

    def owe(self, alert: AlertId, receiver: str) -> None:
        """Queue it for the first time."""
        now = self.clock.now()
        told = Delivery(alert=alert, receiver=receiver, changed=now)
        self.slips[alert, receiver] = Slip(told=told)
        self.append(alert, receiver)

    def append(self, alert: AlertId, receiver: str) -> None:
        """Give it an entry at the end of its stream."""
        self.stream(receiver)[f"{next(self.numbers)}-0"] = Item(alert=alert)

    def stream(self, receiver: str) -> dict[str, Item]:
        """Return the entries owed to the receiver."""
        return self.streams.setdefault(receiver, {})

    def door(self, receiver: str) -> Door:
        """Return what is known of the receiver."""
        return self.doors.setdefault(receiver, Door())

    def slip(self, alert: AlertId, receiver: str) -> Slip:
        """Return what is known of the alert at the receiver."""
        return self.slips[alert, receiver]

    def say(self, slip: Slip, **more: object) -> None:
        """Change the state, now."""
        slip.told = replace(slip.told, changed=self.clock.now(), **more)

    def queue(self, slip: Slip) -> None:
        """Send it to its receiver now."""
        slip.told = replace(slip.told, state="queued", due=None, reason=None)
        self.append(slip.told.alert, slip.told.receiver)

    def waiting(self, reason: str, receiver: str | None = None) -> list[Slip]:
        """Return those that wait for the reason and are in no bundle, longest waiting first."""
        found = [
            slip
            for slip in self.slips.values()
            if slip.told.state == "held"
            and slip.told.reason == reason
            and slip.told.bundle is None
            and receiver in {None, slip.told.receiver}
        ]
        return sorted(found, key=lambda slip: (slip.since, slip.told.alert))

    def wake(self, reason: str, receiver: str | None = None) -> int:
        """Queue those that wait for the reason."""
        found = self.waiting(reason, receiver)
        for slip in found:
            self.queue(slip)
        return len(found)

    def put_aside(self, slip: Slip, reason: str, detail: str, since: datetime | None) -> bool:
        """Let it wait; return whether it is the first time for that reason."""
        self.say(slip, state="held", reason=reason, detail=detail, due=None)
        slip.since = since or self.clock.now()
        first = reason not in slip.reasons
        slip.reasons.add(reason)
        if reason in {"paused", "silence"}:
            slip.began, slip.put_off = None, 0
        return first

    def message(self, alert: AlertId) -> Message | None:
        """Return what is stored under the id."""
        if alert not in self.bundles:
            return self.alerts.get(alert)
        bundle, members = self.bundles[alert]
        told = [self.alerts[m] for m in members if m in self.alerts]
        told.sort(key=lambda a: (a.at, a.id))
        return replace(bundle, alerts=tuple(told), more=len(members) - len(told))

    def conclude(self, slip: Slip, state: str, detail: str) -> None:
        """End it, with what it holds."""
        self.say(slip, state=state, detail=detail, due=None, reason=None)
        alert, receiver = slip.told.alert, slip.told.receiver
        for member in self.bundles[alert][1] if alert in self.bundles else ():
            held = self.slip(member, receiver)
            if held.told.bundle == alert and held.told.state not in ENDED:
                self.say(held, state=state, detail=f"in the bundle {alert}", due=None, reason=None)
