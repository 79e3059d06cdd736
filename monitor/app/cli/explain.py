"""`monitor explain`: the road of an article, and what watchlists nearly wanted."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import rich_click as click
from rich.console import Console

from monitor.app.cli.base import AS_JSON, FOLDER, LIMIT, configuration, examples, print_json
from monitor.app.cli.explain_lines import road_lines
from monitor.app.cli.explain_near import missed_lines
from monitor.app.cli.explain_printing import print_lines
from monitor.app.cli.looking import View, look
from monitor.app.cli.moments import SINCE
from monitor.app.cli.watchlists_naming import known_watchlist
from monitor.app.config.settings import Configuration
from monitor.app.explain.explaining import Explaining
from monitor.app.explain.facts import Road
from monitor.app.explain.marking import tools_in
from monitor.app.explain.near import Missed, last_week, missed, near_record
from monitor.app.explain.record import road_record
from monitor.errors import UsageError


class Asked(TypedDict):
    """What is to be explained."""

    target: str | None
    afresh: bool
    watchlist: str | None
    near: bool
    since: datetime | None
    limit: int


@click.command(
    epilog=examples(
        "monitor explain https://harbour.example/norway-sends-generators",
        "monitor explain 3f2a91 --json",
        "monitor explain --watchlist ukraine --near --since 7d",
    )
)
@click.argument("target", required=False, metavar="[URL|ARTICLE|ALERT]")
@FOLDER
@AS_JSON
@click.option("--now", "afresh", is_flag=True, help="Read the page now, and judge it as it is now.")
@click.option("--watchlist", metavar="NAME", help="Show what this watchlist alone made of it.")
@click.option("--near", is_flag=True, help="Show what the watchlist missed by one condition.")
@SINCE
@LIMIT
def explain(folder: Path | None, as_json: bool, **asked: Unpack[Asked]) -> None:
    """Tell the road of an article: who listed it and when, what its server said, what was read and
    judged, which watchlists wanted it and at which condition others did not, and what became of
    each alert.

    The target is a URL, the id of an article, or the first letters of the id of an alert. It tells
    what happened then, not what would happen today. A page that was never seen is read now and
    judged against what is known; nothing of it is stored or sent.

    With --near: the latest developments that the watchlist would have been told, had one condition
    held, with that condition and the sentence (of the last 7 days up to the latest, or --since).
    """
    settings = configuration(folder)
    known_watchlist(asked["watchlist"], settings)
    if asked["near"]:
        _near(settings, asked, as_json=as_json)
        return
    target = asked["target"]
    if target is None:
        raise UsageError(
            "say what to explain: a URL, the id of an article or an alert, or --watchlist NAME"
            " --near"
        )
    road = look(settings, lambda view: _road(view, settings, target, afresh=asked["afresh"]))
    road = _narrowed(road, asked["watchlist"])
    if as_json:
        print_json([road_record(road)])
        return
    console = Console(highlight=False)
    print_lines(road_lines(road, coloured=console.is_terminal), console)


async def _road(view: View, settings: Configuration, target: str, *, afresh: bool) -> Road:
    explaining = Explaining(view=view, configuration=settings, tools_in=tools_in(settings))
    return await explaining.road(target, afresh=afresh)


def _narrowed(road: Road, watchlist: str | None) -> Road:
    """Return the road with the answers of one watchlist, or of all for None."""
    if watchlist is None or road.trace is None:
        return road
    decisions = tuple(
        replace(one, hearings=tuple(h for h in one.hearings if h.watchlist == watchlist))
        for one in road.trace.decisions
    )
    return replace(road, trace=replace(road.trace, decisions=decisions))


def _near(settings: Configuration, asked: Asked, *, as_json: bool) -> None:
    watchlist = asked["watchlist"]
    if watchlist is None or asked["target"] is not None:
        raise UsageError("--near wants --watchlist NAME, and no target")

    async def read(view: View) -> tuple[datetime, tuple[Missed, ...]]:
        since = asked["since"] or await last_week(view, watchlist)
        return since, await missed(view, watchlist, since=since, limit=asked["limit"])

    since, found = look(settings, read)
    if as_json:
        print_json([near_record(watchlist, since, found)])
        return
    console = Console(highlight=False)
    print_lines(missed_lines(watchlist, since, found), console)
