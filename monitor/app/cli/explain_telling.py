"""The second half of a road as lines: mentions, what they were held against, who wanted them, and
what became of each alert.
"""

from collections.abc import Iterator

from rich.text import Text

from monitor.app.cli.deliveries_printing import second, what_words
from monitor.app.cli.explain_words import Line, Sign, joined, marked, said, several
from monitor.app.cli.explaining import slots_words
from monitor.app.explain.facts import Road, Told
from monitor.detect.explaining import Mark
from monitor.model.alert import Delivery
from monitor.model.health import counted_words
from monitor.model.moment import rfc3339
from monitor.model.restraint import Gather, Hold
from monitor.model.verdict import Compared, Decision, Heard, Hearing, Trace

SHORT_ID = 12
_TELLING = frozenset({"new", "update", "confirmed", "contested", "overdue"})
_HEARD = {
    Heard.UNWANTED: "does not want it",
    Heard.WAITS: "waits for more origins",
    Heard.NOT_ON: "wants it, but is not told of this kind",
    Heard.TOLD_BEFORE: "was told before, and there is nothing new for it",
}
_STATES = {
    "delivered": Sign.PASSED,
    "dead": Sign.FAILED,
    "withdrawn": Sign.FAILED,
    "held": Sign.FAILED,
}


def mention_lines(road: Road, trace: Trace, *, coloured: bool) -> Iterator[Line]:
    """Give the lines of each mention of the trace."""
    marks = road.marks or tuple(() for _ in trace.decisions)
    for number, (decision, found) in enumerate(zip(trace.decisions, marks, strict=True), start=1):
        of = f" {number} of {len(trace.decisions)}" if len(trace.decisions) > 1 else ""
        yield Line(words=said(""))
        yield from _mention(trace, decision, found, coloured=coloured, head=f"mention{of}")
        yield from _compared(road, decision)
        yield from _verdict(road, decision)
        yield from _hearings(road, decision)
        for told in road.told:
            if told.alert.id in decision.alerts:
                yield from told_lines(told, depth=1)
        for id_ in decision.alerts:
            if all(told.alert.id != id_ for told in road.told):
                words = f"{id_}, which is no longer kept"
                yield Line(depth=1, sign=Sign.NOTED, head="alert", words=said(words))


def _mention(
    trace: Trace,
    decision: Decision,
    marks: tuple[Mark, ...],
    *,
    coloured: bool,
    head: str,
) -> Iterator[Line]:
    mention, text = decision.mention, trace.article.text
    sign = Sign.PASSED if str(mention.freshness) == "new" else Sign.NOTED
    kind = f"{mention.type} · {mention.status} · {mention.freshness}"
    yield Line(sign=sign, head=head, words=said(kind, "bold"))
    told = marked(text, marks, mention.start, mention.end, coloured=coloured)
    yield Line(depth=1, words=told)
    slots = "; ".join(slots_words(mention))
    if slots:
        yield Line(depth=1, sign=Sign.NOTED, head="slots", words=said(slots))
    yield from several("why", mention.why)


def _compared(road: Road, decision: Decision) -> Iterator[Line]:
    if decision.among is None:
        words = "what it was held against was not kept then"
        yield Line(depth=1, sign=Sign.NOTED, head="compared", words=said(words))
        return
    if not decision.among:
        words = "with nothing: no open development of its type has a party of it"
        yield Line(depth=1, sign=Sign.NOTED, head="compared", words=said(words))
        return
    more = decision.among - len(decision.compared)
    rest = f", the {len(decision.compared)} likeliest" if more > 0 else ""
    words = f"with {counted_words(decision.among, 'open development')}{rest}"
    yield Line(depth=1, sign=Sign.NOTED, head="compared", words=said(words))
    for other in decision.compared:
        yield _against(other, road)


def _against(other: Compared, road: Road) -> Line:
    sign = Sign.PASSED if other.same else Sign.FAILED
    what = road.words.get(other.development, "no longer kept")
    words = f"{what} ({other.development}): {other.why}"
    return Line(depth=2, sign=sign, head="same" if other.same else "other", words=said(words))


def _verdict(road: Road, decision: Decision) -> Iterator[Line]:
    mention_whys = set(decision.mention.why)
    whys = [why for why in decision.why if why not in mention_whys]
    whys = [why for why in whys if not why.startswith(("not development ", "the same as "))]
    sign = Sign.PASSED if decision.verdict in _TELLING else Sign.FAILED
    words = said(decision.verdict, "bold")
    if whys:
        words = Text(": ").join((words, said("; ".join(whys))))
    yield Line(depth=1, sign=sign, head="verdict", words=words)
    if decision.released is not None:
        told = f"its hold ended at {second(decision.released)}, and it was told as new"
        yield Line(depth=1, sign=Sign.PASSED, head="released", words=said(told))
    now = road.words.get(decision.development)
    lost = "a new one" if road.tried else f"{decision.development}, not kept"
    known = f"now: {now} ({decision.development})" if now else lost
    yield Line(depth=1, sign=Sign.NOTED, head="development", words=said(known))
    development = road.developments.get(decision.development)
    if development is not None and development.withdrawn is not None:
        back = development.withdrawn
        taken = f"at {second(back.at)}: {back.why}"
        yield Line(depth=1, sign=Sign.FAILED, head="taken back", words=said(taken))


def _hearings(road: Road, decision: Decision) -> Iterator[Line]:
    if decision.unheard is not None:
        words = f"none was asked: {decision.unheard}"
        yield Line(depth=1, sign=Sign.NOTED, head="watchlists", words=said(words))
    elif not decision.hearings and decision.among is None:
        words = "what they made of it was not kept then"
        yield Line(depth=1, sign=Sign.NOTED, head="watchlists", words=said(words))
    elif not decision.hearings:
        words = "none is configured"
        yield Line(depth=1, sign=Sign.NOTED, head="watchlists", words=said(words))
    for hearing in decision.hearings:
        yield from _hearing(hearing, tried=road.tried)


def _hearing(hearing: Hearing, *, tried: bool) -> Iterator[Line]:
    is_told = hearing.heard is Heard.TOLD
    sign = Sign.PASSED if is_told else Sign.FAILED
    if hearing.heard is Heard.TOLD_BEFORE:
        sign = Sign.NOTED
    told = f"{'would be' if tried else 'is'} told: {hearing.kind}"
    words = told if is_told else _HEARD[hearing.heard]
    near = " (a near miss: one condition)" if hearing.misses == 1 else ""
    yield Line(
        depth=1, sign=sign, head="watchlist", words=said(f"{hearing.watchlist} {words}{near}")
    )
    for one in hearing.checked:
        shown = Sign.PASSED if one.held else Sign.FAILED
        yield Line(under=True, sign=shown, words=said(joined_path(one.path, one.why)))


def joined_path(path: str, why: str) -> str:
    """Return why a condition held or failed, with where it stands."""
    return f"{path}: {why}" if path and path != "told" else why


def told_lines(told: Told, *, depth: int) -> Iterator[Line]:
    """Give the lines of an alert, and of each of its receivers."""
    alert = told.alert
    what = joined(str(alert.kind), str(alert.severity), alert.summary)
    words = Text(" ").join((said(alert.id[:SHORT_ID], "dim"), said(what, "bold")))
    yield Line(depth=depth, sign=Sign.PASSED, head="alert", words=words)
    if alert.muted is not None:
        words = said(f"nobody: {alert.muted}")
        yield Line(depth=depth + 1, sign=Sign.FAILED, head="to", words=words)
    for name, why in told.held.items() if alert.muted is None else ():
        yield _would(name, why, depth + 1)
    for delivery in told.deliveries:
        yield _delivery(delivery, depth + 1)
    if not alert.receivers:
        words = said("nobody: its watchlists name no receiver (`notify`)")
        yield Line(depth=depth + 1, sign=Sign.FAILED, head="to", words=words)


def _would(name: str, why: Hold | Gather | None, depth: int) -> Line:
    if why is None:
        return Line(depth=depth, sign=Sign.PASSED, head="to", words=said(f"{name}, at once"))
    until = rfc3339(why.until if isinstance(why, Hold) else why.at)
    words = said(f"{name}, but not before {until}: {why.reason}: {why.detail}")
    return Line(depth=depth, sign=Sign.NOTED, head="to", words=words)


def _delivery(delivery: Delivery, depth: int) -> Line:
    sign = _STATES.get(delivery.state, Sign.NOTED)
    tries = counted_words(delivery.attempts, "attempt") if delivery.attempts else "no attempt yet"
    state = delivery.state + (f" ({delivery.reason})" if delivery.reason else "")
    at = second(delivery.changed)
    words = joined(f"{delivery.receiver}: {state}", at, tries, what_words(delivery))
    return Line(depth=depth, sign=sign, head="to", words=said(words))
