"""Several alerts as a reader takes them in: by what they tell of, and by story."""

from dataclasses import dataclass, replace

from monitor.model.alert import Alert
from monitor.model.development import Party
from monitor.model.watchlist import Severity

SHARED = 2
"""Developments that have so many parties in common belong to one story."""
_ONE = frozenset({"source", "receiver"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All alerts that tell of one development, one source or one receiver, oldest first."""

    alerts: tuple[Alert, ...]

    @property
    def last(self) -> Alert:
        """Return the alert that tells its last state."""
        return self.alerts[-1]

    @property
    def severity(self) -> Severity:
        """Return how urgent the most urgent of them is."""
        return max(alert.severity for alert in self.alerts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Threads that belong together: of developments that share `parties`, of sources (`matter`
    "source") or of receivers.
    """

    matter: str
    parties: tuple[Party, ...]
    threads: tuple[Thread, ...]

    @property
    def severity(self) -> Severity:
        """Return how urgent the most urgent thread is."""
        return max(thread.severity for thread in self.threads)


def threads(alerts: tuple[Alert, ...]) -> tuple[Thread, ...]:
    """Return the alerts by what they tell of, in the order of each one's first."""
    by_matter: dict[tuple[str, str], list[Alert]] = {}
    for alert in sorted(alerts, key=lambda one: one.at):
        by_matter.setdefault(_matter(alert), []).append(alert)
    return tuple(Thread(alerts=tuple(told)) for told in by_matter.values())


def stories(told: tuple[Thread, ...]) -> tuple[Story, ...]:
    """Return the threads by story, the most urgent story first, else in the order given.

    A development joins the first story with which it has two parties in common; sources are one
    story, and so are receivers.
    """
    found: list[Story] = []
    for thread in told:
        mine = _alone(thread)
        for place, story in enumerate(found):
            common = _common(story.parties, mine.parties)
            if story.matter == mine.matter and (len(common) >= SHARED or mine.matter in _ONE):
                found[place] = replace(story, parties=common, threads=(*story.threads, thread))
                break
        else:
            found.append(mine)
    return tuple(sorted(found, key=lambda story: -story.severity))


def _alone(thread: Thread) -> Story:
    development = thread.last.development
    parties = _distinct(development.parties) if development is not None else ()
    return Story(matter=_matter(thread.last)[0], parties=parties, threads=(thread,))


def _matter(alert: Alert) -> tuple[str, str]:
    if alert.development is not None:
        return "development", alert.development.id
    if alert.source is not None:
        return "source", alert.source.id
    if alert.losses is not None:
        return "receiver", alert.losses.receiver
    return "alert", alert.id


def _common(some: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    known = {_key(party) for party in others}
    return tuple(party for party in some if _key(party) in known)


def _distinct(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple({_key(party): party for party in parties}.values())


def _key(party: Party) -> str:
    return party.id or party.name.casefold()
