"""The explanation that `monitor watch` shows of an alert. What it needs is loaded when it is asked
for: alerts are watched without it.
"""

from dataclasses import dataclass

import anyio.to_thread
from rich.console import Console, RenderableType
from rich.text import Text

from monitor.app.cli.explain_lines import road_lines
from monitor.app.cli.explain_printing import laid_out
from monitor.app.cli.looking import View
from monitor.app.config.settings import Configuration
from monitor.app.explain.explaining import Explaining
from monitor.app.explain.marking import ToolsIn, tools_in
from monitor.detect.lexicon.language import USUAL, code_of
from monitor.model.alert import Alert


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains alerts as `monitor explain` does; `tools` are made when they are first needed."""

    settings: Configuration
    tools: ToolsIn

    @classmethod
    def of(cls, settings: Configuration) -> "Explainer":
        """Return the one for these settings."""
        return cls(settings, tools_in(settings))

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
