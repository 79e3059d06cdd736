"""The topic of a development, in few words: the same for all its alerts, whatever changes."""

from monitor.alert.date_words import day_words
from monitor.alert.summary import names
from monitor.model.development import Development
from monitor.model.nature import Nature


def topic(development: Development, nature: Nature) -> str:
    """Return who, what and the day first seen: `European Union → Ukraine: aid (19 December 2025)`.

    Amount, status, place and date may change, so they do not stand in it.
    """
    day = day_words(development.first_seen.date())
    who = _who(development, nature)
    noun = nature.noun
    return f"{who}: {noun} ({day})" if who else f"{noun.capitalize()} ({day})"


def _who(development: Development, nature: Nature) -> str:
    """Return the two sides; of those whom later reports add to a meeting, only the first named."""
    if nature.mutual:
        others, arrow = development.counterparts[:1], " – "
    else:
        others, arrow = development.counterparts, " → "
    sides = [side for side in (names(development.actors), names(others)) if side]
    return arrow.join(sides) or development.forum or ""
