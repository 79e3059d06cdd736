"""Queueing what waits at receivers for a reason or a time that is no more, a bounded step at a
time.
"""

from monitor.adapters import delivery_scripts as scripts
from monitor.adapters import keys
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.store import Store
from monitor.model.alert import AlertId
from monitor.model.restraint import Restraint
from monitor.ports import Sending

WOKEN_AT_ONCE = 200


async def wake(store: Store, now: Now, reason: Restraint, receiver: str | None = None) -> int:
    """Queue what is held for the reason at the receiver, or at all; return how many.

    What is held anew meanwhile is not looked at again.
    """
    if receiver is not None:
        return await _woken(store, now, reason, receiver)
    names: list[bytes] = await store.ask("SMEMBERS", keys.WAITING)
    woken = 0
    for name in names:
        woken += await _woken(store, now, reason, name.decode())
    return woken


async def try_again(store: Store, now: Now, receiver: str) -> int:
    """Queue what waits at the receiver to be tried again or for a time; return how many."""
    queued, cursor = 0, b"0"
    while True:
        cursor, flat = await store.ask("ZSCAN", keys.RETRIES, cursor, "COUNT", WOKEN_AT_ONCE)
        for member in flat[::2]:
            alert, _, whose = member.decode().partition("|")
            if whose == receiver:
                one = Sending(entry="", alert=AlertId(alert), receiver=receiver)
                queued += await scripts.retry_now(store, now, one)
        if cursor == b"0":
            return queued


async def _woken(store: Store, now: Now, reason: Restraint, receiver: str) -> int:
    waiting: int = await store.ask("ZCARD", keys.restrained(receiver, reason))
    woken = 0
    for left in range(waiting, 0, -WOKEN_AT_ONCE):
        limit = min(WOKEN_AT_ONCE, left)
        woken += await scripts.wake(store, now, receiver, reason=reason, limit=limit)
    return woken
