"""Developments that are taken back: as they stand then, as they are told anew, and what is left of
one when a page that told it was retracted.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.article import ArticleId
from monitor.model.development import Cause, Development, Joined, Mention, Withdrawal
from monitor.model.verdict import Known, New


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """An article that tells a development: its outlet and the origin of its news."""

    article: ArticleId
    outlet: str | None
    origin: str


def taken_back(development: Development, withdrawal: Withdrawal) -> Development:
    """Return the development as it is stored when it is taken back; nothing more is awaited."""
    return replace(
        development,
        version=development.version + 1,
        withdrawn=replace(withdrawal, origins=development.origins),
        held_until=None,
        expected_until=None,
        last_changed=withdrawal.at,
    )


def told_anew(
    mention: Mention, withdrawn: Withdrawal, *, repeated: bool, unnamed: bool
) -> Known | New:
    """Return what is new in a mention of what was taken back: nothing if a person said that it is
    wrong; after a retraction, that another origin tells it.

    `repeated`: who took it back tells it, or it is repeated after them; `unnamed`: who must be
    named for it is not.
    """
    if withdrawn.cause is Cause.FEEDBACK:
        return Known(why=("it was taken back as wrong: it stays untold",))
    if repeated:
        return Known(why=("it was taken back by who told it",))
    if mention.denied:
        return Known(why=("a denial of what was taken back",))
    if unnamed:
        return Known(why=("it was taken back, and the giver is not named",))
    return New(why=("another origin tells it after it was taken back",))


def standing_again(development: Development, now: datetime) -> Development:
    """Return the development as it is stored when it turns out to be right after all: due to be
    told again, under a revision of its own, to all who want it.
    """
    return replace(
        development,
        version=development.version + 1,
        revision=development.revision + 1,
        corrected=development.revision,
        joins=_corrected(development),
        withdrawn=None,
        told=(),
        looked_back=(),
        held_until=now,
        last_changed=now,
    )


def anew(development: Development) -> Development:
    """Return the development before it is told anew by others: nothing is left in it of what was
    taken back.
    """
    return Development(
        id=development.id,
        type=development.type,
        plover=development.plover,
        status=development.status,
        version=development.version,
        revision=development.revision,
        first_seen=development.first_seen,
        last_changed=development.last_changed,
        last_seen=development.last_seen,
        retracted=development.retracted,
        corrected=development.revision,
        joins=_corrected(development),
        apart=development.apart,
        muted=development.muted,
    )


def _corrected(development: Development) -> tuple[Joined, ...]:
    return tuple(replace(one, corrected=one.revision) for one in development.joins)


def without(
    development: Development, gone: Teller, others: tuple[Teller, ...], *, retold: bool
) -> Development | None:
    """Return the development without what the article says that is `gone`; None if then nobody says
    it. `others`: all who tell it, as far as that is still known.

    Who tells what is no longer known counts as still telling it. What a publisher itself says to be
    wrong (not `retold` elsewhere) stands no better where others reprinted it.
    """
    left = tuple(t for t in others if t.article not in {gone.article, *development.retracted})
    known = {t.origin for t in (gone, *others)}
    still = {t.origin for t in left} | {o for o in development.origins if o not in known}
    if not retold:
        still.discard(gone.origin)
    if not still:
        return None
    outlets = {t.outlet for t in left}
    evidence = tuple(e for e in development.evidence if e.article != gone.article)
    return replace(
        development,
        version=development.version + 1,
        origins=tuple(o for o in development.origins if o in still),
        outlets=tuple(o for o in development.outlets if o != gone.outlet or o in outlets),
        evidence=evidence or development.evidence,
        retracted=(*development.retracted, gone.article),
    )
