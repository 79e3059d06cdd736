"""Hours by the clock of a place: quiet hours, and when a digest is due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model.watchlist import Digest, QuietHours

A_DAY = timedelta(days=1)


def quiet_until(quiet: QuietHours, timezone: str, now: datetime) -> datetime | None:
    """Return when the quiet hours end that hold now, None if none do; `timezone` counts where they
    name none.

    A window that the clock goes through twice lasts until the second time; of one that the clock
    leaps over nothing is left, or as much as is as long by the clock.
    """
    zone = ZoneInfo(quiet.timezone or timezone)
    today = now.astimezone(zone).date()
    for day in (today, today - A_DAY):
        if day.weekday() not in quiet.days:
            continue
        last = day if quiet.start < quiet.end else day + A_DAY
        end = _moment(last, quiet.end, zone, fold=1)
        if _moment(day, quiet.start, zone, fold=0) <= now < end:
            return end
    return None


def next_digest(digest: Digest, timezone: str, now: datetime) -> datetime:
    """Return the first moment after now at which the digest is due."""
    return min(due for due in _around(digest, timezone, now) if due > now)


def last_digest(digest: Digest, timezone: str, now: datetime) -> datetime:
    """Return the latest moment until now at which the digest was due."""
    return max(due for due in _around(digest, timezone, now) if due <= now)


def _around(digest: Digest, timezone: str, now: datetime) -> list[datetime]:
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    return [_moment(today + n * A_DAY, digest.at, zone, fold=0) for n in (-2, -1, 0, 1, 2)]


def _moment(day: date, at: time, zone: ZoneInfo, *, fold: int) -> datetime:
    """Return the moment of a time by the clock, in UTC: where the clock shows it twice, the first
    or (fold 1) second; where it leaps over it, as long after the leap's start as told.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None), tzinfo=zone)
    return _utc(wall.replace(fold=fold) if _is_twice(wall) else wall)


def _is_twice(wall: datetime) -> bool:
    first, second = _utc(wall.replace(fold=0)), _utc(wall.replace(fold=1))
    return first < second


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
