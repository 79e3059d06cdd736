"""A port that can be served, on a real store."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.fakes.port import ServedPort, serving

Serve = Callable[..., AbstractAsyncContextManager[ServedPort]]


@pytest.fixture
def serve(store, clock) -> Serve:
    """Serve a port while a block lasts: one of this machine without a token, if nothing is said."""
    return lambda **more: serving(ServedPort(store=store, clock=clock, **more))
