"""`monitor silence`: alerts that are not to be told for a while."""

from pathlib import Path
from typing import TypedDict, Unpack

import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.adapters.person import login_name
from monitor.alert.silence import check_room, new_silence
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    complain,
    configuration,
    counted,
    examples,
    print_json,
    print_table,
)
from monitor.app.cli.looking import View, look
from monitor.app.cli.moments import length, to_come
from monitor.app.cli.silence_printing import (
    COLUMNS,
    minute,
    silence_row,
    state_of,
    told,
)
from monitor.app.silencing import Matched, doubts, matcher_of, matching
from monitor.errors import UsageError
from monitor.model.restraint import Silence

ENDED = click.option("--ended", is_flag=True, help="Those too that ended within a month.")


class Wanted(TypedDict):
    """The silence as it was asked for."""

    until: str | None
    duration: str | None
    start: str | None
    comment: str
    author: str | None


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "monitor silence",
        'monitor silence add watchlist=ukraine --for 8h --comment "the summit is ours"',
        "monitor silence expire 3f2a",
    ),
)
@FOLDER
@AS_JSON
@ENDED
@click.pass_context
def silence(context: click.Context, folder: Path | None, as_json: bool, ended: bool) -> None:
    """Hold alerts back for a while, see what is held back, or end it.

    Nothing is lost: what a silence holds goes on its way when it ends.
    """
    asked = {"folder": folder, "as_json": as_json}
    context.default_map = {
        **dict.fromkeys(silence.commands, asked),
        "list": {"ended": ended} | asked,
    }
    if context.invoked_subcommand is None:
        context.invoke(list_silences, folder=folder, as_json=as_json, ended=ended)


@silence.command(
    "add",
    epilog=examples(
        "monitor silence add watchlist=ukraine --for 8h --comment 'known for the night'",
        "monitor silence add 'actor!=russia' receiver=desk --until 2025-12-21 --comment '…'",
        "monitor silence add 'summary=*grain*' --from 2h --for 1d --comment 'the desk is closed'",
    ),
)
@click.argument("matchers", metavar="MATCHER…", nargs=-1, required=True)
@click.option("--until", metavar="WHEN", help="Its end: 2025-12-21 (the whole day), …T09:30Z, 8h.")
@click.option("--for", "duration", metavar="DURATION", help="How long it holds: 30m, 8h, 2d.")
@click.option("--from", "start", metavar="WHEN", help="Its start. Default: now.")
@click.option("--comment", required=True, metavar="TEXT", help="Why.")
@click.option("--author", metavar="NAME", help="Who wants it. Default: your login name.")
@FOLDER
@AS_JSON
def add_silence(
    matchers: tuple[str, ...], folder: Path | None, as_json: bool, **wanted: Unpack[Wanted]
) -> None:
    """Hold alerts back that all MATCHERs match, until a moment or for a length of time.

    MATCHER is ASPECT=PATTERN, or ASPECT!=PATTERN where none may be so. In a pattern * stands for
    any text, and the case of letters counts nothing. Aspects: watchlist, receiver, type, actor
    (with those that are of it), development, kind, severity, outlet, source, summary. Moments
    without a zone are UTC.
    """
    settings = configuration(folder)
    made = _made(matchers, wanted)
    for doubt in doubts(made.matchers, settings):
        complain(f"warning: {doubt}")

    async def keep(view: View) -> Matched:
        check_room(await view.silences.kept(), view.clock.now())
        await view.silences.add(made)
        return await matching(view.ledger, made, settings, view.clock.now())

    waiting = look(settings, keep)
    if as_json:
        counts = {"matching": waiting.count, "matching_is_all": waiting.is_all}
        print_json([told(made, made.created) | counts])
        return
    begins = f"from {minute(made.start)} " if made.start > made.created else ""
    click.echo(f"{made.id} holds {begins}until {minute(made.until)} UTC")
    number = counted(waiting.count, "delivery", "deliveries")
    click.echo(f"matched of what waits now: {'' if waiting.is_all else 'at least '}{number}")


def _made(matchers: tuple[str, ...], wanted: Wanted) -> Silence:
    """Return the silence that is wanted; raises `UsageError`."""
    now = SystemClock().now()
    if (wanted["until"] is None) == (wanted["duration"] is None):
        raise UsageError("say either --until WHEN or --for DURATION")
    try:
        start = to_come(wanted["start"], now, day_ends=False) if wanted["start"] else now
        if wanted["duration"] is not None:
            until = start + length(wanted["duration"])
        else:
            until = to_come(wanted["until"] or "", now, day_ends=True)
    except (ValueError, OverflowError) as error:
        raise UsageError(str(error)) from error
    if not wanted["comment"].strip():
        raise UsageError("--comment: say why, for who wonders where alerts are")
    return new_silence(
        tuple(map(matcher_of, matchers)),
        start,
        until,
        author=wanted["author"] or login_name(),
        comment=wanted["comment"].strip(),
        now=now,
    )


@silence.command("list")
@ENDED
@FOLDER
@AS_JSON
def list_silences(folder: Path | None, as_json: bool, ended: bool) -> None:
    """Show the silences that hold, and those to come, latest end first."""

    async def all_kept(view: View) -> tuple[Silence, ...]:
        return await view.silences.kept()

    kept, now = look(configuration(folder), all_kept), SystemClock().now()
    found = [one for one in kept if ended or state_of(one, now) != "ended"]
    if as_json:
        print_json(told(one, now) for one in found)
        return
    title = counted(len(found), "silence", "silences")
    print_table(title, COLUMNS, [silence_row(one, now) for one in found])


@silence.command("expire")
@click.argument("name", metavar="ID")
@FOLDER
@AS_JSON
def expire_silence(name: str, folder: Path | None, as_json: bool) -> None:
    """End the silence ID now (its first letters suffice), and send what it held.

    What another silence matches, or quiet hours hold, stays held for that.
    """

    async def end(view: View) -> tuple[Silence, bool]:
        one = _named(name, await view.silences.kept())
        was_over = one.until <= view.clock.now()
        await view.silences.expire(one.id)
        return one, was_over

    one, was_over = look(configuration(folder), end)
    if as_json:
        print_json([{"id": one.id, "expired": not was_over}])
    elif was_over:
        click.echo(f"{one.id} had ended at {minute(one.until)} UTC")
    else:
        click.echo(f"{one.id} has ended; what it held goes on its way")


def _named(start: str, kept: tuple[Silence, ...]) -> Silence:
    """Return the one silence whose id begins so; raises `UsageError`."""
    found = [one for one in kept if one.id == start] or [
        one for one in kept if start and one.id.startswith(start)
    ]
    if not found:
        raise UsageError(f"there is no silence {start}; `monitor silence list --ended` shows all")
    if len(found) > 1:
        told = ", ".join(one.id for one in found)
        raise UsageError(f"several silences begin with {start}: {told}; write more of it")
    return found[0]
