"""The alert or bundle that was meant by the first letters of its id."""

from monitor.app.cli.looking import View
from monitor.errors import UsageError
from monitor.model.alert import AlertId
from monitor.model.restraint import Message

_MOST_NAMED = 5


async def message_of(view: View, given: str) -> Message:
    """Return the alert or bundle whose id is so, or alone begins so.

    Raises `UsageError` if there is none, or several.
    """
    found = await meant(view, given)
    if found is None:
        raise UsageError(f"there is no alert {given}; `monitor alerts` lists the latest")
    return found


async def meant(view: View, given: str) -> Message | None:
    """Return the alert or bundle whose id is so, or alone begins so; None if there is none.

    Raises `UsageError` if there are several.
    """
    exact = await _stored(view, AlertId(given)) if given else None
    if exact is not None:
        return exact
    ids = await view.ledger.ids(given, limit=_MOST_NAMED + 1) if given else ()
    if len(ids) > 1:
        more = ", …" if len(ids) > _MOST_NAMED else ""
        told = ", ".join(ids[:_MOST_NAMED])
        raise UsageError(f"several begin with {given}: {told}{more}; write more of it")
    return await _stored(view, ids[0]) if ids else None


async def _stored(view: View, name: AlertId) -> Message | None:
    return await view.ledger.alert(name) or await view.ledger.bundle(name)
