"""Pace: how hard one host is asked, counted by the domain that its owner registered."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from monitor.model.source import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What goes on with one host: requests running, and when the last one started.

    Moments are seconds of a clock that never runs back.
    """

    running: int = 0
    last_start: float | None = None

    def started(self, now: float) -> "Traffic":
        """Return the traffic with one more request."""
        return Traffic(running=self.running + 1, last_start=now)

    def ended(self) -> "Traffic":
        """Return the traffic with one request less."""
        return replace(self, running=self.running - 1)


def may_start_at(traffic: Traffic, pace: Pace, *, now: float, delay: timedelta) -> float | None:
    """Return when the next request may start, `now` at the earliest; None: when one has ended.

    `delay` is what the site itself asks for; the longer of both counts.
    """
    if traffic.running >= pace.concurrency:
        return None
    if traffic.last_start is None:
        return now
    return max(now, traffic.last_start + max(pace.delay, delay).total_seconds())


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
