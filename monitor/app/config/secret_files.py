"""Secrets that stand in files of their own, and other paths of the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem

_MAX_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Files:
    """Files that a document names, relative to its folder; each fault is added to `problems`, and
    each file that is read at once to `named`.
    """

    document: Document
    folder: Path
    folders: Mapping[Steps, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)

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
        problem, content = "", b""
        try:
            with self.read(path, name).open("rb") as stream:
                content = stream.read(_MAX_BYTES + 1)
        except OSError as error:
            problem = f"{name} cannot be read: {error.strerror}"
        text = _text(content)
        if not problem and text is None:
            problem = f"{name} holds no text of at most {_MAX_BYTES} bytes"
        elif not problem and not text:
            problem = f"{name} is empty"
        if problem:
            self.problems.append(self.document.problem(path, f"{path[-1]}: {problem}"))
            return None
        return text


def _text(content: bytes) -> str | None:
    if len(content) > _MAX_BYTES or b"\0" in content:
        return None
    try:
        return content.decode("utf-8").strip()
    except UnicodeDecodeError:
        return None
