"""Silences as records and in words."""

from datetime import datetime

from monitor.alert.silence import matcher_words
from monitor.alert.tracking import silence_record
from monitor.model.moment import rfc3339
from monitor.model.restraint import Silence

COLUMNS = ("id", "state", "until", "matchers", "author", "comment")
STATES = ("active", "to come", "ended")


def state_of(silence: Silence, now: datetime) -> str:
    """Return whether the silence holds now, is to come, or has ended."""
    if silence.until <= now:
        return "ended"
    return "active" if silence.start <= now else "to come"


def told(silence: Silence, now: datetime) -> dict[str, object]:
    """Return the silence as the API tells it, with its state now."""
    return {**silence_record(silence), "state": state_of(silence, now)}


def silence_row(silence: Silence, now: datetime) -> tuple[str, ...]:
    """Return what a table tells of the silence; of one to come, from when on, too."""
    state = state_of(silence, now)
    until = minute(silence.until)
    if state == "to come":
        until = f"{minute(silence.start)} – {until}"
    matchers = " ".join(matcher_words(matcher) for matcher in silence.matchers)
    return silence.id, state, until, matchers, silence.author, silence.comment


def minute(moment: datetime) -> str:
    """Return the moment in UTC, to the minute."""
    return rfc3339(moment)[:16].replace("T", " ")
