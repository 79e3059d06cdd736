"""When and where it happens, as evidence for acts that are occasions."""

from monitor.judge.evidence import Finding, Point, Veto
from monitor.judge.pair import Pair
from monitor.model.development import Development, Freshness, Mention
from monitor.model.nature import WINDOW_DAYS

PLACE = 3
DAY = 2
LATE_DAYS = 3
"""How many days after its planned date a meeting may be held without a told move."""


def of_occasion(pair: Pair) -> tuple[Finding, ...]:
    """Return what the date and the place of two occasions tell."""
    return _date(pair), _place(pair)


def _place(pair: Pair) -> Finding:
    here, there = pair.mention.place, pair.development.place
    if not here or not there:
        return Point(0, "no place to compare")
    if here.casefold() == there.casefold():
        return Point(PLACE, f"the same place ({here})")
    if not pair.nature.mutual:
        return Veto("another place")
    return Point(0 if pair.mention.reworded else -1, "another place")


def _date(pair: Pair) -> Finding:
    mention, development, nature, gap = pair.mention, pair.development, pair.nature, pair.gap
    plan = development.status in nature.ahead
    if mention.reworded or {mention.status, development.status} & nature.against:
        if _long_past(pair):
            return Veto("a move or cancellation, and that one is long past")
        return Point(DAY + int(plan), "a told move or cancellation links")
    if gap is None:
        return _undated(pair)
    if gap <= 1:
        exact = _exact(mention) and _exact(development)
        return Point(DAY, "the same day") if exact else Point(1, "the same month")
    if mention.place is not None and mention.place == development.place and gap <= nature.window:
        return Point(0, "talks that go on")
    if plan and gap <= LATE_DAYS:
        return Point(0 if mention.status in nature.ahead else -1, "a plan, some days off")
    if plan and gap <= WINDOW_DAYS and (mention.status in nature.ahead or gap == WINDOW_DAYS):
        return Point(0, "a plan whose date moved, or a weekday read as the last one")
    return Veto("another day")


def _undated(pair: Pair) -> Finding:
    development, day = pair.development, pair.ground.day
    seen = (day - development.last_seen.date()).days
    ahead = development.when is not None and development.when.last >= day
    if seen > pair.nature.window and not ahead:
        return Veto("undated, and long after")
    if pair.mention.freshness is Freshness.NEW and _long_past(pair):
        return Veto("told as current, and that one is long past")
    if _due(pair):
        return Point(DAY, "told as held on the day that was planned")
    return Point(0, "no date tells them apart")


def _due(pair: Pair) -> bool:
    """Return whether an undated act is told as done just when a plan of the same company was due:
    one of them names nobody beside those whom the other names.
    """
    mention, development, nature = pair.mention, pair.development, pair.nature
    when = development.when
    if when is None or when.exact is None or development.status not in nature.ahead:
        return False
    late = (pair.ground.day - when.last).days
    done = mention.status in nature.line and mention.status not in nature.ahead
    mine, theirs = pair.mine.all, pair.theirs.all
    one, other = mine.persons | mine.bodies, theirs.persons | theirs.bodies
    return mention.when is None and done and 0 <= late <= 1 and (one <= other or other <= one)


def _long_past(pair: Pair) -> bool:
    """Return whether it took place longer ago than a first match is sought."""
    when = pair.development.when
    return when is not None and (pair.ground.day - when.last).days > pair.nature.window


def _exact(told: Mention | Development) -> bool:
    return told.when is not None and told.when.exact is not None
