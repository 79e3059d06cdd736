"""Whether an act is current: by its date where it has one, else by tense and by the words that
tell history.
"""

from datetime import date, timedelta

from monitor.detect.head import Head
from monitor.detect.lexicon.entries import Mode
from monitor.detect.lexicon.inflection import Form
from monitor.detect.reasons import words_of
from monitor.detect.sight import Sight
from monitor.detect.when import DateSpan
from monitor.model.development import Freshness
from monitor.model.moment import When

CURRENT = timedelta(days=3)
AHEAD = frozenset({Mode.FUTURE, Mode.PLANNED, Mode.POSSIBLE})


def freshness(
    seen: Sight, head: Head, when: When | None, span: DateSpan | None, base: date
) -> tuple[Freshness, str]:
    """Return whether the act is new at the article's day, and the reason."""
    if when is not None:
        last = span.last.last if span is not None and span.last is not None else when.last
        if max(when.last, last) < base - CURRENT:
            return Freshness.BACKGROUND, f"its date, {when}, lies over {CURRENT.days} days back"
        if when.exact is not None:
            return (
                Freshness.NEW,
                f"its date, {when}, {'is current' if when.last <= base else 'lies ahead'}",
            )
    past = span is not None and _long_past(span, base) and head.reality.mode not in AHEAD
    if span is not None and past and not _said_fresh(seen, head):
        return Freshness.BACKGROUND, f"“{span.text}” puts it in the past"
    if head.reality.past_perfect and not seen.marks("denied") and not _reported(seen, head):
        return Freshness.BACKGROUND, "the past perfect puts it before what is told"
    return _by_words(seen, head)


def _long_past(span: DateSpan, base: date) -> bool:
    """Return whether vague words of time point behind the days that still count as current."""
    old = span.past_day is None or span.past_day < base - CURRENT
    return span.since or bool(span.vague and span.past and old)


def _reported(seen: Sight, head: Head) -> bool:
    """Return whether the past perfect only reports, a tense back, what somebody said ("said it had
    seized").
    """
    return any(
        hit.at < head.at
        and hit.entry.form is Form.PAST
        and 0 <= seen.clauses[head.at] - seen.clauses[hit.at] <= 1
        for hit in seen.marks("report")
    )


def _said_fresh(seen: Sight, head: Head) -> bool:
    return any(
        abs(seen.clauses[mark.at] - seen.clauses[head.at]) <= 1 for mark in seen.marks("fresh")
    )


def _by_words(seen: Sight, head: Head) -> tuple[Freshness, str]:
    marks = [] if head.reality.mode in AHEAD else seen.marks("historic")
    near = [m for m in marks if abs(seen.clauses[m.at] - seen.clauses[head.at]) <= 1]
    if near:
        return Freshness.BACKGROUND, f"“{words_of(seen, near[0])}” tells it as history"
    return Freshness.NEW, "nothing tells it as history"
