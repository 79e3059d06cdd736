"""The lexicon in force: the shipped documents, and those of the configuration over them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from monitor.app.config.document import Document, Steps
from monitor.app.config.folder import lexicon_files
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.yaml import read_yaml
from monitor.detect.lexicon.entries import LexiconError
from monitor.detect.lexicon.language import USUAL
from monitor.detect.lexicon.natures import NATURE_FIELDS, nature_of
from monitor.detect.lexicon.reading import build
from monitor.model.nature import Natures

FIRST = "language.yaml"
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


def known_statuses(folder: Path) -> tuple[str, ...] | None:
    """Return the statuses of all types that `known_types` gives; None where a file of the folder's
    own lexicon is no YAML.
    """
    try:
        own = lexicon_files(folder)
    except ConfigErrors:
        return None
    documents = (*shipped_documents(), *(document for _, document in own))
    told = (d.value.get("statuses") for d in documents if isinstance(d.value, dict))
    listed = (words for words in told if isinstance(words, list))
    return tuple(dict.fromkeys(str(word) for words in listed for word in words))


def languages(folder: Path) -> tuple[str, ...]:
    """Return the languages that are detected in, by their codes (ISO 639): each has a folder with a
    `language.yaml`, shipped or below the configuration's `lexicon/`. All others are story-level:
    nothing is detected in them.
    """
    with resources.as_file(_folder()) as path:
        found = [file.parent.name for file in path.glob(f"*/{FIRST}")]
    found += [file.parent.name for file in (folder / "lexicon").glob(f"*/{FIRST}")]
    return tuple(sorted(set(found)))


def lexicon_documents(folder: Path, language: str = USUAL) -> tuple[Document, ...]:
    """Return the shipped documents of a language with those of the folder in the place of their
    like: of the same type, else of the same name. Files beside the folders of languages are
    English.

    Raises `ConfigErrors` with what is wrong in each of the folder's own, at its line and column.
    """
    files = [
        (name, document)
        for name, document in lexicon_files(folder, language=language)
        if language == USUAL or Path(document.name).parent.name == language
    ]
    own = {_key(name, document): document for name, document in files}
    shipped = {_key(Path(d.name).stem, d): d for d in shipped_documents(language)}
    documents = shipped | own
    beside = _beside(documents.values(), folder, language)
    faults = [f for document in own.values() if (f := _fault(document, beside)) is not None]
    if faults:
        raise ConfigErrors(faults)
    return tuple(documents.values())


def lexicon_data(folder: Path, language: str = USUAL) -> dict[str, object]:
    """Return the documents in force as plain data by their names.

    What a type is like is told once, in English: in other languages a type has those fields of it
    that its own document leaves out. Raises `ConfigErrors` as `lexicon_documents` does.
    """
    documents = lexicon_documents(folder, language)
    like = _natures(folder) if language != USUAL else {}
    return {document.name: _whole(document, like) for document in documents}


def natures_of(folder: Path) -> Natures:
    """Return what each type of the lexicon in force is like. Raises `ConfigErrors` as
    `lexicon_documents` does.
    """
    documents = lexicon_documents(folder)
    typed = (d for d in documents if _type_of(d) is not None)
    return Natures.build(nature_of(d.value, d.name) for d in typed if isinstance(d.value, dict))


def story_level(language: str | None) -> str:
    """Return what a user is told of a language without a folder."""
    return (
        f"there is no lexicon for the language {language!r}: story-level only, nothing is detected"
    )


def _natures(folder: Path) -> dict[str, dict[str, object]]:
    """Return the fields of each English type that hold in every language."""
    found: dict[str, dict[str, object]] = {}
    for document in lexicon_documents(folder):
        if (kind := _type_of(document)) is not None and isinstance(document.value, dict):
            fields = document.value.items()
            found[kind] = {name: value for name, value in fields if name in NATURE_FIELDS}
    return found


def _whole(document: Document, like: Mapping[str, Mapping[str, object]]) -> object:
    kind = _type_of(document)
    if kind is None or not isinstance(document.value, dict):
        return document.value
    return {**like.get(kind, {}), **document.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What a document of another language than English is read with: its language, and what its
    type is like.
    """

    language: Mapping[str, object]
    like: Mapping[str, Mapping[str, object]]


def _beside(documents: Iterable[Document], folder: Path, language: str) -> _Beside:
    if language == USUAL:
        return _Beside(language={}, like={})
    words = {d.name: d.value for d in documents if _type_of(d) is None}
    return _Beside(language=words, like=_natures(folder))


def _folder() -> Traversable:
    return resources.files("monitor.detect.lexicon")


@cache
def shipped_documents(language: str = USUAL) -> tuple[Document, ...]:
    """Return the shipped documents of a language, each named by its file alone where they are
    English, else with the folder of the language before it; none for a language without a folder.
    """
    prefix = "" if language == USUAL else f"{language}/"
    with resources.as_file(_folder()) as path:
        files = sorted((path / language).glob("*.yaml"))
        return tuple(read_yaml(file, name=f"{prefix}{file.name}") for file in files)


def _type_of(document: Document) -> str | None:
    fields = document.value
    kind = fields.get("type") if isinstance(fields, dict) else None
    return kind if isinstance(kind, str) else None


def _types(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(sorted(kind for d in documents if (kind := _type_of(d)) is not None))


def _key(name: str, document: Document) -> str:
    return _type_of(document) or name


def _fault(document: Document, beside: _Beside) -> Problem | None:
    """Return what is wrong in the document, at its place; None if it can be used."""
    try:
        build({**beside.language, document.name: _whole(document, beside.like)})
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
