"""The garbage collector of Python beside work that makes much at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

THOROUGH = 20


@dataclass(slots=True)
class Heap:
    """Has what a configuration is made of passed over when garbage is looked for: half a million
    objects that stay, each search of which holds up everything for a quarter of a second.

    They are freed all the same when nobody refers to them; only circles among them are not, until
    all is looked through again, which is done once in so many (`THOROUGH`) `rounds`.
    """

    rounds: int = 0

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Pass over what the block makes from now on, if it ends well; meanwhile nothing is looked
        through.
        """
        if self.rounds % THOROUGH == 0:
            gc.unfreeze()
        self.rounds += 1
        gc.collect()
        gc.disable()
        try:
            yield
            gc.freeze()
        finally:
            gc.enable()
