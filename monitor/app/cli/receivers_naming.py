"""Receivers by the name that a person gives: found, or doubted."""

from monitor.app.cli.base import complain
from monitor.app.config.problems import nearest
from monitor.app.config.settings import Configuration
from monitor.errors import UsageError
from monitor.model.watchlist import Receiver


def receiver_of(settings: Configuration, name: str) -> Receiver:
    """Return the receiver of this name; raises `UsageError` if there is none."""
    found = next((r for r in settings.receivers if r.name == name), None)
    if found is not None:
        return found
    told = _meant(settings, name) or "; `monitor receivers` lists those there are"
    raise UsageError(f'there is no receiver "{name}"{told}')


def doubt_receiver(settings: Configuration, name: str | None) -> None:
    """Warn of a name that the configuration has not: the store may know it of old."""
    if name is not None and all(r.name != name for r in settings.receivers):
        meant = _meant(settings, name)
        complain(f'warning: the configuration names no receiver "{name}"{meant}')


def _meant(settings: Configuration, name: str) -> str:
    near = nearest(name, [r.name for r in settings.receivers])
    return f'; did you mean "{near}"?' if near else ""
