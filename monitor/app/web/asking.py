"""What a request asks for, read from its query: anything odd is refused by name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_A_PAGE = 200
USUAL_PAGE = 50
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Query:
    """The parameters of a request, each given once."""

    given: dict[str, str]

    @classmethod
    def of(cls, request: Request, allowed: Collection[str]) -> "Query":
        """Return the parameters; refuses unknown ones, long ones and those that stand twice."""
        given: dict[str, str] = {}
        for name, value in request.query_params.multi_items():
            if name not in allowed:
                known = ", ".join(sorted(allowed)) or "none"
                raise HTTPException(400, f"{_shown(name)}: no parameter of this address: {known}")
            if name in given:
                raise HTTPException(400, f"{name}: given twice")
            if len(value) > LONGEST_VALUE:
                raise HTTPException(400, f"{name}: longer than {LONGEST_VALUE} characters")
            given[name] = value
        return cls(given)

    def word(self, name: str) -> str | None:
        """Return the value; None where it is not given or empty."""
        return self.given.get(name) or None

    def one_of(self, name: str, words: Collection[str]) -> str | None:
        """Return the value, which must be one of the words."""
        value = self.word(name)
        if value is not None and value not in words:
            raise HTTPException(400, f"{name}: one of {', '.join(words)}")
        return value

    def limit(self) -> int:
        """Return how many records a page may have."""
        value = self.word("limit") or str(USUAL_PAGE)
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
        if not 1 <= number <= MOST_A_PAGE:
            raise HTTPException(400, f"limit: a number from 1 to {MOST_A_PAGE}")
        return number

    def moment(self, name: str) -> datetime | None:
        """Return the moment, given as RFC 3339 or as a day, whose first moment in UTC it is."""
        value = self.word(name)
        if value is None:
            return None
        found = moment(value)
        if found is None:
            raise HTTPException(400, f"{name}: a day or a moment with its zone (RFC 3339)")
        return found


def moment(value: str) -> datetime | None:
    """Return the moment that is told as RFC 3339 with its zone, or as a day; None for all else."""
    try:
        if len(value) == len("2025-12-20"):
            return datetime.combine(date.fromisoformat(value), time(), tzinfo=UTC)
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _shown(name: str) -> str:
    return "".join(char for char in name[:40] if char.isprintable())
