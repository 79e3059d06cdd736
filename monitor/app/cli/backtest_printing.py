"""How `monitor backtest` shows a replay to a reader."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

import rich_click as click

from monitor.alert.record import Record
from monitor.alert.render.harmless import line
from monitor.app.backtesting.summing import Asked, Bin, Tally, bins
from monitor.app.cli.backtest_running import Outcome
from monitor.app.cli.base import print_table
from monitor.model.moment import rfc3339

WIDTH = 48
"""Characters of a line of bars."""
ROWS = 21
"""Rows of the table by days: a longer time is shown by several days each."""
_BARS = "·▁▂▃▄▅▆▇█"
_LONGEST = 200


def print_summary(outcome: Outcome) -> None:
    """Print what was read and judged, and what each watchlist would have told."""
    tally = outcome.tally
    for told in _head(outcome):
        click.echo(told)
    if not tally.asked:
        return
    click.echo()
    print_table(
        "Alerts by watchlist", _COLUMNS, (_row(n, a, tally) for n, a in tally.asked.items())
    )
    if tally.alerts:
        _print_days(tally)
        for name, asked in tally.asked.items():
            _print_samples(name, asked)


def _head(outcome: Outcome) -> Iterator[str]:
    tally, seconds = outcome.tally, max(outcome.seconds, 0.01)
    rate = f"{tally.articles / seconds:,.0f} articles a second"
    how = f"{seconds:.1f} s, {rate}" + (", judged before" if outcome.kept else "")
    told = f"{counted_with(tally.articles, 'article', 'articles')}{_span(tally)}"
    yield f"{told}{as_of_words(outcome.as_of)}: {how}"
    yield (
        f"{tally.likeness['copy']:,} copies, {tally.likeness['revision']:,} revisions; of the "
        f"mentions {_verdicts(tally)}"
    )
    yield f"{counted_with(tally.alerts, 'alert', 'alerts')} in all"


def counted_with(number: int, one: str, many: str) -> str:
    """Return the number with thousands set apart, and its noun."""
    return f"{number:,} {one if number == 1 else many}"


def as_of_words(as_of: datetime | None) -> str:
    """Return up to when an archive was read, as it follows figures; nothing for None."""
    return "" if as_of is None else f", as of {as_of:%H:%M} UTC"


def _span(tally: Tally) -> str:
    if tally.first is None or tally.last is None:
        return ""
    return f" from {tally.first.date()} to {tally.last.date()}"


def _verdicts(tally: Tally) -> str:
    order = ("new", "update", "contested", "known", "background", "hold")
    told = [f"{tally.verdicts[word]:,} {word}" for word in order if tally.verdicts[word]]
    return ", ".join(told) or "none"


_COLUMNS = ("Watchlist", "Alerts", "A day", "Most", "Kinds", "Over time")


def _row(name: str, asked: Asked, tally: Tally) -> tuple[str, ...]:
    days = tally.days
    most = max(asked.days.values(), default=0)
    shown = bins(days, WIDTH)
    return (
        name,
        f"{asked.alerts:,}",
        f"{asked.alerts / max(len(days), 1):.1f}",
        str(most),
        ", ".join(f"{count} {kind}" for kind, count in asked.kinds.most_common()) or "–",
        sparkline([one.count(asked.days) for one in shown]),
    )


def sparkline(counts: list[int]) -> str:
    """Return the counts as bars of one character each; the highest fills its line, 0 is a dot."""
    top = max(counts, default=0)
    if not top:
        return ""
    steps = len(_BARS) - 1
    return "".join(_BARS[-(-count * steps // top)] for count in counts)


def _print_days(tally: Tally) -> None:
    shown = bins(tally.days, ROWS)
    rows = [
        (_bin_words(one), *(f"{one.count(asked.days) or '–'}" for asked in tally.asked.values()))
        for one in shown
    ]
    title = "Alerts by day" if shown[0].first == shown[0].last else "Alerts over time"
    click.echo()
    print_table(title, ("Day" if title == "Alerts by day" else "Days", *tally.asked), rows)


def _bin_words(one: Bin) -> str:
    return str(one.first) if one.first == one.last else f"{one.first} – {one.last}"


def _print_samples(name: str, asked: Asked) -> None:
    if not asked.samples:
        return
    click.echo()
    click.secho(line(f"The last of {name}", _LONGEST), bold=True)
    for alert in asked.samples:
        outlet = alert.evidence[0].outlet if alert.evidence else None
        told = f"{alert.at.date()} {alert.kind}: {alert.summary}"
        click.echo(line(f"  {told}" if outlet is None else f"  {told} ({outlet})", _LONGEST))


def summary_record(outcome: Outcome) -> Record:
    """Return the figures as one record."""
    tally = outcome.tally
    return {
        "kind": "summary",
        "articles": tally.articles,
        "first": str(tally.first.date()) if tally.first else None,
        "last": str(tally.last.date()) if tally.last else None,
        "copies": tally.likeness["copy"],
        "revisions": tally.likeness["revision"],
        "verdicts": dict(sorted(tally.verdicts.items())),
        "alerts": tally.alerts,
        "seconds": round(outcome.seconds, 3),
        "kept": outcome.kept,
        "as_of": rfc3339(outcome.as_of) if outcome.as_of else None,
        "watchlists": {name: _asked_record(asked) for name, asked in tally.asked.items()},
    }


def _asked_record(asked: Asked) -> Record:
    return {
        "alerts": asked.alerts,
        "kinds": dict(asked.kinds),
        "days": _by_day(asked.days),
        "sample": [{"id": a.id, "summary": a.summary} for a in asked.samples],
    }


def _by_day(days: Mapping[date, int]) -> dict[str, int]:
    return {str(day): count for day, count in sorted(days.items())}
