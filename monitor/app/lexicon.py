"""The lexicon in force: the shipped documents, and those of the configuration over them."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from monitor.app.config.document import Document, Steps
from monitor.app.config.folder import lexicon_files
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.yaml import read_yaml
from monitor.detect.lexicon.entries import LexiconError
from monitor.detect.lexicon.reading import build

LANGUAGE = "en"
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_PLACED = re.compile(r"(?P<path>[\w.\[\]-]+): (?P<fault>.*)", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field (?P<key>\S+)$")


def shipped_types() -> tuple[str, ...]:
    """Return the development types that the shipped lexicon detects."""
    return _types(shipped_documents())


def known_types(folder: Path | None = None) -> tuple[str, ...]:
    """Return every development type that a watchlist may name: the shipped ones, and those that
    the folder's own lexicon adds. Raises `ConfigErrors` if a file of it is no YAML.
    """
    own = lexicon_files(folder) if folder is not None else ()
    return tuple(dict.fromkeys((*shipped_types(), *_types(document for _, document in own))))


def lexicon_documents(folder: Path) -> tuple[Document, ...]:
    """Return the shipped documents with those of the folder in the place of their like: of the
    same type, else of the same name.

    Raises `ConfigErrors` with what is wrong in each of the folder's own, at its line and column.
    """
    own = {_key(name, document): document for name, document in lexicon_files(folder)}
    faults = [fault for document in own.values() if (fault := _fault(document)) is not None]
    if faults:
        raise ConfigErrors(faults)
    shipped = {
        _key(Path(document.name).stem, document): document for document in shipped_documents()
    }
    return tuple((shipped | own).values())


def _folder() -> Traversable:
    return resources.files("monitor.detect.lexicon") / LANGUAGE


@cache
def shipped_documents() -> tuple[Document, ...]:
    """Return the shipped documents, each named by its file alone."""
    with resources.as_file(_folder()) as path:
        return tuple(read_yaml(file, name=file.name) for file in sorted(path.glob("*.yaml")))


def _type_of(document: Document) -> str | None:
    fields = document.value
    kind = fields.get("type") if isinstance(fields, dict) else None
    return kind if isinstance(kind, str) else None


def _types(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(sorted(kind for d in documents if (kind := _type_of(d)) is not None))


def _key(name: str, document: Document) -> str:
    return _type_of(document) or name


def _fault(document: Document) -> Problem | None:
    """Return what is wrong in the document, at its place; None if it can be used."""
    try:
        build({document.name: document.value})
    except LexiconError as error:
        return _placed(document, str(error).removeprefix(f"{document.name}: "))
    return None


def _placed(document: Document, told: str) -> Problem:
    """Return the fault with the place of the field that it names; lists count from 1 in it."""
    match = _PLACED.fullmatch(told)
    path, fault = (match["path"], match["fault"]) if match is not None else ("", told)
    steps: Steps = tuple(word or int(place) - 1 for word, place in _STEP.findall(path))
    unknown = _UNKNOWN.search(fault)
    if unknown is not None:
        steps = (*steps, unknown["key"])
    return document.problem(steps, told, on_key=unknown is not None)
