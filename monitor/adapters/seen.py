"""How a listed URL is noted as seen: where, and which state of the page that was."""

from dataclasses import dataclass

from monitor.adapters.keys import URL_SHARDS, Place, milliseconds, place
from monitor.model.source import Find


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A URL's place among the seen, the change its listing tells, and the one to remember (ms).

    Each version of what a listing encloses under a URL has a place of its own.
    Where a listing tells none, the moment of finding is remembered: a later change is seen again.
    """

    place: Place
    updated: int | None
    hint: int


def mark(find: Find) -> Mark:
    """Return the mark of a find."""
    told = find.candidate.updated
    updated = milliseconds(told.at) if told is not None else None
    hint = milliseconds(find.found_at) if updated is None else updated
    version = find.candidate.version
    name = find.url if version is None else f"{find.url} {version}"
    return Mark(place=place(name, URL_SHARDS), updated=updated, hint=hint)
