"""Is it news? A mention held against the development that it tells: new, changed, contested, known,
or history.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.judge.blocking import Ground
from monitor.judge.figures import (
    amount_text,
    casualties_text,
    claim,
    comparable,
    count_text,
    instalment,
    rises,
    same_amount,
    same_casualties,
    same_count,
)
from monitor.judge.withdrawal import told_anew
from monitor.model.development import Change, Development, Freshness, Mention, Party
from monitor.model.nature import Nature, Sameness
from monitor.model.rates import Rates
from monitor.model.verdict import Background, Contested, Hold, Known, New, Update, Verdict

HOLD = timedelta(minutes=30)
MOST_FLAPS = 4
CURRENT_DAYS = 3
NAME_BREAK = ", "


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The circumstances in which an article tells a mention.

    `settled`: the sentence stood in an earlier article (a copy, or the unchanged part of a
    revision).
    `stale`: the article is too old to be news. `same_page`: it is a later state of a page told
    before.
    """

    origin: str
    now: datetime
    settled: bool = False
    stale: bool = False
    same_page: bool = False


def novelty(
    mention: Mention, development: Development | None, telling: Telling, ground: Ground
) -> Verdict:
    """Return what is new in the mention; `development` is the one that it tells, None where none is
    known.
    """
    if mention.freshness is Freshness.BACKGROUND and not _carried_out(mention, development, ground):
        return Background(why=("told as history",))
    if telling.stale:
        return Background(why=("older than what is watched for",))
    if development is None or development.revision == 0:
        return _untold(mention, development, telling, ground)
    if development.withdrawn is not None:
        unnamed = ground.nature(mention).named and not mention.actors
        back = development.withdrawn
        repeated = telling.settled or telling.origin in back.origins
        return told_anew(mention, back, repeated=repeated, unnamed=unnamed)
    if telling.settled:
        return Known(why=("the sentence was told before",))
    return _told(mention, development, telling, ground)


def _carried_out(mention: Mention, development: Development | None, ground: Ground) -> bool:
    """Return whether an undated mention tells that a told plan was carried out whose day has just
    come: what was told before makes it current, however the sentence looks back.
    """
    nature = ground.nature(mention)
    if development is None or development.revision == 0 or development.when is None:
        return False
    planned = development.status in nature.ahead and nature.sameness is Sameness.OCCASION
    since = (ground.day - development.when.last).days
    moved = mention.status not in nature.ahead and mention.when is None
    return planned and moved and 0 <= since <= CURRENT_DAYS


def _untold(
    mention: Mention, development: Development | None, telling: Telling, ground: Ground
) -> Verdict:
    if telling.settled:
        return Background(why=("the sentence stood in an earlier article, which did not tell it",))
    if mention.denied:
        return Background(why=("a denial of what was never told",))
    unnamed = ground.nature(mention).named and not mention.actors
    if not unnamed or (development is not None and development.actors):
        return New(why=("never told before",))
    second = development is not None and any(o != telling.origin for o in development.origins)
    if second:
        return New(why=("the giver is not named, but a second origin reports it",))
    waiting = development.held_until if development is not None else None
    return Hold(until=waiting or telling.now + HOLD, why=("the giver is not named",))


def _told(mention: Mention, development: Development, telling: Telling, ground: Ground) -> Verdict:
    if mention.denied:
        return _denial(mention, development)
    found = changes(mention, development, ground)
    if not found:
        return Known(why=("nothing in it differs from what was told",))
    kept = tuple(c for c in found if _flaps(development, c.field) < MOST_FLAPS)
    if not kept:
        return Known(why=(f"{found[0].field} changed too often to be told again",))
    clashing = tuple(c for c in kept if _contests(c, mention, development, telling))
    if len(clashing) < len(kept):
        told = tuple(c for c in kept if c not in clashing)
        return Update(changes=told, why=tuple(_changed(c) for c in told))
    claims = tuple(c for c in clashing if claim(c.field, c.after) not in development.contests)
    if not claims:
        return Known(why=("the clashing figure was told before",))
    return Contested(
        changes=claims,
        attribution=mention.attribution,
        why=tuple(_claimed(c) for c in claims),
    )


def _denial(mention: Mention, development: Development) -> Verdict:
    if claim("status", "denied") in development.contests:
        return Known(why=("the denial was told before",))
    change = Change(field="status", before=development.status, after="denied")
    why = (f"denied by {mention.attribution}" if mention.attribution else "denied",)
    return Contested(changes=(change,), attribution=mention.attribution, why=why)


def _changed(change: Change) -> str:
    return f"it changes the {change.field} from {change.before} to {change.after}"


def _claimed(change: Change) -> str:
    return f"another origin claims {change.after} ({change.field}), where {change.before} was told"


def claims(verdict: Contested) -> tuple[str, ...]:
    """Return the claims of a contested verdict as a development remembers them."""
    return tuple(claim(c.field, c.after) for c in verdict.changes)


def _flaps(development: Development, field: str) -> int:
    return next((f.changes for f in development.flaps if f.field == field), 0)


def _contests(change: Change, mention: Mention, development: Development, telling: Telling) -> bool:
    """Return whether the change is a claim against what was told rather than a later state of
    it. A toll that rises is a later state, whoever tells it.
    """
    if change.field not in {"amount", "count", "casualties"}:
        return False
    if mention.reworded or telling.same_page:
        return False
    if change.field == "casualties" and rises(mention.casualties, development.casualties):
        return False
    return telling.origin not in development.origins


def changes(mention: Mention, development: Development, ground: Ground) -> tuple[Change, ...]:
    """Return the told fields that the mention tells otherwise; filling in an unknown slot is no
    change.
    """
    nature = ground.nature(mention)
    found = [
        _status(mention, development, nature, ground.day),
        _amount(mention, development, ground.rates),
        _count(mention, development),
        _casualties(mention, development),
        _when(mention, development, nature),
        _place(mention, development),
        _parties(mention, development, ground),
    ]
    return tuple(change for change in found if change is not None)


def _status(mention: Mention, development: Development, nature: Nature, day: date) -> Change | None:
    before, after = development.status, mention.status
    if before == after or not _moves(mention, development, nature, day):
        return None
    return Change(field="status", before=before, after=after)


def _too_early(mention: Mention, development: Development, nature: Nature, day: date) -> bool:
    """Return whether a plan is told as carried out before its day, and no move of it is told."""
    done = nature.sameness is Sameness.OCCASION and mention.status not in nature.ahead
    ahead = development.when is not None and development.when.first > day
    planned = ahead and development.status in nature.ahead and not mention.reworded
    return planned and done and mention.status not in nature.against


def _moves(mention: Mention, development: Development, nature: Nature, day: date) -> bool:
    """Return whether the status goes on: along its line, to its refusal, or back from it when said
    as a change.
    """
    line, before, after = nature.line, development.status, mention.status
    if _too_early(mention, development, nature, day):
        return False
    if after in nature.against:
        return True
    if before in nature.against:
        return mention.reworded or line.index(after) > 0 if after in line else True
    if before in line and after in line:
        return line.index(after) > line.index(before)
    return True


def _amount(mention: Mention, development: Development, rates: Rates) -> Change | None:
    told, now = development.amount, mention.amount
    if told is None or now is None:
        return None
    if same_amount(now, told, rates):
        return None
    if instalment(now, told) and now.value < told.value and not mention.reworded:
        return None
    if not mention.reworded and any(same_amount(now, a, rates) for a in development.amounts):
        return None
    return Change(field="amount", before=amount_text(told), after=amount_text(now))


def _count(mention: Mention, development: Development) -> Change | None:
    told, now = development.count, mention.count
    if told is None or now is None or not comparable(told, now) or same_count(told, now):
        return None
    fewer = told.of != now.of and now.value < told.value
    if not mention.reworded and (fewer or any(same_count(now, c) for c in development.counts)):
        return None
    return Change(field="count", before=count_text(told), after=count_text(now))


def _casualties(mention: Mention, development: Development) -> Change | None:
    told, now = development.casualties, mention.casualties
    if told is None or now is None or same_casualties(told, now):
        return None
    return Change(field="casualties", before=casualties_text(told), after=casualties_text(now))


def _when(mention: Mention, development: Development, nature: Nature) -> Change | None:
    """Return a moved date: of a plan, or of what is said to be put off."""
    told, now = development.when, mention.when
    if told is None or now is None or told.exact is None or now.exact is None:
        return None
    planned = {mention.status, development.status} <= nature.ahead
    put_off = mention.reworded and now.exact > told.exact and mention.status in nature.ahead
    if told.exact == now.exact or not (planned or put_off):
        return None
    return Change(field="when", before=str(told), after=str(now))


def _place(mention: Mention, development: Development) -> Change | None:
    told, now = development.place, mention.place
    if told is None or now is None or told.casefold() == now.casefold() or not mention.reworded:
        return None
    return Change(field="place", before=told, after=now)


def _parties(mention: Mention, development: Development, ground: Ground) -> Change | None:
    """Return persons of a planned meeting whose place others of their body take, in so many
    words.
    """
    nature = ground.nature(mention)
    planned = {mention.status, development.status} <= nature.ahead
    if nature.sameness is not Sameness.OCCASION or not mention.reworded or not planned:
        return None
    told, now = ground.company(development).all, ground.company(mention).all
    gone = {p: told.body_of(p) for p in told.persons - now.persons if told.body_of(p)}
    come = {p: now.body_of(p) for p in now.persons - told.persons if now.body_of(p)}
    shared = set(gone.values()) & set(come.values())
    if not shared:
        return None
    return Change(
        field="parties",
        before=_named(development.parties, {p for p, body in gone.items() if body in shared}),
        after=_named(mention.parties, {p for p, body in come.items() if body in shared}),
    )


def _named(parties: tuple[Party, ...], ids: set[str]) -> str:
    return NAME_BREAK.join(dict.fromkeys(p.name for p in parties if p.id in ids))
