"""Secrets that stand in files of their own, and other paths of the configuration."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem, nearest

_MAX_BYTES = 64_000
_MOST_BESIDE = 1_000
_MOUNTS = ("/run/secrets", "/var/run/secrets")


@dataclass(frozen=True, slots=True)
class Files:
    """Files that a document names, relative to its folder; each fault is added to `problems`, each
    file that is read at once to `named`, and what others may read of them to `doubts`.
    """

    document: Document
    folder: Path
    folders: Mapping[Steps, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)
    doubts: list[Problem] = field(default_factory=list)

    def located(self, path: Steps, name: str) -> Path:
        """Return where the file named at the path is; `folders` overrules `folder` by path."""
        base = next(
            (folder for n in range(len(path), 0, -1) if (folder := self.folders.get(path[:n]))),
            self.folder,
        )
        try:
            return base / Path(name).expanduser()
        except RuntimeError:
            self.problems.append(self.document.problem(path, f"no home folder for {name}"))
            return base / name

    def read(self, path: Steps, name: str) -> Path:
        """Return where the file named at the path is, of which the configuration takes what it
        holds now.
        """
        found = self.located(path, name)
        self.named.add(found)
        return found

    def secret(self, path: Steps, name: str | None) -> str | None:
        """Return the stripped content of the file named at the path; None if it cannot be had."""
        if name is None:
            return None
        there = self.read(path, name)
        problem, suggestion, content, mode = "", None, b"", 0
        try:
            with there.open("rb") as stream:
                content = stream.read(_MAX_BYTES + 1)
                mode = os.fstat(stream.fileno()).st_mode
        except OSError as error:
            problem = f"{name} cannot be read: {error.strerror}"
            suggestion = _near(there, name) if isinstance(error, FileNotFoundError) else None
        text = _text(content)
        if not problem and text is None:
            problem = f"{name} holds no text of at most {_MAX_BYTES} bytes"
        elif not problem and not text:
            problem = f"{name} is empty"
        if problem:
            told = f"{path[-1]}: {problem}"
            self.problems.append(self.document.problem(path, told, suggestion=suggestion))
            return None
        if mode & stat.S_IROTH and not _is_mounted(there):
            self.doubts.append(self._open_to_others(path, name))
        return text

    def _open_to_others(self, path: Steps, name: str) -> Problem:
        return self.document.warning(
            path,
            f"{path[-1]}: every user of this machine may read {name}",
            hint=f"chmod o= {name}",
            consequence="it is used; whoever reads it can do what it allows",
        )


def _is_mounted(path: Path) -> bool:
    """Return whether the file was put there for one container, in which there are no others."""
    return any(path.is_relative_to(mount) for mount in _MOUNTS)


def _near(path: Path, name: str) -> str | None:
    """Return the name of a file beside it that was probably meant."""
    try:
        beside = [entry.name for entry in islice(path.parent.iterdir(), _MOST_BESIDE)]
    except OSError:
        return None
    near = nearest(path.name, beside)
    return f"{name.removesuffix(path.name)}{near}" if near is not None else None


def _text(content: bytes) -> str | None:
    if len(content) > _MAX_BYTES or b"\0" in content:
        return None
    try:
        return content.decode("utf-8").strip()
    except UnicodeDecodeError:
        return None
