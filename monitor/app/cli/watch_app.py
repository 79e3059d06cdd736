"""The screen of `monitor watch`: what is shown where, and what the keys do."""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import anyio.to_thread
from rich.console import RenderableType
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Footer, OptionList, Static

from monitor.adapters.browser import open_page, opener
from monitor.adapters.clock import SystemClock
from monitor.adapters.store import Store
from monitor.alert.render.harmless import line
from monitor.app.cli.looking import View
from monitor.app.cli.watch_acting import alert_shown, choices_of, link_of, silence
from monitor.app.cli.watch_panes import Alerts, State, heading_shown
from monitor.app.cli.watch_windows import Picking, Reading, Silencing, Wanted, keys_shown
from monitor.app.config.problems import Problem
from monitor.app.config.settings import Configuration
from monitor.app.watching.following import Following
from monitor.app.watching.needs import needs_of
from monitor.app.watching.overview import Overview
from monitor.app.watching.sieve import Sieve
from monitor.errors import DependencyUnavailable, TryLater, UsageError
from monitor.model.alert import Alert, AlertId

if TYPE_CHECKING:
    from monitor.app.cli.watch_explaining import Explainer

EVERYTHING = Sieve()
MOST_ALERTS = 500
RICH = {"truecolor", "256"}
"""Colours of a terminal from which on we choose ours; else its own sixteen are used."""
LONGEST = 300
LAYOUTS = [(0, "-narrow"), (110, "-wide")]
"""From how many columns on the screen is laid out how."""


class Watch(App[None]):
    """Alerts as they come, and how the daemon does."""

    CSS_PATH = "watch.tcss"
    TITLE = "monitor watch"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = LAYOUTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "open"),
        Binding("e", "explain", "explain"),
        Binding("s", "silence", "silence"),
        Binding("f", "pick", "filter"),
        Binding("v", "harder", "severity"),
        Binding("space", "page(1)", show=False),
        Binding("b", "page(-1)", show=False),
        Binding("question_mark", "keys", "help", key_display="?"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(
        self,
        settings: Configuration,
        *,
        faults: tuple[Problem, ...] = (),
        sieve: Sieve = EVERYTHING,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)  # noqa: TID251 - ditto
        self.animation_level = "none"
        self._settings = settings
        self._sieve = sieve
        inherited = dict(os.environ)  # noqa: TID251 - where the browser finds its screen
        self._environment = inherited if environment is None else environment
        self.following = Following(configuration=settings, listener=self, faults=faults)
        self._explainer: Explainer | None = None
        self._alerts: dict[AlertId, Alert] = {}
        self._view: View | None = None
        self._seen: Overview | None = None
        self._lost: str | None = None

    def compose(self) -> ComposeResult:
        """Give the parts of the screen."""
        yield Static(heading_shown(None, (), None), id="heading")
        told = VerticalScroll(Static(id="alert"), id="told")
        told.border_title = "Alert"
        with Horizontal(id="body"):
            yield Vertical(Alerts(id="alerts"), told, id="news")
            yield State(id="state")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Follow the store from now on."""
        is_rich = not self.no_color and self.console.color_system in RICH
        self.theme = "textual-dark" if is_rich else "ansi-dark"
        self._put_alerts()
        self.run_worker(self.following.run(), exit_on_error=True)

    # What `Following` tells.

    def opened(self, store: Store) -> None:
        """Take the store, which answers from now on."""
        self._view, was_lost, self._lost = View(store, self._settings), self._lost, None
        self._put_heading()
        if was_lost is not None:
            self.notify("the store answers again", markup=False)

    def lost(self, why: str) -> None:
        """Say that the store does not answer."""
        self._view, self._lost = None, why
        self._put_heading()

    def told(self, alerts: tuple[Alert, ...]) -> None:
        """Show alerts above those before."""
        for alert in alerts:
            self._alerts.pop(alert.id, None)
            self._alerts[alert.id] = alert
        for old in list(self._alerts)[: max(0, len(self._alerts) - MOST_ALERTS)]:
            del self._alerts[old]
        self._put_alerts()

    def seen(self, overview: Overview) -> None:
        """Show how the daemon does."""
        self._seen = overview
        self._put_heading()
        self.query_one(State).show(overview, needs_of(overview))

    # What is shown.

    def _put_heading(self) -> None:
        needs = needs_of(self._seen) if self._seen is not None else ()
        shown = heading_shown(self._seen, needs, self._lost)
        self.screen_stack[0].query_one("#heading", Static).update(shown)

    def _put_alerts(self) -> None:
        shown = [a for a in reversed(self._alerts.values()) if self._sieve.passes(a)]
        alerts = self.screen_stack[0].query_one(Alerts)
        alerts.show(shown, SystemClock().now())
        alerts.border_title = Text(f"Alerts: {len(shown)}, {line(self._sieve.words(), LONGEST)}")
        if not shown:
            self._put_alert(None)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the alert under the cursor."""
        if isinstance(event.option_list, Alerts):
            self._put_alert(self._selected)

    def _put_alert(self, alert: Alert | None) -> None:
        base = self.screen_stack[0]
        nothing = "No alert yet." if not self._alerts else "No alert passes the filter."
        told = alert_shown(alert) if alert is not None else Text(nothing, "dim")
        base.query_one("#alert", Static).update(told)
        base.query_one("#told", VerticalScroll).scroll_home(animate=False)

    @property
    def _selected(self) -> Alert | None:
        selected = self.screen_stack[0].query_one(Alerts).selected
        return self._alerts.get(selected) if selected is not None else None

    # What keys do.

    def action_page(self, pages: int) -> None:
        """Go forth or back in the alert that is shown."""
        told = self.query_one("#told", VerticalScroll)
        told.scroll_relative(y=pages * max(1, told.size.height - 1), animate=False)

    async def action_keys(self) -> None:
        """Explain the keys."""
        await self.push_screen(Reading("Keys", keys_shown()))

    def action_harder(self) -> None:
        """Show only alerts of the next severity and above."""
        self._sieve = self._sieve.harder()
        self._put_alerts()

    async def action_pick(self) -> None:
        """Let a watchlist be picked."""
        named = {name for alert in self._alerts.values() for name in alert.watchlists}
        names = sorted(named | {w.name for w in self._settings.watchlists})

        def picked(name: str | None) -> None:
            if name is not None:
                self._sieve = replace(self._sieve, watchlist=name or None)
                self._put_alerts()

        await self.push_screen(Picking(names), picked)

    async def action_open(self) -> None:
        """Open the article of the alert, or show its link where there is no browser."""
        alert = self._selected
        url = link_of(alert) if alert is not None else None
        if url is None:
            self.notify("it has no link that can be followed", markup=False)
            return
        program = opener(self._environment)
        if program is None or not open_page(program, url, self._environment):
            await self.push_screen(Reading("There is no browser here; the link is", Text(url)))

    async def action_silence(self) -> None:
        """Ask what is to be silenced, and silence it."""
        alert = self._selected

        def answered(wanted: Wanted | None) -> None:
            if wanted is not None:
                self.run_worker(self._silence(wanted))

        if alert is not None:
            await self.push_screen(Silencing(tuple(choices_of(alert))), answered)

    async def _silence(self, wanted: Wanted) -> None:
        if self._view is None:
            self.notify("the store is away: nothing was silenced", severity="error", markup=False)
            return
        try:
            done = await silence(self._view, wanted, self._settings)
        except (UsageError, TryLater, DependencyUnavailable) as fault:
            self.notify(str(fault), severity="error", markup=False)
        else:
            self.notify(done, markup=False)

    async def action_explain(self) -> None:
        """Explain how the alert came about."""
        alert = self._selected
        if alert is not None:
            window = Reading(f"Why alert {alert.id[:10]}", Text("looking …"))
            await self.push_screen(window)
            self.run_worker(self._explain(window, alert))

    async def _explain(self, window: Reading, alert: Alert) -> None:
        if self._view is None:
            window.show(Text("the store is away"))
            return
        try:
            told = await self._explaining(self._view, alert, window.room)
        except (UsageError, TryLater, DependencyUnavailable) as fault:
            told = Text(line(str(fault), LONGEST))
        if window.is_attached:
            window.show(told)

    async def _explaining(self, view: View, alert: Alert, width: int) -> RenderableType:
        if self._explainer is None:
            self._explainer = await anyio.to_thread.run_sync(_explainer_of, self._settings)
        return await self._explainer.explained(view, alert, width)


def _explainer_of(settings: Configuration) -> "Explainer":
    from monitor.app.cli.watch_explaining import Explainer

    return Explainer.of(settings)
