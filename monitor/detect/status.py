"""The status of an act: its group's word for how real it is told to be, set right by its date."""

from datetime import date

from monitor.detect.head import Head
from monitor.detect.lexicon.entries import Mode
from monitor.detect.when import DateSpan
from monitor.model.moment import When

AHEAD = frozenset({Mode.FUTURE, Mode.PLANNED, Mode.POSSIBLE, Mode.GOING})


def act_day(span: DateSpan, mode: Mode) -> When | None:
    """Return the date that the words mean for an act of this mode: the day behind or ahead, where
    they leave it open.
    """
    if mode in AHEAD and span.future_day is not None:
        return When.of_day(span.future_day)
    if mode is Mode.DONE and span.past_day is not None and not span.vague:
        return When.of_day(span.past_day)
    return span.when


def settled_mode(head: Head, when: When | None, base: date) -> Mode:
    """Return the mode after a look at the date: what is told as going on, on a day that lies
    ahead, is planned.
    """
    mode = head.reality.mode or Mode.DONE
    if when is not None and when.first > base and mode in (Mode.GOING, Mode.DONE):
        return Mode.PLANNED
    if when is not None and when.last < base and head.reality.told:
        return Mode.DONE
    return mode


def status_of(head: Head, mode: Mode) -> str | None:
    """Return the status word of the group that carries the act; None where the type tells no act
    of that mode.
    """
    return head.group.status.get(mode)
