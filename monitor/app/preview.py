"""A first look at a source: what the daemon would take in of it at its first poll."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from monitor.dedupe.url import canonical
from monitor.discover.honesty import without_build_times
from monitor.model.page import Page, Unavailable
from monitor.model.source import Candidate, Listed
from monitor.pipeline.looking import MOST_FURTHER, Look

READ_ON = (
    f"this is its first page; at later polls the daemon reads on to older ones, {MOST_FURTHER} at"
    " most, as long as the page before lists something new"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the first poll takes in, in the order listed, each address once.

    `left`: how many entries it leaves, for they have no address, or that of one before. `more`:
    there are further pages of the list, which only later polls read. `missed`: lists that failed.
    """

    candidates: tuple[Candidate, ...]
    left: int = 0
    more: bool = False
    missed: tuple[Unavailable, ...] = ()
    page: Page | None = None


NOTHING = Preview(candidates=())


def preview(look: Look, *, asked_at: datetime) -> Preview:
    """Return what a first look at a source gives, as the daemon's poll takes it."""
    listed = (*without_build_times(look.all_listed, asked_at=asked_at), *look.as_before)
    taken = _each_once(listed)
    found = look.found
    return Preview(
        candidates=taken,
        left=len(listed) - len(taken),
        more=isinstance(found, Listed) and bool(found.candidates and found.further),
        missed=look.missed,
        page=look.page,
    )


def _each_once(listed: Iterable[Candidate]) -> tuple[Candidate, ...]:
    taken: dict[str, Candidate] = {}
    for candidate in listed:
        if candidate.url is not None:
            taken.setdefault(canonical(candidate.url), candidate)
    return tuple(taken.values())


def doubts(shown: Preview) -> tuple[str, ...]:
    """Return what is to be said beside the entries: what is read later, left, or was missed."""
    said = [READ_ON] if shown.more else []
    if shown.left:
        entries = "1 entry has" if shown.left == 1 else f"{shown.left} entries have"
        said.append(f"{entries} no address, or that of one before: not read")
    return (*said, *(f"{one.url}: {one.reason}: {one.detail}" for one in shown.missed))
