"""A correction: that a development which was told is taken back, to those who may have got it."""

from datetime import datetime

from monitor.alert.compose import alert_id
from monitor.alert.summary import summary
from monitor.alert.topic import topic
from monitor.model.alert import Alert, AlertId
from monitor.model.development import Change, Development, DevelopmentId, Withdrawal
from monitor.model.nature import Nature
from monitor.model.watchlist import Kind, Severity

TELLING = (Kind.NEW, Kind.UPDATE, Kind.CONFIRMED, Kind.CONTESTED, Kind.OVERDUE)
"""The kinds of alert that tell a development."""
WITHDRAWN = "withdrawn"
"""The status that a correction names."""


def told_ids(development: Development) -> tuple[AlertId, ...]:
    """Return the ids of all alerts that may have told the development since it was last taken
    back, and those that live on in it.
    """
    own = _ids(development.id, development.corrected, development.revision)
    joined = (_ids(one.id, one.corrected, one.revision) for one in development.joins)
    late = map(AlertId, development.looked_back)
    return (*own, *(id_ for ids in joined for id_ in ids), *late)


def _ids(development: DevelopmentId, corrected: int, revision: int) -> tuple[AlertId, ...]:
    revisions = range(corrected + 1, revision + 1)
    return tuple(alert_id(development, r, kind) for r in revisions for kind in TELLING)


def correction(
    development: Development, withdrawal: Withdrawal, nature: Nature, *, now: datetime
) -> Alert:
    """Return the alert that takes the development back: the sentence that was told first, and why.

    Who is told, for which watchlists and how urgently is known where it is stored: it follows from
    the alerts that it corrects.
    """
    changes = (Change(field="status", before=development.status, after=WITHDRAWN),)
    return Alert(
        id=alert_id(development.id, development.revision, Kind.WITHDRAWN),
        kind=Kind.WITHDRAWN,
        revision=development.revision,
        watchlists=(),
        receivers=(),
        severity=Severity.LOW,
        summary=summary(Kind.WITHDRAWN, development, nature, changes, None),
        topic=topic(development, nature),
        development=development,
        changes=changes,
        evidence=development.evidence[:1],
        attribution=withdrawal.by,
        why=(withdrawal.why,),
        at=now,
    )
