"""Offload without processes: the work is done here and now."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class InlineOffload:
    """Runs the function in this process; nothing limits it."""

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the function's value."""
        return function(*args, **kwargs)

    def of(self, whom: str) -> "InlineOffload":
        """Return itself: nobody waits."""
        return self
