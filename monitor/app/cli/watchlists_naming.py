"""Watchlists by the name that a person gives: there, or refused."""

from monitor.app.config.problems import nearest
from monitor.app.config.settings import Configuration
from monitor.errors import UsageError


def known_watchlist(name: str | None, settings: Configuration) -> None:
    """Refuse the name of a watchlist that is not configured; None is no name.

    Raises `UsageError`, naming the one that may be meant.
    """
    names = [known.name for known in settings.watchlists]
    if name is None or name in names:
        return
    near = nearest(name, names)
    meant = f'; did you mean "{near}"?' if near else f"; there are {', '.join(names) or 'none'}"
    raise UsageError(f'there is no watchlist "{name}" in the configuration{meant}')
