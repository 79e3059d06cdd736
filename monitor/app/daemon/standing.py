"""What a node tells of the configuration that it works by."""

from collections.abc import Iterable
from datetime import datetime

from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.settings import Configuration
from monitor.app.config.watched import digest, shown, yaml_files
from monitor.errors import ConfigError
from monitor.model.inforce import ConfigState, Mistake, Trigger


def state_of(configuration: Configuration, now: datetime, trigger: Trigger) -> ConfigState:
    """Return the state of a configuration that is taken now; its files are read for that."""
    folder = configuration.folder
    files = yaml_files(folder)
    elsewhere = sorted(f for f in configuration.named if f not in files)
    own = (*files, *(f for f in elsewhere if f.suffix == ".yaml"))
    return ConfigState(
        folder=str(folder),
        digest=digest(folder, own),
        since=now,
        trigger=trigger,
        files=tuple(shown(folder, file) for file in (*files, *elsewhere)),
        counts=counts_of(configuration),
    )


def counts_of(configuration: Configuration) -> dict[str, int]:
    """Return how much of each kind the configuration has; sources that are not enabled are none."""
    return {
        "sources": sum(s.enabled for s in configuration.sources),
        "actors": len(configuration.registry.actors),
        "watchlists": len(configuration.watchlists),
        "receivers": len(configuration.receivers),
    }


def mistakes_of(fault: ConfigError) -> tuple[Mistake, ...]:
    """Return the faults of a configuration as they are told and kept."""
    if isinstance(fault, ConfigErrors):
        return tuple(_mistakes(fault.problems))
    return (Mistake(file="", message=str(fault), text=str(fault)),)


def _mistakes(problems: Iterable[Problem]) -> Iterable[Mistake]:
    for problem in problems:
        yield Mistake(
            file=problem.file,
            line=problem.line,
            column=problem.column,
            message=problem.message,
            suggestion=problem.suggestion,
            text=str(problem),
        )
