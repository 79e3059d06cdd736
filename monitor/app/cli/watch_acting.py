"""What the keys of `monitor watch` do with an alert: the choices they give, and what is stored."""

from collections.abc import Iterator

from rich.console import RenderableType

from monitor.adapters.person import login_name
from monitor.alert.render.harmless import line, link
from monitor.alert.render.letter import letter
from monitor.alert.silence import new_silence
from monitor.app.cli.alerts_printing import letter_in_short
from monitor.app.cli.base import counted
from monitor.app.cli.looking import View
from monitor.app.cli.moments import length
from monitor.app.cli.silence_printing import minute
from monitor.app.cli.watch_windows import Wanted
from monitor.app.config.settings import Configuration
from monitor.app.silencing import matcher_of, matching
from monitor.model.alert import Alert

SHORT = 60


def link_of(alert: Alert) -> str | None:
    """Return the link to the article that says so, or to the last item of a source; None if there
    is none that may be followed.
    """
    links = [link(evidence.url) for evidence in alert.evidence]
    if alert.source is not None and alert.source.health.sample is not None:
        links.append(link(alert.source.health.sample.url))
    return next((found for found in links if found is not None), None)


def choices_of(alert: Alert) -> Iterator[tuple[str, str]]:
    """Give what of the alert can be silenced, in words and as a matcher, the narrowest first."""
    if alert.development is not None:
        topic = alert.topic or alert.summary
        yield f"this development: {line(topic, SHORT)}", f"development={alert.development.id}"
    if alert.source is not None:
        yield f"the source {alert.source.id}", f"source={alert.source.id}"
    for name in alert.watchlists:
        yield f"the watchlist {name}", f"watchlist={name}"
    if alert.development is not None:
        yield f"every {alert.development.type}", f"type={alert.development.type}"
    yield f"every alert of the kind {alert.kind}", f"kind={alert.kind}"


async def silence(view: View, wanted: Wanted, settings: Configuration) -> str:
    """Keep the silence that is wanted, and return what it does, in a sentence.

    Raises `UsageError` if it is none, `TryLater` if it cannot be stored.
    """
    now = view.clock.now()
    made = new_silence(
        (matcher_of(wanted.matcher),),
        now,
        now + length(wanted.duration),
        author=login_name(),
        comment=wanted.comment,
        now=now,
    )
    await view.silences.add(made)
    waiting = await matching(view.ledger, made, settings, now)
    number = counted(waiting.count, "delivery", "deliveries")
    held = f"held back: {'' if waiting.is_all else 'at least '}{number}"
    return f"silenced until {minute(made.until)} UTC ({made.id})\n{held}"


def alert_shown(alert: Alert) -> RenderableType:
    """Return all that an alert tells: changes, sentences, outlets, links and reasons."""
    return letter_in_short(letter(alert))
