"""The screen of `monitor status`: what needs somebody first, then a row or a few for each part."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import rich_click as click
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.alert.render.harmless import line
from monitor.app.cli.alerts_printing import ROOMY
from monitor.app.cli.base import counted
from monitor.app.cli.receivers_printing import Stand, state_words, waiting_words, way_words
from monitor.app.config.settings import Configuration
from monitor.app.telemetry.redaction import redacted
from monitor.app.watching.needs import NOT_RUNNING, Need
from monitor.app.watching.overview import Overview
from monitor.model.health import Standing, span_words
from monitor.model.watchlist import Severity

MOST_AILING, MOST_RECEIVERS, MOST_NODES = 3, 4, 3
LONGEST = 600
"""Characters of one row: more than any terminal is wide."""
PIPED = 4 * LONGEST
"""Columns of a line that goes to a program: more than any row needs."""
LABEL = 9
ON_TIME = timedelta(seconds=5)
"""So late a poll may be: nodes look for those that are due once a second."""
WIDEST = 48
"""Characters of a column beside others."""
_GOOD, _BAD, _DOUBT, _FAINT = "green", "bold red", "yellow", "dim"
_URGENT = {Severity.HIGH: "yellow", Severity.CRITICAL: "bold red"}
Row = tuple[str, RenderableType]


def print_status(seen: Overview, needs: Sequence[Need]) -> None:
    """Print the screen: at most 24 lines of 80 columns where all is well."""
    console = _console()
    _print(status_screen(seen, needs, width=console.width, cut=console.is_terminal), console)


def print_never_ran(settings: Configuration) -> None:
    """Print that there is no daemon, and never was one on this state folder."""
    console = _console()
    told = f"Nothing was stored yet in {settings.state_dir}."
    shown = (
        Text("monitor is not running", _BAD),
        _need(NOT_RUNNING, console.width),
        Text(line(told, LONGEST), _FAINT),
    )
    _print(Group(*shown), console)


def _console() -> Console:
    """Return what is printed on: a terminal as it is, or a pipe, in which no line is broken."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPED)


def _print(shown: RenderableType, console: Console) -> None:
    """Print it; into a pipe without the blanks that columns end in."""
    if console.is_terminal:
        console.print(shown)
        return
    with console.capture() as captured:
        console.print(shown)
    for row in captured.get().splitlines():
        click.echo(row.rstrip())


def status_screen(
    seen: Overview, needs: Sequence[Need], *, width: int, cut: bool
) -> RenderableType:
    """Return the screen; where it is `cut`, what does not fit its row ends in `…`."""
    grid = _grid(LABEL)
    for label, told in _rows(seen, roomy=width >= ROOMY, cut=cut):
        grid.add_row(Text(label, "bold"), _cut(told) if cut and isinstance(told, Text) else told)
    return Group(heading(seen, needs), *(_need(n, width) for n in needs), Text(), grid)


def _cut(told: Text) -> Text:
    """Return the text such that what does not fit its row is left out."""
    told.no_wrap, told.overflow = True, "ellipsis"
    return told


def _grid(*widths: int) -> Table:
    """Return a table without lines: columns of these widths, and one that takes what is left."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for width in widths:
        grid.add_column(width=width, no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def heading(seen: Overview, needs: Sequence[Need]) -> Text:
    """Return in a line whether a daemon runs, since when, and whether all is well."""
    started = [node.started for node in seen.nodes if node.started is not None]
    if not seen.nodes:
        return Text("monitor is not running; below is how it was left", _BAD)
    since = ""
    if started:
        first = min(started)
        since = f" since {moment_words(first, seen.now)} UTC ({span_words(seen.now - first)})"
    if needs:
        number = counted(len(needs), "thing needs", "things need")
        return Text.assemble(f"monitor runs{since}; ", (f"{number} somebody", _BAD))
    return Text.assemble(f"monitor runs{since}; ", ("all is well", f"bold {_GOOD}"))


def _need(need: Need, width: int) -> RenderableType:
    """Return what is wrong, and what to do: on the same line if there is room."""
    what = line(need.what, LONGEST)
    is_short = len(what) + len(need.do) + 6 <= width
    told = Text.assemble(what, " " if is_short else "\n", "→ ", (need.do, "bold"))
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text("!", _BAD), told)
    return grid


def _rows(seen: Overview, *, roomy: bool, cut: bool) -> Iterator[Row]:
    yield from _labelled("Nodes", _nodes(seen))
    yield from _labelled("Config", config_rows(seen))
    yield from _labelled("Sources", sources_rows(seen))
    yield from _labelled("Queue", [queue_row(seen)])
    yield from _labelled("Alerts", _alerts(seen, roomy=roomy, cut=cut))
    yield from _labelled("Receivers", receivers_rows(seen, roomy=roomy, cut=cut))
    yield from _labelled("Store", [store_row(seen)])


def _labelled(label: str, told: Iterable[RenderableType]) -> Iterator[Row]:
    for number, row in enumerate(told):
        yield ("" if number else label), row


def _nodes(seen: Overview) -> Iterator[Text]:
    if not seen.nodes:
        yield Text("none gave a sign of life within 30 seconds", _FAINT)
    for node in seen.nodes[::-1][:MOST_NODES]:
        version = node.facts.get("version")
        told = [node.name, *([f"version {version}"] if version else [])]
        if node.started is not None:
            told.append(f"since {moment_words(node.started, seen.now)}")
        yield _text(f"{', '.join(told)}, heard of {span_words(seen.now - node.at)} ago")
    if len(seen.nodes) > MOST_NODES:
        yield Text(f"and {len(seen.nodes) - MOST_NODES} more", _FAINT)


def config_rows(seen: Overview) -> Iterator[Text]:
    """Give the configuration in force, and how much it has of each kind."""
    state = seen.config
    if state is None:
        yield Text("no node tells which is in force", _FAINT)
        return
    counts = ", ".join(
        counted(number, what.removesuffix("s"), what) for what, number in state.counts.items()
    )
    reloads = f", reloaded {counted(state.reloads, 'time', 'times')}" if state.reloads else ""
    yield _text(
        f"{state.folder} ({state.digest}) since {moment_words(state.since, seen.now)}{reloads}"
    )
    yield _text(counts, _FAINT)


def sources_rows(seen: Overview) -> Iterator[Text]:
    """Give how many sources are in each state, and the worst of them."""
    sources = seen.sources
    if not sources.states:
        yield Text("none", _FAINT)
        return
    trouble = {str(state) for state in Standing if state.is_trouble}
    parts = [
        (f"{number} {state}", _DOUBT if state in trouble else _GOOD if state == "fresh" else "")
        for state, number in sources.states.items()
    ]
    yield Text(", ").join(Text(*part) for part in parts)
    widest = max((len(str(a.health.state)) for a in sources.ailing[:MOST_AILING]), default=0)
    for ailing in sources.ailing[:MOST_AILING]:
        health = ailing.health
        span = span_words(seen.now - health.since)
        told = line(redacted(f"{ailing.id} for {span}: {health.why}"), LONGEST)
        yield Text.assemble((f"{health.state!s:{widest}}  ", _DOUBT), told)
    if sources.trouble > MOST_AILING:
        more = sources.trouble - MOST_AILING
        yield Text(f"and {more} more: `monitor sources` tells of all", _FAINT)


def queue_row(seen: Overview) -> Text:
    """Return what waits to be read, and how late polls are."""
    waiting, now = seen.waiting, seen.server.now
    told = ["nothing waits to be read"]
    if waiting.finds:
        oldest = f", the first for {span_words(now - waiting.oldest)}" if waiting.oldest else ""
        told = [f"{counted(waiting.finds, 'article waits', 'articles wait')}{oldest}"]
    counts = (
        (waiting.in_hand, "in hand"),
        (waiting.later, "later"),
        (waiting.given_up, "given up"),
    )
    told += [f"{number} {what}" for number, what in counts if number]
    if seen.nodes:
        late = now - waiting.due if waiting.due is not None else ON_TIME
        told.append("polls on time" if late <= ON_TIME else f"polls {span_words(late)} late")
    return Text(", ".join(told))


def _alerts(seen: Overview, *, roomy: bool, cut: bool) -> Iterator[RenderableType]:
    if not seen.alerts:
        yield Text("none yet", _FAINT)
        return
    rows = [
        (
            Text(moment_words(alert.at, seen.now)),
            Text(str(alert.kind)),
            Text(str(alert.severity), _URGENT.get(alert.severity, "")),
            *([_text(", ".join(alert.watchlists), _FAINT)] if roomy else []),
            _text(alert.summary),
        )
        for alert in seen.alerts
    ]
    yield _table(rows, cut=cut)


def _table(rows: Sequence[Sequence[Text]], *, cut: bool) -> Table:
    """Return the rows with their columns aligned; the last takes what is left."""
    widths = [
        max(min(cell.cell_len, WIDEST) for cell in column) for column in zip(*rows, strict=True)
    ]
    grid = _grid(*widths[:-1])
    for row in rows:
        grid.add_row(*row[:-1], _cut(row[-1]) if cut else row[-1])
    return grid


def receivers_rows(seen: Overview, *, roomy: bool, cut: bool) -> Iterator[RenderableType]:
    """Give how receivers do, those in trouble first."""
    if not seen.receivers:
        yield Text("not known: monitor.yaml is wrong" if seen.faults else "none", _FAINT)
        return
    stands = [
        Stand(receiver=s.receiver, reception=s.reception, now=seen.now) for s in seen.receivers
    ]
    ordered = sorted(stands, key=lambda s: (not s.is_paused, not s.is_open, not s.reception.dead))
    yield _table([_receiver(stand, roomy=roomy) for stand in ordered[:MOST_RECEIVERS]], cut=cut)
    if len(stands) > MOST_RECEIVERS:
        more = len(stands) - MOST_RECEIVERS
        yield Text(f"and {more} more: `monitor receivers` tells of all", _FAINT)
    if seen.silences:
        number = counted(seen.silences, "silence holds", "silences hold")
        yield Text(f"{number} alerts back: `monitor silence` tells which", _FAINT)


def _receiver(stand: Stand, *, roomy: bool) -> tuple[Text, ...]:
    dead = stand.reception.dead
    ways = [_text(way_words(stand.receiver.target), _FAINT)] if roomy else []
    waits = waiting_words(stand).replace("nothing", "nothing waits")
    style = _BAD if stand.is_paused else _DOUBT if stand.is_open or dead else ""
    told = f"{waits}, {dead} dead" if dead else waits
    return _text(stand.receiver.name), *ways, _text(state_words(stand), style), _text(told)


def store_row(seen: Overview) -> Text:
    """Return how the store does, and how large the archive is."""
    server = seen.server
    most = f" of {size_words(server.most)}" if server.most else ""
    told = [f"{server.name} {server.version}", f"{size_words(server.used)}{most} of memory"]
    if server.full is not None:
        told.append("takes no writes")
    if seen.free is not None:
        told.append(f"{size_words(seen.free)} of disk free")
    if seen.archive is not None:
        archive = seen.archive
        told.append(f"archive {size_words(archive.size)} of {size_words(archive.most)}")
    return Text(", ".join(told))


def size_words(size: int) -> str:
    """Return bytes as one says them: `640 kB`, `12 MB`, `1.2 GB`."""
    for unit, many in (("GB", 10**9), ("MB", 10**6)):
        if size >= many:
            number = size / many
            return f"{number:.1f} {unit}" if number < 10 else f"{number:,.0f} {unit}"
    return f"{round(size / 1000)} kB"


def moment_words(moment: datetime, now: datetime) -> str:
    """Return the moment as one reads it: the time of today, else with its day."""
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    if abs(now - moment).days < 300:
        return f"{moment:%d %b %H:%M}"
    return f"{moment:%Y-%m-%d}"


def _text(told: str, style: str = "") -> Text:
    return Text(line(told, LONGEST), style)
