"""Labels as records: exported for others, and read again for a replay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from monitor.adapters import codec
from monitor.alert.record import Record, development_record, evidence_record
from monitor.errors import DependencyUnavailable, UsageError
from monitor.model.article import ArticleId
from monitor.model.development import Development, DevelopmentId, Evidence
from monitor.model.feedback import Feedback, Label, LabelId, Opinion, Side
from monitor.model.moment import rfc3339

OBEYED = frozenset({Opinion.SAME, Opinion.DIFFERENT, Opinion.MUTE})
"""What a replay obeys. What was said to be wrong was told all the same, and is told by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """As much of an exported sentence as tells which one is meant."""

    article: ArticleId
    start: int
    end: int
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    id: DevelopmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    development: _Known
    evidence: _Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exported:
    """A line of an export, as far as a replay needs it; other fields are passed over."""

    opinion: Opinion
    at: datetime
    sides: tuple[_Side, ...]
    id: LabelId | None = None
    author: str = ""
    comment: str = ""


def label_record(label: Label) -> Record:
    """Return the label with the facts of its developments, as they stood when it was given, and the
    sentence of each.
    """
    facts = {known.id: known for known in label.facts}
    sides = [
        _side_record(side.development, facts.get(side.development), side.sentence)
        for side in label.sides
    ]
    return {**_said(label), "id": label.id, "sides": sides}


def feedback_record(said: Feedback, known: Development | None) -> Record:
    """Return what was said of an alert, with what is `known` of its development by now."""
    sentence = known.evidence[0] if known is not None and known.evidence else None
    sides = [_side_record(said.development, known, sentence)]
    return {**_said(said), "id": None, "alert": said.alert, "sides": sides}


def _said(said: Label | Feedback) -> Record:
    return {
        "opinion": str(said.opinion),
        "author": said.author,
        "comment": said.comment,
        "at": rfc3339(said.at),
    }


def _side_record(
    id_: DevelopmentId, known: Development | None, sentence: Evidence | None
) -> Record:
    return {
        "development": development_record(known) if known is not None else {"id": id_},
        "evidence": evidence_record(sentence) if sentence is not None else None,
    }


def read_labels(path: Path) -> tuple[Label, ...]:
    """Return the labels of an exported file that a replay obeys, in its order.

    Raises `UsageError` with the line that is none.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    return tuple(_labels(path, lines))


def _labels(path: Path, lines: Iterable[bytes]) -> Iterator[Label]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = codec.decode(_Exported, line)
        except DependencyUnavailable as error:
            why = str(error).rpartition(" read: ")[2]
            raise UsageError(f"{path}:{number}: no label as `export` writes them: {why}") from error
        if found.opinion in OBEYED:
            label = _label(found, number)
            if len(label.sides) != (1 if label.opinion is Opinion.MUTE else 2):
                raise UsageError(f"{path}:{number}: sides without their sentence, or too few")
            yield label


def _label(found: _Exported, number: int) -> Label:
    sides = (
        Side(development=side.development.id, sentence=_sentence(side.evidence))
        for side in found.sides
        if side.evidence is not None
    )
    return Label(
        id=found.id or LabelId(f"line {number}"),
        opinion=found.opinion,
        sides=tuple(sides),
        author=found.author,
        comment=found.comment,
        at=found.at,
    )


def _sentence(told: _Sentence) -> Evidence:
    return Evidence(
        article=told.article,
        url=None,
        outlet=None,
        published=None,
        sentence=told.sentence,
        start=told.start,
        end=told.end,
    )


def labels_digest(labels: Iterable[Label]) -> str:
    """Return a short name of what the labels say: a replay that obeys others is another one."""
    told = sha256()
    for label in sorted(labels, key=lambda one: one.id):
        told.update(codec.encode((label.id, label.opinion, label.sides, label.at)))
    return told.hexdigest()[:16]
