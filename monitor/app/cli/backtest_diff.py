"""`monitor backtest --diff`: what would change with other watchlists, and why."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import rich_click as click

from monitor.alert.render.harmless import line
from monitor.app.backtesting.differing import Diff, Side, Way, diff
from monitor.app.backtesting.digest import run_digest
from monitor.app.backtesting.summing import Tally
from monitor.app.cli.backtest_printing import as_of_words
from monitor.app.cli.backtest_running import Outcome, replay
from monitor.app.cli.backtest_wish import Wish
from monitor.app.cli.base import configuration
from monitor.app.config.settings import Configuration
from monitor.errors import UsageError
from monitor.model.watchlist import Watchlist

SHOWN = 40
"""Alerts of each kind of difference that a reader is shown."""
_LONGEST = 300
_MARKS = {Way.GAINED: ("+", "green"), Way.LOST: ("-", "red"), Way.CHANGED: ("~", "yellow")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A side of a comparison: what it is called, its settings, and the watchlists to compare."""

    label: str
    settings: Configuration
    watchlists: tuple[Watchlist, ...]


def compared(wish: Wish, path: Path) -> tuple[Compared, Compared]:
    """Return both sides: the one at `path`, and the one named after it or in force.

    Raises `UsageError` if it is not clear with what a watchlist is to be compared.
    """
    new = wish.new
    if path.is_dir():
        force = configuration(new or wish.folder, () if new else wish.watchlists)
        named = str(new or "in force")
        return _whole(str(path), configuration(path)), _whole(named, force)
    old = _lists(wish, path)
    force = configuration(wish.folder, wish.watchlists)
    if new is not None:
        lists = _lists(wish, new)
    else:
        names = {one.name for one in old}
        lists = tuple(one for one in force.watchlists if one.name in names)
        if not lists:
            raise UsageError(
                f"no watchlist in force is named {' or '.join(sorted(names))}: "
                "name the one to compare with, as in --diff OLD.yaml NEW.yaml"
            )
    if len(old) == len(lists) == 1:
        old = (replace(old[0], name=lists[0].name),)
    return (
        Compared(label=str(path), settings=force, watchlists=old),
        Compared(label=str(new or "in force"), settings=force, watchlists=lists),
    )


def _whole(label: str, settings: Configuration) -> Compared:
    return Compared(label=label, settings=settings, watchlists=settings.watchlists)


def _lists(wish: Wish, path: Path) -> tuple[Watchlist, ...]:
    return configuration(wish.folder, (path.resolve(),)).watchlists


def compare(wish: Wish, path: Path) -> Outcome:
    """Return what the new side gives, and how it differs from the old one.

    Both are judged alike: all types are sought that either asks for.
    """
    before, after = compared(wish, path)
    both = (*before.watchlists, *after.watchlists)
    old, new = Side(before.watchlists, after.watchlists), Side(after.watchlists, before.watchlists)
    outcome = Outcome(board=new.board, tally=Tally(tuple(one.name for one in after.watchlists)))
    first, second = (replace(side.settings, watchlists=both) for side in (before, after))
    if run_digest(first, "") == run_digest(second, ""):
        replay(wish.run(second, wish.given(second)), outcome, old.tell, new.tell)
    else:
        aside = Outcome(board=old.board, tally=Tally(()))
        given = wish.given(first)
        if given.digest is None:
            raise UsageError("folders are compared on articles that can be read twice: name files")
        replay(wish.run(first, given), aside, old.tell)
        replay(wish.run(second, wish.given(second)), outcome, new.tell)
        outcome.seconds += aside.seconds
        outcome.as_of = min(filter(None, (aside.as_of, outcome.as_of)), default=None)
    outcome.diff = diff(old, new)
    outcome.sides = (before.label, after.label)
    return outcome


def print_diff(found: Diff, sides: tuple[str, str], as_of: datetime | None) -> None:
    """Print what differs, for a reader: what is gained, lost and changed, each with its reasons,
    and up to when the archive was read.
    """
    figures = ", ".join(f"{len(found.of(way)):,} {way}" for way in Way)
    click.secho(line(f"{sides[0]} → {sides[1]}", _LONGEST), bold=True)
    click.echo(f"{figures}, {found.same:,} the same{as_of_words(as_of)}")
    for way in Way:
        differences = found.of(way)
        mark, colour = _MARKS[way]
        if differences:
            click.echo()
            click.secho(f"{str(way).capitalize()}: {len(differences):,}", bold=True)
        for one in differences[:SHOWN]:
            outlet = one.alert.evidence[0].outlet if one.alert.evidence else None
            told = f"{one.alert.at.date()} {one.alert.kind}: {one.alert.summary}"
            shown = line(f"{told} ({outlet})" if outlet else told, _LONGEST)
            click.secho(f"{mark} {shown}", fg=colour)
            for why in one.why:
                click.echo(f"    {line(why, _LONGEST)}")
        if len(differences) > SHOWN:
            click.echo(f"… and {len(differences) - SHOWN:,} more: --json shows all")
