"""Silences, as a person writes them: read, doubted, and counted against what waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.alert.silence import matcher_words, read_matcher, silenced
from monitor.alert.words import ANY, fits
from monitor.app.config.problems import nearest
from monitor.app.config.settings import Configuration
from monitor.app.rules import known_types
from monitor.errors import UsageError
from monitor.model.alert import Alert, AlertId
from monitor.model.restraint import Aspect, Matcher, Silence
from monitor.model.watchlist import Kind, Severity
from monitor.ports import Ledger

WAITING = ("held", "retry", "queued")
"""States of what a silence can still hold back."""
MOST_COUNTED = 500
"""Deliveries of each state that are looked at."""


def matcher_of(text: str) -> Matcher:
    """Return the matcher that is written so; raises `UsageError`, with the aspect that was probably
    meant.
    """
    try:
        return read_matcher(text)
    except UsageError as error:
        name = text.partition("=")[0].removesuffix("!").strip().lower()
        near = nearest(name, Aspect) if name not in list(Aspect) else None
        raise UsageError(f'{error}; did you mean "{near}"?' if near else str(error)) from None


def doubts(matchers: Iterable[Matcher], settings: Configuration) -> Iterator[str]:
    """Give a sentence for each matcher that fits nothing of what the configuration names."""
    for matcher in matchers:
        known = _known(matcher.aspect, settings)
        if known is None or any(fits(matcher.pattern, name) for name in known):
            continue
        what = f'no {matcher.aspect} is like "{matcher.pattern}"'
        if ANY not in matcher.pattern:
            what = f'there is no {matcher.aspect} "{matcher.pattern}"'
        near = nearest(matcher.pattern.replace(ANY, ""), known)
        meant = f'; did you mean "{near}"?' if near else ""
        yield f"{matcher_words(matcher)}: {what} in the configuration{meant}"


def _known(aspect: Aspect, settings: Configuration) -> tuple[str, ...] | None:
    """Return the names that there are of the aspect; None where news brings others."""
    match aspect:
        case Aspect.WATCHLIST:
            return tuple(w.name for w in settings.watchlists)
        case Aspect.RECEIVER:
            return tuple(r.name for r in settings.receivers)
        case Aspect.ACTOR:
            return tuple(settings.registry.actors)
        case Aspect.TYPE:
            return known_types(settings.folder)
        case Aspect.SOURCE:
            return tuple(s.id for s in settings.sources)
        case Aspect.KIND:
            return tuple(map(str, Kind))
        case Aspect.SEVERITY:
            return tuple(map(str, Severity))
        case _:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """How many deliveries are matched; `is_all` False: of more than were looked at."""

    count: int
    is_all: bool


async def matching(
    ledger: Ledger, silence: Silence, settings: Configuration, now: datetime
) -> Matched:
    """Return how much of what waits for its receiver the silence matches, as if it held now."""
    alerts: dict[AlertId, Alert | None] = {}
    count, is_all, at = 0, True, max(now, silence.start)
    for state in WAITING:
        found = await ledger.deliveries(limit=MOST_COUNTED, state=state)
        is_all = is_all and len(found) < MOST_COUNTED
        for delivery in found:
            if delivery.alert not in alerts:
                alerts[delivery.alert] = await ledger.alert(delivery.alert)
            alert = alerts[delivery.alert]
            if alert is not None:
                held = silenced(alert, delivery.receiver, (silence,), settings.registry, at)
                count += held is not None
    return Matched(count=count, is_all=is_all)
