"""Does a watchlist want it? All its conditions must hold; each is answered, and says why."""

from dataclasses import dataclass
from math import inf

from monitor.alert.asking import asked
from monitor.alert.reading import Reading, passage
from monitor.model.condition import Answer, Condition, Group, Joint
from monitor.model.development import Development
from monitor.model.watchlist import Watchlist

__all__ = ["Reading", "Unwanted", "Wanted", "answer", "passage", "wants"]

_WHY = {
    (Joint.ALL, True): "all of them hold",
    (Joint.ALL, False): "not all of them hold",
    (Joint.ANY, True): "one of them holds",
    (Joint.ANY, False): "none of them holds",
    (Joint.NONE, True): "none of them holds",
    (Joint.NONE, False): "one of them holds",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The watchlist wants it; `why` says which conditions held."""

    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unwanted:
    """The watchlist does not want it; `why` names the condition that failed."""

    why: str


@dataclass(frozen=True, slots=True)
class _Asking:
    """What conditions are asked of; of the parts of a group all, or until `enough` of them speak
    for how it is answered.
    """

    development: Development
    reading: Reading
    enough: float

    def answer(self, condition: Condition) -> Answer:
        """Return the answer to the condition, and to the parts of it that are asked."""
        if not isinstance(condition, Group):
            return asked(condition, self.development, self.reading)
        joint = condition.joint
        deciding = joint is not Joint.ALL
        parts: list[Answer] = []
        decided = 0
        for part in condition.parts:
            if decided >= self.enough:
                break
            parts.append(self.answer(part))
            decided += parts[-1].held is deciding
        held = (decided > 0) is (joint is Joint.ANY)
        return Answer(
            path=condition.path,
            held=held,
            why=_WHY[joint, held],
            joint=joint,
            parts=tuple(parts),
        )


def answer(
    watchlist: Watchlist, development: Development, reading: Reading, *, enough: float = inf
) -> Answer:
    """Return whether the watchlist wants the development told in the article, with the answer to
    each of its conditions; or to those that are asked until `enough` of them failed.
    """
    return _Asking(development, reading, enough).answer(watchlist.condition)


def wants(watchlist: Watchlist, development: Development, reading: Reading) -> Wanted | Unwanted:
    """Return whether all conditions of the watchlist hold for the development told in the
    article. No more of them are asked than decide it.
    """
    found = _Asking(development, reading, enough=1).answer(watchlist.condition)
    return Wanted(found.reasons) if found.held else Unwanted(found.deciding.line)
