"""The page of a replay. Every word of a stranger stands in it as text: escaped, without controls,
cut where it is long; links lead to web pages only, and nothing is loaded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import islice

from monitor.alert.date_words import moment_words
from monitor.alert.render.harmless import line
from monitor.app.backtesting.board import Board
from monitor.app.backtesting.differing import Diff, Difference, Way
from monitor.app.backtesting.report.charts import Bar, bars, legend
from monitor.app.backtesting.report.entries import entry, folded, listed, tag
from monitor.app.backtesting.report.style import SHEET
from monitor.app.backtesting.summing import Bin, Tally, bins
from monitor.model.alert import Alert

MOST_BARS = 60
MOST_SHOWN = 2_000
"""Alerts and differences that a page holds: what is left out is said."""
KINDS = ("new", "update", "confirmed", "contested", "overdue")
_LONGEST = 200
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a page tells; `sides` name what the differences are between, `as_of` is up to when an
    archive that grows was read.
    """

    tally: Tally
    board: Board
    made: datetime
    as_of: datetime | None = None
    diff: Diff | None = None
    sides: tuple[str, str] = ("", "")


def page(report: Report) -> Iterator[str]:
    """Yield the page, part by part: it may be long."""
    tally = report.tally
    names = tuple(tally.asked)
    yield _head(report)
    yield _tiles(tally)
    yield from _charts(report)
    if report.diff is not None:
        yield from _differences(report.diff, report.sides)
    yield from _alerts(report, names)
    yield "</main></body></html>\n"


def _head(report: Report) -> str:
    tally = report.tally
    span = ""
    if tally.first is not None and tally.last is not None:
        span = f"Articles from {tally.first.date()} to {tally.last.date()}. "
    if report.as_of is not None:
        span += f"The archive as of {escape(moment_words(report.as_of))}. "
    rules = "".join(
        f"body:has(#w{n}:checked) .listed:not(.w{n}){{display:none}}"
        for n in range(len(tally.asked))
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">'
        f"<title>Alerts of a backtest</title><style>{SHEET}{rules}</style></head>\n<body><main>\n"
        "<h1>What would have been told</h1>"
        f'<p class="soft">{span}Made {escape(moment_words(report.made))} by monitor backtest: '
        "nothing of it was delivered.</p>\n"
    )


def _tiles(tally: Tally) -> str:
    days = max(len(tally.days), 1)
    told = (
        (tally.articles, "articles"),
        (tally.likeness["copy"], "copies of others"),
        (tally.verdicts["background"], "told as history"),
        (tally.alerts, "alerts"),
        (f"{tally.alerts / days:.1f}", "alerts a day"),
        (len(tally.asked), "watchlists"),
    )
    items = "".join(
        f"<li><b>{value if isinstance(value, str) else f'{value:,}'}</b><span>{name}</span></li>"
        for value, name in told
    )
    return f'<ul class="tiles">{items}</ul>\n'


def _charts(report: Report) -> Iterator[str]:
    """Yield a chart a watchlist, and all figures as a table."""
    tally = report.tally
    shown = bins(tally.days, MOST_BARS)
    counts = _counts(report.board, tally)
    yield "<h2>Alerts over time</h2>"
    yield legend(kind for kind in KINDS if any(c.kinds[kind] for c in tally.asked.values()))
    for name, asked in tally.asked.items():
        heading = escape(line(name, _LONGEST))
        rate = asked.alerts / max(len(tally.days), 1)
        yield (
            f'<h3>{heading}</h3><p class="soft">{asked.alerts:,} alerts, {rate:.1f} a day, '
            f"{max(asked.days.values(), default=0):,} on the busiest day; {_each_words(shown)}</p>"
        )
        drawn = [
            Bar(
                label=_bin_words(one),
                parts=tuple((kind, one.count(counts[name, kind])) for kind in KINDS),
            )
            for one in shown
        ]
        ends = (str(shown[0].first), str(shown[-1].last)) if shown else ("", "")
        yield bars(drawn, title=f"Alerts of {name} over time", ends=ends)
    yield _table(tally, shown)


def _counts(board: Board, tally: Tally) -> dict[tuple[str, str], Counter[date]]:
    counts: dict[tuple[str, str], Counter[date]] = {
        (name, kind): Counter() for name in tally.asked for kind in KINDS
    }
    for alert in board:
        for name in alert.watchlists:
            counts[name, str(alert.kind)][alert.at.date()] += 1
    return counts


def _table(tally: Tally, shown: Iterable[Bin]) -> str:
    heads = "".join(f"<th>{escape(line(name, _LONGEST))}</th>" for name in tally.asked)
    rows = "".join(
        f"<tr><td>{_bin_words(one)}</td>"
        + "".join(f"<td>{one.count(a.days) or '–'}</td>" for a in tally.asked.values())
        + "</tr>"
        for one in shown
    )
    return (
        '<details><summary>The figures as a table</summary><div class="wide"><table>'
        f"<thead><tr><th>Days</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        "</details>\n"
    )


def _bin_words(one: Bin) -> str:
    return str(one.first) if one.first == one.last else f"{one.first} – {one.last}"


def _each_words(shown: Sequence[Bin]) -> str:
    """Return how long a time each bar stands for."""
    days = (shown[0].last - shown[0].first).days + 1 if shown else 1
    return "each bar is a day" if days == 1 else f"each bar is {days} days"


def _differences(found: Diff, sides: tuple[str, str]) -> Iterator[str]:
    old, new = (escape(line(side, _LONGEST)) for side in sides)
    figures = ", ".join(f"{len(found.of(way)):,} {way}" for way in Way)
    yield "<h2>What differs</h2>"
    yield f'<p>{old} → {new}</p><p class="soft">{figures}, {found.same:,} the same</p>'
    for way in Way:
        differences = found.of(way)
        if differences:
            yield f"<h3>{str(way).capitalize()}: {len(differences):,}</h3>"
            yield from map(_difference, differences[:MOST_SHOWN])
            yield _left_out(len(differences))


def _difference(one: Difference) -> str:
    return entry(one.alert, before=tag(str(one.way)), below=listed(one.why))


def _alerts(report: Report, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the last alerts, newest first, with what chooses those of one watchlist."""
    total = len(report.board)
    yield "<h2>All alerts</h2>"
    if len(names) > 1:
        yield _choice(names)
    alerts: Iterable[Alert] = islice(report.board, max(total - MOST_SHOWN, 0), None)
    for alert in reversed(tuple(alerts)):
        classes = " ".join(f"w{names.index(name)}" for name in alert.watchlists)
        yield entry(alert, classes=f"listed {classes}", below=folded(alert.why))
    yield _left_out(total)


def _choice(names: tuple[str, ...]) -> str:
    every = '<input type="radio" name="w" id="all" checked><label for="all">All</label>'
    told = "".join(
        f'<input type="radio" name="w" id="w{n}"><label for="w{n}">'
        f"{escape(line(name, _LONGEST))}</label>"
        for n, name in enumerate(names)
    )
    return f'<fieldset class="choice" aria-label="Watchlist">{every}{told}</fieldset>\n'


def _left_out(total: int) -> str:
    if total <= MOST_SHOWN:
        return ""
    more = total - MOST_SHOWN
    return f'<p class="soft">{more:,} more are not shown here; with --json all are written.</p>'
