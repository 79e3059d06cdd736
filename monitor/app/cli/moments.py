"""Moments and lengths of time, as they are written on the command line."""

import re
from datetime import UTC, date, datetime, time, timedelta

import rich_click as click

from monitor.adapters.clock import SystemClock

_SPAN = re.compile(r"([0-9]{1,6})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def moment(given: str, now: datetime, *, day_ends: bool = False) -> datetime:
    """Return the moment that a length of time before now, a day or a moment names; a bare day is
    its beginning, or its end. Raises `ValueError` if it is none of these.
    """
    try:
        if _SPAN.fullmatch(given):
            return now - _length(given)
        return _named(given, day_ends=day_ends)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"{given!r} is no moment; write 36h, 7d, 2025-12-20 or 2025-12-20T09:30Z"
        ) from error


def full(given: str, now: datetime) -> datetime:
    """Return from when on a length of time is counted so that asking again asks for the same: the
    full hour for hours and days, the full minute for less; `now` for what is no length of time.
    """
    if not _SPAN.fullmatch(given):
        return now
    minute = now.replace(second=0, microsecond=0)
    return minute.replace(minute=0) if given[-1] in "hd" else minute


def to_come(given: str, now: datetime, *, day_ends: bool) -> datetime:
    """Return the moment that a length of time from now on, a day or a moment names, as `moment`
    does. Raises `ValueError`.
    """
    try:
        if _SPAN.fullmatch(given):
            return now + _length(given)
        return _named(given, day_ends=day_ends)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"{given!r} is no moment; write 2h, 2025-12-20 or 2025-12-20T09:30Z"
        ) from error


def length(given: str) -> timedelta:
    """Return the length of time that `30s`, `5m`, `3h` or `2d` names; raises `ValueError`."""
    if not _SPAN.fullmatch(given) or not _length(given):
        raise ValueError(f"{given!r} is no length of time; write 30m, 8h or 2d")
    return _length(given)


def _length(given: str) -> timedelta:
    return timedelta(seconds=int(given[:-1]) * _SECONDS[given[-1]])


def _named(given: str, *, day_ends: bool) -> datetime:
    if _DAY.fullmatch(given):
        begins = datetime.combine(date.fromisoformat(given), time(), tzinfo=UTC)
        return begins + timedelta(days=day_ends)
    at = datetime.fromisoformat(given)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def read_since(_: click.Context, __: click.Parameter, given: str | None) -> datetime | None:
    """Return what an option names that looks back."""
    try:
        return moment(given, SystemClock().now()) if given is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


SINCE = click.option(
    "--since",
    callback=read_since,
    metavar="WHEN",
    help="Then or later: 36h, 7d, 2025-12-20, 2025-12-20T09:30Z.",
)
