"""What a node tells of the configuration that it works by."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.settings import Configuration
from monitor.app.config.watched import digest, shown, yaml_files
from monitor.app.telemetry.redaction import redacted
from monitor.errors import ConfigError
from monitor.model.inforce import ConfigState, Mistake, Refusal, Trigger
from monitor.model.moment import rfc3339


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


def gone(before: ConfigState, now: ConfigState) -> Iterator[Mistake]:
    """Give what there was, and is none of any more because files are gone: a folder that is being
    replaced, or was unmounted, looks like that, and what is read meanwhile would never be told.
    """
    files = [file for file in before.files if file not in now.files]
    for kind, number in before.counts.items() if files else ():
        if number and not now.counts[kind]:
            message = (
                f"{kind}: none are left of {number}, and {files[0]} is gone;"
                " if that is meant, ask for it by SIGHUP or POST /-/reload"
            )
            yield Mistake(file="", message=message, text=message)


def mistakes_of(fault: ConfigError) -> tuple[Mistake, ...]:
    """Return the faults of a configuration as they are told and kept: without secrets."""
    if isinstance(fault, ConfigErrors):
        return tuple(_mistakes(fault.problems))
    said = redacted(str(fault))
    return (Mistake(file="", message=said, text=said),)


def _mistakes(problems: Iterable[Problem]) -> Iterable[Mistake]:
    for problem in problems:
        yield Mistake(
            file=problem.file,
            line=problem.line,
            column=problem.column,
            message=redacted(problem.message),
            suggestion=problem.suggestion,
            text=redacted(str(problem)),
        )


def config_record(state: ConfigState) -> dict[str, object]:
    """Return the state as it is answered and printed: plain values, times by RFC 3339."""
    failure = state.failure
    return {
        "folder": state.folder,
        "digest": state.digest,
        "since": rfc3339(state.since),
        "trigger": str(state.trigger),
        "files": list(state.files),
        "counts": dict(state.counts),
        "reloads": state.reloads,
        "refused": state.refused,
        "needs_restart": list(state.needs_restart),
        "failure": _refusal_record(failure) if failure is not None else None,
    }


def problem_records(failure: Refusal) -> list[dict[str, object]]:
    """Return the mistakes of the attempt, as far as they are kept, each at its line and column."""
    return [
        {
            "file": mistake.file,
            "line": mistake.line,
            "column": mistake.column,
            "message": mistake.message,
            "suggestion": mistake.suggestion,
        }
        for mistake in failure.mistakes
    ]


def _refusal_record(failure: Refusal) -> dict[str, object]:
    return {
        "at": rfc3339(failure.at),
        "trigger": str(failure.trigger),
        "problems": problem_records(failure),
        "more": failure.more,
    }
