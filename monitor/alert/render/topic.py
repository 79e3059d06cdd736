"""The subject of a development's mails: the same for all of them, whatever changes."""

from monitor.alert.render.harmless import header
from monitor.model.alert import Alert
from monitor.model.watchlist import Kind

LONGEST_SUBJECT = 150
_LOOK_BACK = "[look-back] "


def subject(alert: Alert) -> str:
    """Return the topic of the development, behind `Update:` for all but its first alert, and
    behind `[look-back]` where it is told afterwards.

    A source's health has its sentence for a subject.
    """
    if alert.development is None:
        return header(alert.summary, LONGEST_SUBJECT)
    first = _LOOK_BACK if alert.look_back else ""
    first += "" if alert.kind is Kind.NEW else "Update: "
    return first + header(alert.topic or alert.summary, LONGEST_SUBJECT - len(first))
