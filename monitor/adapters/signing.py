"""The key by which links in mails are signed: made once, kept in the store, one for all nodes."""

from secrets import token_bytes

from monitor.adapters import keys
from monitor.adapters.store import Store
from monitor.errors import TryLater

LENGTH = 32


async def signing_key(store: Store) -> bytes | None:
    """Return the key, made now if there is none; None while the store takes no writes."""
    known: bytes | None = await store.ask("GET", keys.SIGNING)
    if known is None:
        try:
            await store.ask("SET", keys.SIGNING, token_bytes(LENGTH), "NX")
        except TryLater:
            return None
        known = await store.ask("GET", keys.SIGNING)
    return known
