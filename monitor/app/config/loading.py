"""Reads a configuration folder whole: all its faults at once, or the settings it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from monitor.app.config import building, doubts, watched
from monitor.app.config import folder as folders
from monitor.app.config.document import Document, Node, Steps
from monitor.app.config.doubts_actors import of_actors
from monitor.app.config.doubts_extending import of_extending
from monitor.app.config.doubts_sources import of_sources
from monitor.app.config.doubts_types import of_types
from monitor.app.config.doubts_watchlist import Around, of_watchlist
from monitor.app.config.extending import TEMPLATE, Shelf, extended, extends, name_of
from monitor.app.config.folder import find_folder, lexicon_files
from monitor.app.config.forms import speller
from monitor.app.config.overrides import overridden
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.receivers import receivers
from monitor.app.config.registry import registry
from monitor.app.config.secret_files import Files
from monitor.app.config.settings import Configuration
from monitor.app.config.shapes_actors import ActorsShape
from monitor.app.config.shapes_monitor import DefaultsShape, MonitorShape
from monitor.app.config.shapes_sources import SourcesShape
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.app.config.sources import sources
from monitor.app.config.translation import checked
from monitor.app.config.verifier import verifier
from monitor.app.config.watchlists import Known, faults, shared_names, watchlist
from monitor.app.config.yaml import MAX_BYTES, read_yaml
from monitor.app.lexicon import known_statuses
from monitor.model.actor import Registry
from monitor.model.nature import Natures
from monitor.model.source import Pace, Source
from monitor.model.watchlist import Watchlist

__all__ = ["find_folder", "lexicon_files", "load", "salvage"]

P = ParamSpec("P")
T = TypeVar("T")

_ACTOR_BYTES = 4_000_000
_WHERE = frozenset({"state_dir", "redis", "redis_file"})


@dataclass(slots=True)
class _Folder:
    """What was read of the folder; a part is None where it is too broken to be used."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    monitor: MonitorShape | None = None
    monitor_file: Document = field(default_factory=lambda: _nothing(folders.MONITOR))
    watchlists: list[tuple[WatchlistShape, Document]] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)

    def files(self, document: Document, folders: Mapping[Steps, Path] | None = None) -> Files:
        """Return the files that the document names; their faults are kept here, as they are."""
        return Files(
            document,
            self.path,
            folders or {},
            problems=self.problems,
            named=self.named,
            doubts=self.doubts,
        )

    def attempt(self, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Return what is read, or None after keeping its problems."""
        try:
            return read(*args, **kwargs)
        except ConfigErrors as error:
            self.problems += error.problems
            return None

    def listed(self) -> list[tuple[Path, str]]:
        """Return the folder's watchlists, each with the name that errors give it."""
        paths = folders.watchlist_paths(self.path)
        return [(path, path.relative_to(self.path).as_posix()) for path in paths]

    def all_of(self, files: list[tuple[Path, str]]) -> list[Document]:
        """Return those of the files that can be read."""
        read = (self.attempt(read_yaml, path, name=name) for path, name in files)
        return [document for document in read if document is not None]

    def document(self, name: str, *, limit: int = MAX_BYTES) -> Document | None:
        """Return a file of the folder; one that does not exist is empty."""
        path = self.path / name
        if not path.exists():
            found: Document | None = _nothing(name)
        else:
            found = self.attempt(read_yaml, path, name=name, limit=limit)
        if found is not None:
            self.documents[name] = found
        return found


def load(
    folder: Path,
    *,
    types: tuple[str, ...] | Natures | None,
    watchlist_files: tuple[Path, ...] = (),
    environment: Mapping[str, str],
    overrides: Mapping[str, object] | None = None,
    named: set[Path] | None = None,
) -> Configuration:
    """Return the configuration of the folder; `types` are the development types that there are, or
    what each is like (then sums are doubted of those without any); None: not known.

    `watchlist_files` replace those of the folder; `environment`, then `overrides` (dotted),
    stand over monitor.yaml. The files that it names are added to `named`, also where it has errors.
    Raises `ConfigErrors` with every error of every file.
    """
    reading = _Folder(folder, named=set() if named is None else named)
    reading.named.update(watchlist_files)
    _read_monitor(reading, environment, overrides or {})
    actors = _read_actors(reading)
    listed = _read_sources(reading)
    natures = types if isinstance(types, Natures) else None
    known = Known(
        types=tuple(types.types) if isinstance(types, Natures) else types,
        actors=None if actors is None else set(actors.actors),
        receivers=None if reading.monitor is None else [r.name for r in reading.monitor.receivers],
        sources=None if listed is None else [source.id for source in listed],
        statuses=known_statuses(folder),
    )
    _read_watchlists(reading, watchlist_files, known)
    made = None
    if reading.monitor is not None:
        made = _made(reading, reading.monitor, environment)
    if made is None or actors is None or listed is None or reading.problems:
        raise ConfigErrors(_in_order(reading.problems))
    made = replace(made, registry=actors, sources=listed, named=frozenset(reading.named))
    return replace(made, warnings=_warnings(reading, made, natures))


def salvage(folder: Path, *, environment: Mapping[str, str]) -> Configuration | None:
    """Return what can be used of monitor.yaml, however broken it and the other files are: with it
    the store of a daemon is found that works on by what it had before. None if it does not tell
    where the store is.
    """
    reading = _Folder(folder)
    document = reading.document(folders.MONITOR)
    if document is None or not isinstance(document.value or {}, dict):
        return None
    document = reading.attempt(overridden, document, environment, {}) or document
    shape, lost = _usable(reading, document)
    if _WHERE.intersection(lost):
        return None
    reading.monitor_file = document
    return _made(reading, shape, environment)


def _usable(reading: _Folder, document: Document) -> tuple[MonitorShape, set[str]]:
    """Return what the keys of monitor.yaml say that are right, and the names of the others."""
    given = document.value if isinstance(document.value, dict) else {}
    kept: dict[str, object] = {}
    shape = MonitorShape()
    for key in sorted(given, key="receivers".__eq__):  # they name what other keys define
        root = replace(document.root, value={**kept, key: given[key]})
        found = reading.attempt(checked, replace(document, root=root), MonitorShape)
        if found is not None:
            shape, kept[key] = found, given[key]
    return shape, given.keys() - kept.keys()


def _nothing(name: str) -> Document:
    return Document(name, Node((1, 1), None))


def _in_order(problems: list[Problem]) -> list[Problem]:
    files = list(dict.fromkeys(problem.file for problem in problems))
    return sorted(problems, key=lambda p: (files.index(p.file), p.line, p.column))


def _read_monitor(
    reading: _Folder, environment: Mapping[str, str], overrides: Mapping[str, object]
) -> None:
    document = reading.document(folders.MONITOR)
    if document is not None:
        document = reading.attempt(overridden, document, environment, overrides) or document
        reading.monitor_file = document
        reading.monitor = reading.attempt(checked, document, MonitorShape)


def _read_actors(reading: _Folder) -> Registry | None:
    document = reading.document(folders.ACTORS, limit=_ACTOR_BYTES)
    shape = reading.attempt(checked, document, ActorsShape) if document else None
    if document is None or shape is None:
        return None
    made, problems = registry(shape, document)
    reading.problems += problems
    return made


def _read_sources(reading: _Folder) -> tuple[Source, ...] | None:
    document = reading.document(folders.SOURCES)
    shape = reading.attempt(checked, document, SourcesShape) if document else None
    if document is None or shape is None:
        return None
    defaults = reading.monitor.defaults if reading.monitor else DefaultsShape()
    return sources(shape, reading.files(document), defaults)


def _read_watchlists(reading: _Folder, given: tuple[Path, ...], known: Known) -> None:
    documents = reading.all_of([(path, str(path)) for path in given] or reading.listed())
    shelf = _shelf(reading, documents, given)
    for document in documents:
        whole = reading.attempt(extended, document, shelf)
        shape = reading.attempt(checked, whole, WatchlistShape) if whole is not None else None
        if whole is not None and shape is not None:
            reading.problems += faults(shape, whole, known)
            reading.watchlists.append((shape, whole))
    reading.problems += shared_names(reading.watchlists)


def _shelf(reading: _Folder, documents: list[Document], given: tuple[Path, ...]) -> Shelf:
    """Return what watchlists may extend; nothing else is read where none of them extends any."""
    asked = [base for document in documents if (base := extends(document)) is not None]
    unread = _Folder(reading.path)
    beside = unread.all_of(unread.listed()) if asked and given else []
    lists = {name: d for d in (*beside, *documents) if (name := name_of(d.root)) is not None}
    templates: dict[str, Document] = {}
    if any(base.startswith(TEMPLATE) for base in asked):
        paths = folders.template_paths(reading.path)
        read = reading.all_of([(path, watched.shown(reading.path, path)) for path in paths])
        templates = {Path(document.name).stem: document for document in read}
    return Shelf(lists, templates)


def _watchlists(reading: _Folder) -> tuple[Watchlist, ...]:
    """Return the watchlists; raises `ConfigErrors` if words of them ask for forms, and the folder's
    own lexicon is broken.
    """
    spell = speller(reading.path)
    return tuple(watchlist(listed, spell) for listed, _ in reading.watchlists)


def _made(reading: _Folder, shape: MonitorShape, environment: Mapping[str, str]) -> Configuration:
    """Return the configuration without sources and actors; faults are added to `reading`."""
    document = reading.monitor_file
    here = Path.cwd()
    files = reading.files(document, dict.fromkeys(document.origins, here))
    return Configuration(
        folder=reading.path,
        state_dir=building.state_dir(shape, files, environment),
        redis=building.redis_url(shape, files),
        appendfsync=shape.redis_options.appendfsync,
        allow_volatile=shape.redis_options.allow_volatile,
        contact=shape.contact,
        catch_up=shape.catch_up,
        network=building.network(shape.network, files),
        retention=building.retention(shape.retention),
        web=building.web(shape.web, files),
        heartbeat=building.heartbeat(shape.heartbeat, files),
        verifier=verifier(shape.verifier, files),
        pace=Pace(
            concurrency=shape.defaults.per_host.concurrency, delay=shape.defaults.per_host.delay
        ),
        watchlists=reading.attempt(_watchlists, reading) or (),
        receivers=receivers(shape, files),
    )


def _warnings(
    reading: _Folder, made: Configuration, natures: Natures | None
) -> tuple[Problem, ...]:
    shapes = tuple(listed for listed, _ in reading.watchlists)
    families = {source.family or source.outlet for source in made.sources if source.enabled}
    around = Around(registry=made.registry, natures=natures, families=len(families))
    found = list(
        doubts.of_settings(reading.monitor or MonitorShape(), reading.monitor_file, shapes)
    )
    found += doubts.of_notified(reading.watchlists)
    for wanted, (listed, document) in zip(made.watchlists, reading.watchlists, strict=True):
        found += of_watchlist(wanted, listed, document, around)
        found += of_extending(listed, document)
        found += of_types(wanted.condition, document, natures)
    found += of_sources(made.sources, reading.documents[folders.SOURCES])
    found += of_actors(made.registry, reading.documents[folders.ACTORS], made.sources)
    return tuple(_in_order([*found, *reading.doubts]))
