"""Points in time as news tells them: exact, a bare day, or a month; never a guess."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When a page says that it was published: a moment in UTC, or a whole day (then `at` is its
    noon).
    """

    at: datetime
    whole_day: bool = False

    @classmethod
    def of_day(cls, day: date) -> "Stamp":
        """Return the stamp of a bare day, at noon UTC."""
        return cls(at=datetime.combine(day, time(12), tzinfo=UTC), whole_day=True)

    @property
    def day(self) -> date:
        """Return the day (UTC) that the stamp falls on."""
        return self.at.date()

    def __str__(self) -> str:
        """Return `YYYY-MM-DD` for a whole day, else RFC 3339 in UTC with `Z`."""
        if self.whole_day:
            return self.at.date().isoformat()
        return rfc3339(self.at)


def rfc3339(moment: datetime) -> str:
    """Return the moment in UTC as `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The date of an act, as exact as the text lets tell: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of_day(cls, day: date) -> "When":
        """Return the exact day."""
        return cls(year=day.year, month=day.month, day=day.day)

    def __str__(self) -> str:
        """Return `YYYY[-MM[-DD]]`."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def exact(self) -> date | None:
        """Return the day if it is known, else None."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def first(self) -> date:
        """Return the earliest day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Return the latest day that it may be."""
        if self.exact is not None:
            return self.exact
        if self.month is None:
            return date(self.year, 12, 31)
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return following - timedelta(days=1)
