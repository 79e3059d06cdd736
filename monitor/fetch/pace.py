"""Pace: how hard one host is asked, counted by the domain that its owner registered."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from ipaddress import ip_address
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from monitor.model.source import Pace

T = TypeVar("T")
_LONGEST = 300.0
"""A host that nobody asked for so many seconds need not be remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What goes on with one host: the paces of the requests that run, when the last one started,
    and the distance that it keeps from the next.

    Moments are seconds of a clock that never runs back.
    """

    running: tuple[Pace, ...] = ()
    last_start: float | None = None
    distance: timedelta = timedelta(0)

    def started(self, pace: Pace, *, now: float, delay: timedelta) -> "Traffic":
        """Return the traffic with one more request."""
        distance = max(pace.delay, delay)
        return Traffic(running=(*self.running, pace), last_start=now, distance=distance)

    def ended(self, pace: Pace) -> "Traffic":
        """Return the traffic with one request of this pace less."""
        at = self.running.index(pace)
        return replace(self, running=self.running[:at] + self.running[at + 1 :])

    def rested(self, now: float) -> bool:
        """Return whether nothing runs, and nothing that starts now could come too soon."""
        if self.running:
            return False
        return self.last_start is None or now >= self.last_start + _LONGEST


def may_start_at(traffic: Traffic, pace: Pace, *, now: float, delay: timedelta) -> float | None:
    """Return when the next request may start, `now` at the earliest; None: when one has ended.

    `delay` is what the site itself asks for. Of all that ask one host, the gentlest counts: the
    longest distance, and the least number at once.
    """
    if len(traffic.running) >= min(each.concurrency for each in (*traffic.running, pace)):
        return None
    if traffic.last_start is None:
        return now
    distance = max(pace.delay, delay, traffic.distance)
    return max(now, traffic.last_start + distance.total_seconds())


class Line(Generic[T]):
    """Those who wait for one host, in fair order: askers take turns, and each asker's own come in
    the order in which they came.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[T]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def join(self, asker: str, one: T) -> None:
        """Put one more at the end of the asker's own."""
        self._waiting.setdefault(asker, []).append(one)

    def leave(self, asker: str, one: T) -> None:
        """Take one out that waits no longer."""
        self._waiting[asker].remove(one)
        if not self._waiting[asker]:
            del self._waiting[asker]

    def next(self) -> T | None:
        """Take out who is next, and put the asker behind all others; None if nobody waits."""
        asker = next(iter(self._waiting), None)
        if asker is None:
            return None
        first, *others = self._waiting.pop(asker)
        if others:
            self._waiting[asker] = others
        return first


def host_key(url: str) -> str:
    """Return whose pace the URL counts for: the registered domain, else host and port."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if not _is_address(host) and (registered := _suffixes().privatesuffix(host)):
        return str(registered)
    return f"{host}:{parts.port or ''}"


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
