"""The garbage collector of Python beside work that makes much at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def steady() -> Iterator[None]:
    """Look through what is kept once more, and never again; and for nothing while the block makes
    much. A full search of half a million objects holds up everything for a quarter of a second.

    What is left alone for good is still freed when nobody refers to it, unless it is in a circle:
    what configurations are made of is in none.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
