"""The test sentences of the lexicon, each told to detection by itself, and what comes of them."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date

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


def trials(configuration: Configuration, types: Container[str] | None = None) -> Iterator[Trial]:
    """Give every test sentence of the types (None: of all) with what the frames find in it.

    Sentences of the configuration's own files are read with its actors, those that are shipped with
    the actors that are shipped: they were written for them. The verifier is left out, for it weighs
    whole articles. Raises `ConfigErrors` if a lexicon file is wrong.
    """
    for language in languages(configuration.folder):
        yield from _in_language(language, configuration, types)


def _in_language(
    language: str, configuration: Configuration, types: Container[str] | None
) -> Iterator[Trial]:
    shipped = {document.name for document in shipped_documents(language)}
    groups: dict[bool, list[Document]] = {True: [], False: []}
    for document in lexicon_documents(configuration.folder, language):
        groups[document.name in shipped].append(document)
    for ours, documents in groups.items():
        if not documents:
            continue
        reader = _reader(configuration, ours=ours)
        tools = replace(tools_of(reader, language=language), verifier=Verifier())
        for document in documents:
            event = _event(document, tools)
            if event is not None and (types is None or event.id in types):
                yield from _of(event, document, tools, language)


def _reader(configuration: Configuration, *, ours: bool) -> Configuration:
    """Return the configuration, with the shipped actors for the sentences that are shipped."""
    if not ours:
        return configuration
    defaults = load(shipped_folder(), types=known_types(), environment={})
    return replace(configuration, registry=defaults.registry)


def _event(document: Document, tools: Tools) -> EventType | None:
    fields = document.value
    kind = fields.get("type") if isinstance(fields, dict) else None
    return tools.lexicon.types.get(TypeId(kind)) if isinstance(kind, str) else None


def _of(event: EventType, document: Document, tools: Tools, language: str) -> Iterator[Trial]:
    for number, sample in enumerate(event.samples):
        line, column = document.where(("tests", number))
        yield Trial(
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
