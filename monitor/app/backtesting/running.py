"""A run of the road over articles at hand: made on all processors, or taken from its file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from monitor.adapters.crew import in_order
from monitor.adapters.spool import Spool
from monitor.app.backtesting.arrivals import Arrivals
from monitor.app.backtesting.digest import run_digest
from monitor.app.backtesting.keeping import About, Kept, Shelf
from monitor.app.backtesting.recording import Recording, at_once
from monitor.app.backtesting.steps import Step
from monitor.app.config.settings import Configuration
from monitor.app.labels import labels_digest
from monitor.app.lexicon import natures_of
from monitor.app.rules import rules_of
from monitor.errors import Unreadable
from monitor.model.article import Article
from monitor.model.feedback import Label
from monitor.pipeline.detecting import Detected, detected
from monitor.pipeline.rules import Rules

Arriving = tuple[datetime, Article]


class Quiet:
    """A journal that nobody reads."""

    def note(self, event: str, /, **facts: object) -> None:
        """Pass the event over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The articles of a run, each with its arrival (None: when it was published).

    `digest` names them (None: they cannot be had again), `faults` tells what could not be read of
    them once they were. `lasting`: how long a kept run of a name that grows may be used.
    `archived`: they are the archive of this machine.
    """

    articles: Iterable[tuple[datetime | None, Article]]
    digest: str | None = None
    faults: Callable[[], Sequence[str]] = tuple
    lasting: timedelta | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Is told how far a run is: `articles` once they are counted, `step` at each of them."""

    articles: Callable[[int], None] = lambda _: None
    step: Callable[[], None] = lambda: None


@dataclass(slots=True, kw_only=True)
class Run:
    """Gives the steps of a run. `shelf` None keeps nothing; `workers` None: one a processor;
    `labels`: what people said of developments, which is obeyed.

    After its steps were taken, `about` tells of it, `kept` whether they were there before, and
    `fault` why they could not be kept, `damaged` what was wrong with those that were made anew.
    """

    settings: Configuration
    given: Given
    shelf: Shelf | None
    now: datetime
    progress: Progress = Progress()
    workers: int | None = None
    labels: tuple[Label, ...] = ()
    about: About | None = None
    kept: bool = False
    fault: str | None = None
    damaged: str | None = None
    _detected: list[Detected] = field(default_factory=list)

    def steps(self) -> Iterator[Step]:
        """Yield all steps in order, and keep them for the next time."""
        name = self.given.digest
        if name is not None:
            said = labels_digest(self.labels) if self.labels else ""
            name = run_digest(self.settings, f"{name} {said}")
        kept = self._found(name) if name else None
        if kept is not None:
            self.about, self.kept = kept.about, True
            return self._watched(
                kept.steps(self.settings.registry, natures_of(self.settings.folder))
            )
        return self._made(name)

    def _found(self, name: str) -> Kept | None:
        lasting = self.given.lasting
        since = None if lasting is None else self.now - lasting
        try:
            return self.shelf.kept(name, since=since) if self.shelf else None
        except Unreadable as damage:
            self.damaged = str(damage)
            return None

    def _watched(self, steps: Iterator[Step]) -> Iterator[Step]:
        self.progress.articles(self.about.articles if self.about else 0)
        for step in steps:
            yield step
            if step.article is not None:
                self.progress.step()

    def _made(self, name: str | None) -> Iterator[Step]:
        rules = rules_of(self.settings)
        with Spool() as spool:
            arrivals = Arrivals(self.given.articles, spool)
            self.about = About(
                articles=len(arrivals), faults=tuple(self.given.faults()), made=self.now
            )
            steps = at_once(self._recording(rules).steps(self._ahead(arrivals, rules)))
            writing = self.shelf.writing(name, self.about) if name and self.shelf else None
            yield from self._watched(writing.keep(steps) if writing else steps)
            self.fault = writing.fault if writing else None

    def _recording(self, rules: Rules) -> Recording:
        return Recording(rules, Quiet(), lambda _: self._detected[-1], self.labels)

    def _ahead(self, arrivals: Iterable[Arriving], rules: Rules) -> Iterator[Arriving]:
        """Yield the arrivals; what each says by itself is found in children, a little ahead."""
        for arrival, found in in_order(partial(_read, rules), arrivals, workers=self.workers):
            self._detected[:] = [found]
            yield arrival


def _read(rules: Rules, arrival: Arriving) -> Detected:
    return detected(arrival[1], rules)
