"""Steps of a replay as bytes, and back. What is the same for all of a run is left out: the
registry, and what the types are like.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, make_dataclass
from datetime import datetime
from typing import Any, get_type_hints

from monitor.adapters import codec
from monitor.alert.match import Reading
from monitor.app.backtesting.steps import Step, Telling
from monitor.model.actor import Registry
from monitor.model.article import ArticleId
from monitor.model.development import Development, DevelopmentId, Evidence, Mention
from monitor.model.nature import Natures
from monitor.model.verdict import (
    Background,
    Confirmed,
    Contested,
    Hold,
    Judged,
    Known,
    New,
    Overdue,
    Update,
    Verdict,
)

TOGETHER = 32
"""Steps in one piece of a file."""
_SAME = frozenset({"registry", "natures"})
_LOOKED_AT = [one.name for one in fields(Reading) if one.name not in _SAME]
_Looked: Any = make_dataclass(
    "_Looked", [(name, get_type_hints(Reading)[name]) for name in _LOOKED_AT], frozen=True
)
"""A `Reading` without what is the same for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """A verdict under the name of its kind."""

    new: New | None = None
    update: Update | None = None
    known: Known | None = None
    confirmed: Confirmed | None = None
    contested: Contested | None = None
    background: Background | None = None
    hold: Hold | None = None
    overdue: Overdue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    mention: Mention
    verdict: _Verdict
    after: Development
    evidence: tuple[Evidence, ...]
    looked: _Looked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    at: datetime
    article: ArticleId | None = None
    released: DevelopmentId | None = None
    likeness: str = ""
    tellings: tuple[_Telling, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Steps:
    steps: tuple[_Step, ...]


def packed(steps: Iterable[Step]) -> bytes:
    """Return steps as bytes; what stood before a judged mention is left out, nobody asks for it."""
    return codec.pack(_Steps(tuple(map(_stored, steps))))


def unpacked(piece: bytes, registry: Registry, natures: Natures) -> Iterator[Step]:
    """Yield the steps; raises `DependencyUnavailable` if the bytes are none."""
    found: _Steps = codec.unpack(_Steps, piece)
    for step in found.steps:
        yield Step(
            at=step.at,
            article=step.article,
            released=step.released,
            likeness=step.likeness,
            tellings=tuple(_telling(one, registry, natures) for one in step.tellings),
        )


def _stored(step: Step) -> _Step:
    return _Step(
        at=step.at,
        article=step.article,
        released=step.released,
        likeness=step.likeness,
        tellings=tuple(map(_stored_telling, step.tellings)),
    )


def _stored_telling(telling: Telling) -> _Telling:
    judged, reading = telling.judged, telling.reading
    verdict: dict[str, Any] = {type(judged.verdict).__name__.lower(): judged.verdict}
    looked = None
    if reading is not None:
        looked = _Looked(**{name: getattr(reading, name) for name in _LOOKED_AT})
    return _Telling(
        mention=judged.mention,
        verdict=_Verdict(**verdict),
        after=judged.after,
        evidence=judged.evidence,
        looked=looked,
    )


def _telling(stored: _Telling, registry: Registry, natures: Natures) -> Telling:
    told = stored.verdict
    verdicts: tuple[Verdict | None, ...] = tuple(
        getattr(told, one.name) for one in fields(_Verdict)
    )
    judged = Judged(
        mention=stored.mention,
        verdict=next(verdict for verdict in verdicts if verdict is not None),
        before=None,
        after=stored.after,
        evidence=stored.evidence,
    )
    if stored.looked is None:
        return Telling(judged=judged, reading=None)
    seen = {name: getattr(stored.looked, name) for name in _LOOKED_AT}
    reading = Reading(registry=registry, natures=natures, **seen)
    return Telling(judged=judged, reading=reading)
