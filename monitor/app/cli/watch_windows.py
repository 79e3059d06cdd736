"""The windows that `monitor watch` opens over its screen; escape closes each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from monitor.alert.render.harmless import line
from monitor.app.cli.moments import length

T = TypeVar("T")
USUAL_LENGTH = "8h"
LONGEST = 200
LEAST = 60
"""Columns of a window that is not laid out yet."""
EVERY_LIST = "all watchlists"
KEYS = (
    ("↑ ↓", "another alert; at the top the newest is always shown"),
    ("space, b", "forth and back in the alert that is shown"),
    ("o", "open its article in the browser"),
    ("e", "explain it: the road of its article, and who was told"),
    ("s", "silence what is like it for a while"),
    ("f", "show only alerts for a watchlist"),
    ("v", "show only alerts of a severity and above; once more: of the next"),
    ("tab", "to the next part of the screen"),
    ("esc", "close a window"),
    ("q", "quit"),
)


class Window(ModalScreen[T]):
    """A window over the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "close")]
    heading = ""

    def compose(self) -> ComposeResult:
        """Give the frame around what the window holds."""
        frame = VerticalScroll(*self.parts(), classes="window")
        frame.border_title = Text(self.heading)
        frame.border_subtitle = "esc closes"
        yield frame

    def parts(self) -> ComposeResult:
        """Give what the window holds."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Close it without an answer."""
        _ = self.dismiss(None)


class Reading(Window[None]):
    """Something to read."""

    def __init__(self, heading: str, told: RenderableType) -> None:
        super().__init__()
        self.heading = heading
        self._told = told

    def parts(self) -> ComposeResult:
        """Give the text."""
        yield Static(self._told, id="reading")

    @property
    def room(self) -> int:
        """Return how many columns a line of it may have."""
        return self.query_one("#reading", Static).size.width or LEAST

    def show(self, told: RenderableType) -> None:
        """Show another text."""
        self.query_one("#reading", Static).update(told)


def keys_shown() -> RenderableType:
    """Return what each key does."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for key, meaning in KEYS:
        grid.add_row(Text(key, "bold"), Text(meaning))
    return grid


class Picking(Window[str]):
    """A watchlist to be picked; the answer is its name, empty for all."""

    AUTO_FOCUS = "OptionList"
    heading = "Show alerts for"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def parts(self) -> ComposeResult:
        """Give the names."""
        shown = (Text(line(name, LONGEST)) for name in self._names)
        yield OptionList(Option(EVERY_LIST), *map(Option, shown))

    def on_option_list_option_selected(self, picked: OptionList.OptionSelected) -> None:
        """Answer with the name that was picked."""
        _ = self.dismiss(self._names[picked.option_index - 1] if picked.option_index else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A silence that is wanted: what it matches, for how long, and why."""

    matcher: str
    duration: str
    comment: str


class Silencing(Window[Wanted]):
    """What to silence, for how long, and why."""

    AUTO_FOCUS = "#comment"
    heading = "Silence"

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        """`choices`: what may be silenced, each in words and as a matcher; at least one."""
        super().__init__()
        self._choices = choices

    def parts(self) -> ComposeResult:
        """Give the choices, and the lines to be filled in."""
        yield OptionList(*(Option(Text(line(words, LONGEST))) for words, _ in self._choices))
        yield Vertical(
            Label("For how long (30m, 8h, 2d)"),
            Input(USUAL_LENGTH, id="duration"),
            Label("Why, for who wonders where alerts are"),
            Input(id="comment"),
            Label("enter silences, tab goes on to the next field", id="fault"),
        )

    def on_mount(self) -> None:
        """Choose the first of the choices, and let nothing blink."""
        self.query_one(OptionList).highlighted = 0
        for given in self.query(Input):
            given.cursor_blink = False

    def on_option_list_option_selected(self) -> None:
        """Go on to what is to be filled in."""
        self.query_one("#comment", Input).focus()

    def on_input_submitted(self) -> None:
        """Answer, if all is given; else say what is missing."""
        duration = self.query_one("#duration", Input).value.strip()
        comment = self.query_one("#comment", Input).value.strip()
        fault = _fault(duration, comment)
        if fault is not None:
            said = self.query_one("#fault", Label)
            said.update(Text(fault, "bold"))
            said.add_class("wrong")
            return
        matcher = self._choices[self.query_one(OptionList).highlighted or 0][1]
        _ = self.dismiss(Wanted(matcher=matcher, duration=duration, comment=comment))


def _fault(duration: str, comment: str) -> str | None:
    try:
        length(duration)
    except (ValueError, OverflowError) as error:
        return str(error)
    return None if comment else "say why"
