"""The subject of a development's mails: the same for all of them, whatever changes."""

from monitor.alert.date_words import day_words
from monitor.alert.render.harmless import header
from monitor.alert.summary import names
from monitor.model.alert import Alert
from monitor.model.development import Development
from monitor.model.watchlist import Kind

LONGEST_SUBJECT = 150
_NOUNS = {"aid_pledge": "aid", "sanction": "sanctions"}
_JOINED_LATER = frozenset({"meeting", "agreement"})


def subject(alert: Alert) -> str:
    """Return the topic of the development, behind `Update:` for every alert that is not its first.

    A source's health has its sentence for a subject.
    """
    if alert.development is None:
        return header(alert.summary, LONGEST_SUBJECT)
    first = "" if alert.kind is Kind.NEW else "Update: "
    return first + header(topic(alert.development), LONGEST_SUBJECT - len(first))


def topic(development: Development) -> str:
    """Return who, what and the day first seen: `European Union → Ukraine: aid (19 December 2025)`.

    Amount, status, place and date may change, so they do not stand in it.
    """
    noun = _NOUNS.get(development.type, development.type.replace("_", " "))
    day = day_words(development.first_seen.date())
    who = _who(development)
    return f"{who}: {noun} ({day})" if who else f"{noun.capitalize()} ({day})"


def _who(development: Development) -> str:
    """Return the two sides; of those whom later reports add to a meeting, only the first named."""
    if development.type in _JOINED_LATER:
        others, arrow = development.counterparts[:1], " – "
    else:
        others, arrow = development.counterparts, " → "
    sides = [side for side in (names(development.actors), names(others)) if side]
    return arrow.join(sides) or development.forum or ""
