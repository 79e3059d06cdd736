"""Waiting for a condition, with a limit."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(ask: Callable[[], Awaitable[T]]) -> T:
    """Return the first answer that is not empty; fails after thirty seconds."""
    async with asyncio.timeout(30):
        while True:
            answer = await ask()
            if answer:
                return answer
