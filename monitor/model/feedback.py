"""What people say of alerts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.alert import AlertId
from monitor.model.development import DevelopmentId


class Opinion(StrEnum):
    """What somebody says of what an alert told."""

    WRONG = "wrong"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Somebody's opinion of an alert, and of the development that it told."""

    opinion: Opinion
    alert: AlertId
    development: DevelopmentId
    author: str
    comment: str
    at: datetime
