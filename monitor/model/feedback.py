"""What people say of alerts, and of developments beside one another."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from monitor.model.alert import AlertId
from monitor.model.development import Development, DevelopmentId, Evidence

LabelId = NewType("LabelId", str)


class Opinion(StrEnum):
    """What somebody says: of what an alert told (wrong, right), of two developments (same,
    different), or of one (mute).
    """

    WRONG = "wrong"
    RIGHT = "right"
    SAME = "same"
    DIFFERENT = "different"
    MUTE = "mute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Somebody's opinion of an alert, and of the development that it told."""

    opinion: Opinion
    alert: AlertId
    development: DevelopmentId
    author: str
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A development that a label is about, and the sentence that stands for it: in a replay ids may
    differ, and the sentence alone says which one is meant.
    """

    development: DevelopmentId
    sentence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An opinion that is obeyed until it is undone: of two sides, or (mute) of one.

    `facts`: the developments of the sides as they stood when it was given; none where it was read
    from an export.
    """

    id: LabelId
    opinion: Opinion
    sides: tuple[Side, ...]
    facts: tuple[Development, ...] = ()
    author: str
    comment: str
    at: datetime

    @property
    def why(self) -> str:
        """Return in words who said what."""
        said = f"{self.author} {_WORDS[self.opinion]}"
        return f"{said}: {self.comment}" if self.comment else said


_WORDS = {
    Opinion.WRONG: "said that it is wrong",
    Opinion.RIGHT: "said that it is right",
    Opinion.SAME: "said that they are one",
    Opinion.DIFFERENT: "said that they are two",
    Opinion.MUTE: "wants nothing more told of it",
}
