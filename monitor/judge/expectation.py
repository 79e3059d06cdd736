"""Plans with a date: how long something is expected of them, and what is said when nothing came."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from monitor.judge.holding import retold
from monitor.judge.sources import behind
from monitor.model.development import Development
from monitor.model.nature import Nature
from monitor.model.verdict import Judged, Overdue

GRACE = timedelta(days=2)
"""From the start of the last planned day: reports of it are waited for until the next is over."""


def expected(development: Development, nature: Nature, now: datetime) -> datetime | None:
    """Return the moment by which a told plan should have been reported held or moved; None if
    nothing of the kind is expected.

    A date that was already over when it was told starts no wait, and ends none.
    """
    when = development.when
    if development.revision == 0 or development.status not in nature.ahead or when is None:
        return None
    if development.withdrawn is not None:
        return None
    if when.last < now.date():
        return development.expected_until
    return datetime.combine(when.last, time(), tzinfo=UTC) + GRACE


def awaiting(judged: Judged, nature: Nature, now: datetime) -> Judged:
    """Return a mention that was just told, with the moment by which more should be reported."""
    until = expected(judged.after, nature, now)
    return replace(judged, after=replace(judged.after, expected_until=until))


def overdue(development: Development) -> Judged:
    """Return the plan judged overdue, with the sentence that told its date; its state stays."""
    why = (f"planned for {development.when}, and nothing was reported by then",)
    waited = replace(development, version=development.version + 1, expected_until=None)
    evidence = behind(development, "when")
    return Judged(
        mention=retold(development, evidence),
        verdict=Overdue(why=why),
        before=development,
        after=replace(waited, why=(*development.why, *why)),
        evidence=(evidence,),
    )
