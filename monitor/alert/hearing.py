"""What each watchlist made of a verdict, condition by condition, kept to be explained."""

from collections.abc import Iterable, Iterator
from itertools import chain

from monitor.alert.compose import first_kind, is_tellable, later_kind
from monitor.alert.match import Reading, answer
from monitor.model.condition import Answer, Joint
from monitor.model.development import Told
from monitor.model.verdict import Checked, Heard, Hearing, Judged, Overdue
from monitor.model.watchlist import Kind, Watchlist

ENOUGH = 2
"""When so many conditions failed it is no near miss: no more are asked, for some cost more."""
MOST_CHECKED = 6
"""So many conditions of a watchlist are kept, those that decided first."""


def hearings(
    judged: Judged, watchlists: Iterable[Watchlist], reading: Reading
) -> tuple[Hearing, ...]:
    """Return what the watchlists make of a judged mention, before any of them is told of it; none
    where nobody is asked.
    """
    if not is_tellable(judged):
        return ()
    return tuple(chain.from_iterable(_heard(one, judged, reading) for one in watchlists))


def _heard(watchlist: Watchlist, judged: Judged, reading: Reading) -> Iterator[Hearing]:
    told = next((t for t in judged.after.told if t.watchlist == watchlist.name), None)
    if told is not None:
        yield _again(watchlist, told, later_kind(watchlist, told, judged))
    elif not isinstance(judged.verdict, Overdue):
        found = answer(watchlist, judged.after, reading, enough=ENOUGH)
        yield _first(watchlist, judged, found)


def _again(watchlist: Watchlist, told: Told, kind: Kind | None) -> Hearing:
    """Return what a watchlist that was told before makes of it."""
    before = Checked(path="told", held=True, why=f"told before: {', '.join(told.kinds)}")
    if kind is None:
        return Hearing(watchlist=watchlist.name, heard=Heard.TOLD_BEFORE, checked=(before,))
    asked = _on(watchlist, kind)
    return Hearing(
        watchlist=watchlist.name,
        heard=Heard.TOLD if asked.held else Heard.NOT_ON,
        kind=kind,
        checked=(before,) if asked.held else (asked, before),
        misses=int(not asked.held),
    )


def _first(watchlist: Watchlist, judged: Judged, found: Answer) -> Hearing:
    """Return what a watchlist makes of a development that it was never told of."""
    kind = first_kind(watchlist, judged.verdict)
    asked, origins = _on(watchlist, kind), _origins(watchlist, judged)
    heard = Heard.TOLD if asked.held else Heard.NOT_ON
    if not origins.held:
        heard = Heard.WAITS
    if not found.held:
        heard = Heard.UNWANTED
    more = [one for one in (origins, asked) if not one.held]
    return Hearing(
        watchlist=watchlist.name,
        heard=heard,
        kind=kind,
        checked=(*decisive(found), *more)[:MOST_CHECKED],
        misses=found.misses + len(more),
    )


def _on(watchlist: Watchlist, kind: Kind) -> Checked:
    asked = ", ".join(watchlist.on) or "nothing"
    return Checked(path="on", held=kind in watchlist.on, why=f"{kind} is not among {asked}")


def _origins(watchlist: Watchlist, judged: Judged) -> Checked:
    least, told = watchlist.min_origins, len(judged.after.origins)
    why = f"{told} of {least} origins tell it"
    return Checked(path="min_origins", held=told >= least, why=why)


def decisive(found: Answer) -> tuple[Checked, ...]:
    """Return the single conditions by which the whole was answered as it was, in their order."""
    return tuple(_decisive(found, held=found.held))


def _decisive(found: Answer, *, held: bool) -> Iterator[Checked]:
    """Give those parts of an answer that speak for its being `held`."""
    if found.held is not held:
        return
    if found.joint is None:
        yield Checked(path=found.path, held=found.held, why=found.why)
        return
    of_parts = held is not (found.joint is Joint.NONE)
    for part in found.parts:
        yield from _decisive(part, held=of_parts)
