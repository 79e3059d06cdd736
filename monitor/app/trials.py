"""The test sentences of the lexicon, each told to detection by itself, and what comes of them."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from monitor.app.config.document import Document
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import known_types, languages, lexicon_documents, shipped_documents
from monitor.app.rules import tools_of
from monitor.detect.detection import Tools, detect
from monitor.detect.lexicon.entries import EventType
from monitor.detect.verifier import Verifier
from monitor.extract.sentences import sentences
from monitor.model.actor import Registry
from monitor.model.article import Article, ArticleId
from monitor.model.development import Mention, TypeId
from monitor.model.moment import Stamp

DAY = date(2026, 3, 4)
"""The day on which every test sentence is published: a Wednesday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One test sentence of a type: where it stands, the status that it must tell (None: the type
    must not be told), and the mentions that were found in it, of every type.
    """

    file: str
    line: int
    column: int
    type: TypeId
    text: str
    expected: str | None
    found: tuple[Mention, ...]

    @property
    def statuses(self) -> tuple[str, ...]:
        """Return the statuses of what was found of the type."""
        return tuple(m.status for m in self.found if m.type == self.type)

    @property
    def right(self) -> bool:
        """Return whether the sentence tells what it must, once, and nothing else of the type."""
        return self.statuses == (() if self.expected is None else (self.expected,))


Chosen = Callable[[str, str], bool]
"""Whether a sentence is to be tried, by its text and the name of its file."""


def trials(
    configuration: Configuration,
    types: Container[str] | None = None,
    chosen: Chosen = lambda _text, _file: True,
) -> Iterator[Trial]:
    """Give every chosen test sentence of the types (None: of all) with what the frames find in it.

    Sentences of the configuration's own files are read with its actors, those that are shipped with
    the actors that are shipped: they were written for them. The verifier is left out, for it weighs
    whole articles. Raises `ConfigErrors` if a lexicon file is wrong.
    """
    for language in languages(configuration.folder):
        yield from _in_language(language, configuration, types, chosen)


def _in_language(
    language: str, configuration: Configuration, types: Container[str] | None, chosen: Chosen
) -> Iterator[Trial]:
    shipped = {document.name for document in shipped_documents(language)}
    groups: dict[bool, list[Document]] = {True: [], False: []}
    for document in lexicon_documents(configuration.folder, language):
        if _has_any(document, types, chosen):  # else no tools need be built for it
            groups[document.name in shipped].append(document)
    for ours, documents in groups.items():
        if not documents:
            continue
        reader = _reader(configuration, ours=ours)
        tools = replace(tools_of(reader, language=language), verifier=Verifier())
        for document in documents:
            event = tools.lexicon.types[TypeId(_field(document.value, "type"))]
            for number, sample in enumerate(event.samples):
                if chosen(sample.text, document.name):
                    yield _tried(event, number, document, tools, language)


def _has_any(document: Document, types: Container[str] | None, chosen: Chosen) -> bool:
    """Return whether the document has a chosen sentence of one of the types."""
    fields = document.value
    kind = _field(fields, "type")
    samples = fields.get("tests") if isinstance(fields, dict) and kind else None
    if not isinstance(samples, list) or not (types is None or kind in types):
        return False
    return any(chosen(_field(sample, "text"), document.name) for sample in samples)


def _field(fields: object, name: str) -> str:
    value = fields.get(name) if isinstance(fields, dict) else None
    return value if isinstance(value, str) else ""


def _reader(configuration: Configuration, *, ours: bool) -> Configuration:
    """Return the configuration, with the shipped actors for the sentences that are shipped."""
    if not ours:
        return configuration
    return replace(configuration, registry=_shipped_actors())


@cache
def _shipped_actors() -> Registry:
    return load(shipped_folder(), types=known_types(), environment={}).registry


def _tried(event: EventType, number: int, document: Document, tools: Tools, language: str) -> Trial:
    sample = event.samples[number]
    line, column = document.where(("tests", number))
    return Trial(
        file=document.name,
        line=line,
        column=column,
        type=event.id,
        text=sample.text,
        expected=sample.status,
        found=detect(_article(sample.text, language), tools=tools),
    )


def _article(text: str, language: str) -> Article:
    return Article(
        id=ArticleId("test"),
        text=text,
        sentences=sentences(text, language),
        language=language,
        published=Stamp.of_day(DAY),
    )
