"""What happens to the embedded server, told to whoever keeps the log."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Our server serves: at the beginning, or again after a death."""

    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """Another daemon's server serves this folder, and we use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TookOver:
    """The server that we had adopted is gone, and one of ours serves in its place."""

    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """Our server ended unasked; a negative `returncode` is the signal that killed it."""

    returncode: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarting:
    """Our server will be started after this many seconds."""

    in_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unstartable:
    """An attempt to start our server failed; `reason` says what to do. Another attempt follows."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Our server ended because we leave; `returncode` -9 means that it had to be killed."""

    returncode: int


ServerEvent = Started | Adopted | TookOver | Died | Restarting | Unstartable | Stopped
