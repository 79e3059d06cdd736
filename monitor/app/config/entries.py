"""Entries that a command adds to sources.yaml: the file keeps every line that it has."""

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from monitor.app.config.folder import SOURCES
from monitor.app.config.problems import ConfigErrors
from monitor.app.config.shapes_sources import SourcesShape
from monitor.app.config.translation import checked
from monitor.app.config.yaml import parse_yaml
from monitor.errors import UsageError

_PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9_./@%?=&+~-]*(?::[A-Za-z0-9_./@%?=&+~-]+)*(?: [A-Za-z0-9.]+)*|[0-9]+[smhd]"
)
_NOT_TEXT = re.compile(r"(?:true|false|null|yes|no|on|off|y|n)", re.IGNORECASE)
_NO_ENTRIES = re.compile(r"^sources:[ \t]*(?:\[[ \t]*\])?[ \t]*(?=#|$)", re.MULTILINE)
_ITEM = re.compile(r"^([ \t]*)- ", re.MULTILINE)

Entry = Mapping[str, str | bool | Mapping[str, str]]


def line(entry: Entry) -> str:
    """Return the entry as one line of YAML, as it stands in a list of sources."""
    return f"- {_flow(entry)}"


def _flow(value: str | bool | Mapping[str, str] | Entry) -> str:  # noqa: FBT001 - a value of YAML
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            plain = _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value)
            return value if plain else json.dumps(value, ensure_ascii=not value.isprintable())
        case _:
            return (
                "{" + ", ".join(f"{_flow(key)}: {_flow(part)}" for key, part in value.items()) + "}"
            )


def with_entries(text: str, entries: Sequence[Entry]) -> str:
    """Return the text of sources.yaml with the entries behind its own.

    Raises `ConfigErrors` if the text is wrong already, or an entry is; `UsageError` with the lines
    to add by hand where the list does not stand last in the file.
    """
    before = _listed(text)
    start = text if text.endswith("\n") or not text else f"{text}\n"
    if not before:
        start = _NO_ENTRIES.sub("sources:", start)
    if not _NO_ENTRIES.search(start):
        start += "sources:\n"
    indents = [found[1] for found in _ITEM.finditer(start)]
    indent = indents[-1] if before and indents else "  "
    lines = [f"{indent}{line(entry)}" for entry in entries]
    after = "\n".join([start.rstrip("\n"), *lines, ""])
    try:
        fits = _listed(after) == [*before, *map(_plain, entries)]
    except ConfigErrors:
        fits = False
    if not fits:
        by_hand = "\n".join(f"  {line(entry)}" for entry in entries)
        raise UsageError(f"{SOURCES} is not of a form to add to; put in by hand:\n{by_hand}")
    checked(parse_yaml(after, name=SOURCES), SourcesShape)
    return after


def _listed(text: str) -> list[object]:
    value = parse_yaml(text, name=SOURCES).value
    listed = value.get("sources") if isinstance(value, dict) else None
    return list(listed) if isinstance(listed, list) else []


def _plain(entry: Entry) -> dict[str, object]:
    return {k: dict(v) if isinstance(v, Mapping) else v for k, v in entry.items()}


def add(folder: Path, entries: Sequence[Entry]) -> Path:
    """Add the entries to the folder's sources.yaml in one step and return its path.

    Raises as `with_entries` does, and `UsageError` if the file cannot be written.
    """
    path = folder / SOURCES
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        _replace(path, with_entries(text, entries))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a folder by --config") from error
    return path


def _replace(path: Path, text: str) -> None:
    """Put the text in the file's place whole: a reader sees the old one or the new."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
