"""Why a watchlist would not have been told what another one was told."""

from collections.abc import Iterator

from monitor.alert.match import answer
from monitor.app.backtesting.steps import Telling
from monitor.model.alert import Alert
from monitor.model.condition import Answer, Joint
from monitor.model.watchlist import Kind, Watchlist

MOST = 6
"""Conditions that are told of one watchlist."""
AGAIN = "told before"
"""What an alert says of a watchlist that was told of the development before: no condition."""
OTHERWISE = "it was judged otherwise, or told at another time"


def reasons(watchlist: Watchlist | None, alert: Alert, telling: Telling) -> tuple[str, ...]:
    """Return why the watchlist is not told the alert that was made of the telling; None: there is
    no watchlist of its name.
    """
    if watchlist is None:
        return ("there is no watchlist of this name",)
    if telling.reading is None:
        return (OTHERWISE,)
    restraints = tuple(_restraints(watchlist, alert))
    if restraints and alert.kind is not Kind.NEW:
        return restraints  # whoever was told before is not asked again what it wants
    development = telling.judged.after
    said = answer(watchlist, development, telling.reading)
    if not said.held:
        return tuple(failures(said))[:MOST]
    return restraints or (OTHERWISE,)


def _restraints(watchlist: Watchlist, alert: Alert) -> Iterator[str]:
    """Yield what keeps a watchlist from being told what it wants."""
    origins = len(alert.development.origins) if alert.development is not None else 0
    if origins < watchlist.min_origins:
        yield f"min_origins: {origins} of {watchlist.min_origins}"
    if alert.kind not in watchlist.on:
        yield f"on: does not name {alert.kind}"
    if alert.kind is Kind.CONFIRMED:
        if watchlist.confirm_at is None:
            yield "confirm_at: is not set"
        elif origins < watchlist.confirm_at:
            yield f"confirm_at: {origins} of {watchlist.confirm_at}"


def failures(said: Answer) -> Iterator[str]:
    """Yield the lines of the single conditions that made the whole fail, in their order."""
    if said.held:
        return
    if said.joint is None:
        yield said.line
    elif said.joint is Joint.NONE:
        yield from (f"{part.path or said.path}: holds" for part in said.parts if part.held)
    else:
        for part in said.parts:
            yield from failures(part)


def holding(name: str, alert: Alert) -> tuple[str, ...]:
    """Return the conditions of the watchlist that held, as its alert tells them."""
    own = f"{name}: "
    told = (why.removeprefix(own) for why in alert.why if why.startswith(own))
    return tuple(why for why in told if why != AGAIN)[:MOST]
