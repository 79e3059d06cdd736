"""What the keys of `monitor watch` do with an alert: the choices they give, and what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass

import anyio.to_thread
from rich.console import Console, RenderableType
from rich.text import Text

from monitor.adapters.person import login_name
from monitor.alert.render.harmless import line, link
from monitor.alert.render.letter import letter
from monitor.alert.silence import new_silence
from monitor.app.cli.alerts_printing import letter_in_short
from monitor.app.cli.base import counted
from monitor.app.cli.explain_lines import road_lines
from monitor.app.cli.explain_printing import laid_out
from monitor.app.cli.looking import View
from monitor.app.cli.moments import length
from monitor.app.cli.silence_printing import minute
from monitor.app.cli.watch_windows import Wanted
from monitor.app.config.settings import Configuration
from monitor.app.explain.explaining import Explaining
from monitor.app.explain.marking import ToolsIn
from monitor.app.silencing import matcher_of, matching
from monitor.detect.lexicon.language import USUAL, code_of
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


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains alerts as `monitor explain` does."""

    settings: Configuration
    tools: ToolsIn

    async def explained(self, view: View, alert: Alert, width: int) -> RenderableType:
        """Return the road of the alert's article, in lines of that width.

        Raises `UsageError` if the alert is no longer kept, `TryLater` if the store is away.
        """
        traces = [await view.memory.trace(evidence.article) for evidence in alert.evidence]
        languages = {code_of(trace.article.language) for trace in traces if trace is not None}
        for language in languages and languages | {USUAL}:
            await anyio.to_thread.run_sync(self.tools, language)  # seconds, at the first time
        explaining = Explaining(view=view, configuration=self.settings, tools_in=self.tools)
        road = await explaining.road(alert.id)
        console = Console(width=width, force_terminal=True)
        return Text("\n").join(laid_out(road_lines(road, coloured=True), console))
