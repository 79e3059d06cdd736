"""Alerts in the order in which the store took them: for readers that come back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NewType, Protocol

from monitor.model.alert import AlertId

Position = NewType("Position", str)
"""A place on a wire, as `1735689600000-0` (milliseconds, by the server's clock, and a number); what
comes later stands behind it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """An alert that was stored, and its place on the wire."""

    position: Position
    alert: AlertId


class Wire(Protocol):
    """The alerts of the store, whichever node made them, each once, in an order that never changes.

    There is one of all alerts, and one of each watchlist: there an alert stands from the moment
    that it is told to it.
    """

    async def latest(self, watchlist: str | None, *, count: int) -> tuple[Dispatch, ...]:
        """Return up to `count` dispatches, the latest first."""
        ...

    async def after(
        self, position: Position, watchlist: str | None, *, count: int, wait: timedelta
    ) -> tuple[Dispatch, ...]:
        """Return up to `count` dispatches behind the position; where there are none, the next as
        soon as it comes, or nothing when the time is up.
        """
        ...
