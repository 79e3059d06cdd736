"""How a road ended, in a word for programs and a sentence for people."""

from dataclasses import dataclass
from typing import assert_never

from monitor.app.explain.facts import Road, Target, Told
from monitor.model.article import Copy, Likeness, Revision
from monitor.model.page import Reason
from monitor.model.verdict import Decision, Trace
from monitor.model.visit import Outcome, Visit


@dataclass(frozen=True, slots=True)
class Result:
    """How a road ended: `word` is one of `told`, `held`, `silenced`, `copy`, `background`, `known`,
    `unwanted`, `withdrawn`, `nothing`, `unread`, `queued`, `unseen`, `source`, `robots`, or an
    `Outcome`.
    """

    word: str
    words: str


_PAGES = {
    Outcome.READ: "It was read as an article under another URL",
    Outcome.FOLLOWED: "It is a live blog, read entry by entry",
    Outcome.UNCHANGED: "Not read again: it says what it said when it was read",
    Outcome.NOT_MODIFIED: "Not read again: its server says that nothing changed",
    Outcome.PUT_OFF: "Not read yet: it could not be had, and is tried again",
    Outcome.UNAVAILABLE: "Not read: its page could not be had",
    Outcome.UNREADABLE: "Not read: its page holds nothing that can be read as an article",
    Outcome.WALLED: "Not read: a wall stands in the place of the article",
    Outcome.UNCONFIGURED: "Not read: its source was taken out of sources.yaml before its turn",
    Outcome.BURIED: "Given up: reading it never came to an end",
}
_MENTIONS = {
    "hold": Result(
        "held", "Not told yet: who gives is not named, so a second origin is waited for"
    ),
    "known": Result("known", "Not told: nothing in it differs from what was told before"),
    "background": Result("background", "Not told: it tells of this as background, not as news"),
}
_UNWANTED = Result("unwanted", "Not told: no watchlist wants it")
_PLACES = {"delivered": "to", "sending": "to", "queued": "for", "dead": "at", "withdrawn": "from"}


def result(road: Road) -> Result:
    """Return how the road ended."""
    match road.target:
        case Target.SOURCE:
            said = road.listing[0].state.said if road.listing else None
            last = f", which said last: {said.replace('_', ' ')}" if said else ", not asked yet"
            return Result("source", f"It is the address of a source{last}")
        case Target.ALERT | Target.BUNDLE:
            told = (road.alert,) if road.alert is not None else road.told
            return _of_alerts(told, tried=False)
        case Target.ARTICLE | Target.PAGE:
            return _of_article(road)
        case _:
            assert_never(road.target)


def _of_article(road: Road) -> Result:
    if road.trace is not None:
        return _of_trace(road, road.trace)
    if road.visit is not None:
        return _of_visit(road.visit)
    if road.waits:
        return Result("queued", "It was found and waits for its turn to be read")
    if road.seen is not None:
        return Result("unread", "Its URL counts as seen, but what came of it is no longer kept")
    return Result("unseen", "It was never seen: no source has listed it")


def _of_visit(visit: Visit) -> Result:
    if visit.reason is Reason.ROBOTS:
        return Result("robots", "Not read: the robots.txt of its host does not allow it")
    return Result(visit.outcome, _PAGES[visit.outcome])


def _of_trace(road: Road, trace: Trace) -> Result:
    if any(one.alerts for one in trace.decisions):
        return _of_alerts(road.told, tried=road.tried)
    if road.before:
        return _of_alerts(road.before, tried=road.tried)
    copy = _copied(trace.likeness)
    if copy is not None:
        return copy
    if not trace.decisions:
        return Result("nothing", "Not told: nothing in it is an act of a type that is sought")
    return _of_decisions(trace.decisions)


def _copied(likeness: Likeness) -> Result | None:
    if isinstance(likeness, Copy):
        return Result("copy", "Not told: it is a copy of an article that was read before")
    if isinstance(likeness, Revision) and not likeness.changed:
        return Result("copy", "Not told: all it says was said by an article that was read before")
    return None


def _of_decisions(decisions: tuple[Decision, ...]) -> Result:
    """Return the end of what was told to nobody: that of the mention that came farthest."""
    verdicts = {one.verdict for one in decisions}
    if verdicts - set(_MENTIONS):
        return _UNWANTED
    return next(found for verdict, found in _MENTIONS.items() if verdict in verdicts)


def _of_alerts(told: tuple[Told, ...], *, tried: bool) -> Result:
    """Return what became of the alerts, in one sentence for all receivers."""
    if tried:
        return _would_be(told)
    ends: dict[str, list[str]] = {}
    for delivery in (delivery for one in told for delivery in one.deliveries):
        why = f" ({delivery.reason})" if delivery.reason else ""
        ends.setdefault(f"{delivery.state}{why}", []).append(delivery.receiver)
    if not ends:
        return Result("told", "An alert was made, and no receiver is owed it")
    if all(end.startswith("held") for end in ends):
        word = "silenced" if set(ends) == {"held (silence)"} else "held"
        return Result(word, f"An alert was made, and is {_ends(ends)}")
    if all(end.startswith("withdrawn") for end in ends):
        return Result("withdrawn", f"An alert was made, and is sent to nobody: {_ends(ends)}")
    return Result("told", f"An alert was made: {_ends(ends)}")


def _ends(ends: dict[str, list[str]]) -> str:
    told = (
        f"{end} {_PLACES.get(end, 'at')} {', '.join(dict.fromkeys(names))}"
        for end, names in ends.items()
    )
    return "; ".join(told)


def _would_be(told: tuple[Told, ...]) -> Result:
    sent = [one for one in told if one.alert.muted is None]
    if told and not sent:
        return Result("withdrawn", f"It would be told to nobody: {told[0].alert.muted}")
    names = dict.fromkeys(name for one in sent for name in one.alert.receivers)
    held = {name for one in told for name, why in one.held.items() if why is not None}
    whom = ", ".join(f"{name} (held)" if name in held else name for name in names)
    return Result(
        "told", f"It would be told to {whom or 'nobody: its watchlists name no receiver'}"
    )
