"""Files of rule tests, checked against the watchlists, types and receivers that there are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import ConfigErrors, Problem, nearest
from monitor.app.config.shapes_tests import CaseShape, FactsShape, RuleTestsShape
from monitor.app.config.translation import checked, written
from monitor.app.config.yaml import read_yaml
from monitor.model.condition import Condition, Group
from monitor.model.development import TypeId
from monitor.model.nature import Natures
from monitor.model.watchlist import Receiver, Watchlist

BESIDE_CONDITIONS = ("min_origins", "on")
"""What a watchlist may refuse by that is no condition of the development."""

MOST_SHOWN = 8
"""So many names are told of those that there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTests:
    """A file of rule tests and what it says."""

    document: Document
    shape: RuleTestsShape

    def asked(self, case: CaseShape) -> list[str] | None:
        """Return the names of the watchlists that the case asks; None: all."""
        return self.shape.watchlist if case.watchlist is None else case.watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """What tests may name."""

    watchlists: Sequence[Watchlist]
    receivers: Sequence[Receiver]
    natures: Natures


def read_rule_tests(files: Sequence[tuple[Path, str]], there: There) -> tuple[RuleTests, ...]:
    """Return the tests of the files, each given with the name that it is shown by.

    Raises `ConfigErrors` with all that is wrong in all of them.
    """
    read: list[RuleTests] = []
    problems: list[Problem] = []
    for path, name in files:
        try:
            document = read_yaml(path, name=name)
            tests = RuleTests(document=document, shape=checked(document, RuleTestsShape))
        except ConfigErrors as errors:
            problems += errors.problems
            continue
        problems += _Faults(document, there).of(tests)
        read.append(tests)
    if problems:
        raise ConfigErrors(problems)
    return tuple(read)


def paths_of(condition: Condition) -> Iterator[str]:
    """Give the path of the condition and of each that it holds, as the YAML has them."""
    if condition.path:
        yield condition.path
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from paths_of(part)


@dataclass(frozen=True, slots=True)
class _Faults:
    """Finds what is wrong in a file of the right shape."""

    document: Document
    there: There

    def of(self, tests: RuleTests) -> Iterator[Problem]:
        """Give names that nothing has, and cases of one name."""
        names = [w.name for w in self.there.watchlists]
        yield from self._each(("watchlist",), tests.shape.watchlist, "watchlist", names)
        cases = tests.shape.cases
        called = [case.name for case in cases]
        for number, case in enumerate(cases):
            path: Steps = ("cases", number)
            yield from self._each((*path, "watchlist"), case.watchlist, "watchlist", names)
            if case.name in called[:number]:
                line, _ = self.document.where(("cases", called.index(case.name), "name"))
                message = f"{written((*path, 'name'))}: the case of line {line} has this name"
                yield self.document.problem((*path, "name"), message)
            for inner, facts in _stated(case, path):
                yield from self._of_facts(inner, facts)
            yield from self._of_conditions(path, case, tests.asked(case))

    def _of_facts(self, path: Steps, facts: FactsShape) -> Iterator[Problem]:
        receivers = [r.name for r in self.there.receivers]
        names = [w.name for w in self.there.watchlists]
        yield from self._each((*path, "watchlist"), facts.watchlist, "watchlist", names)
        yield from self._each((*path, "receivers"), facts.receivers, "receiver", receivers)
        types = self.there.natures.types
        yield from self._each((*path, "type"), _one(facts.type), "development type", types)
        if facts.type is None or facts.type in types:
            known = _statuses(self.there.natures, facts.type)
            what = f"status of {facts.type}" if facts.type else "status"
            yield from self._each((*path, "status"), _one(facts.status), what, known)

    def _of_conditions(
        self, path: Steps, case: CaseShape, asked: list[str] | None
    ) -> Iterator[Problem]:
        lists = [w for w in self.there.watchlists if asked is None or w.name in asked]
        known = [*BESIDE_CONDITIONS, *(p for w in lists for p in paths_of(w.condition))]
        for number, article in enumerate(case.articles):
            here = (*path, "articles", number, "fails")
            yield from self._each(here, article.fails, "condition", known)

    def _each(
        self, path: Steps, words: Sequence[str] | None, what: str, known: Collection[str]
    ) -> Iterator[Problem]:
        for number, word in enumerate(words or ()):
            if word not in known:
                near = nearest(word, known)
                yield self.document.problem(
                    (*path, number),
                    f'{written(path)}: there is no {what} "{word}"',
                    suggestion=near,
                    hint=None if near else f"there are {_some(known)}",
                )


def _some(known: Collection[str]) -> str:
    """Return the first of the names, or that there are none."""
    shown = ", ".join(list(known)[:MOST_SHOWN]) or "none"
    return f"{shown}, and {len(known) - MOST_SHOWN} more" if len(known) > MOST_SHOWN else shown


def _one(word: str | None) -> tuple[str, ...]:
    return () if word is None else (word,)


def _statuses(natures: Natures, kind: str | None) -> tuple[str, ...]:
    if kind is not None:
        return natures.of(TypeId(kind)).statuses
    return tuple(dict.fromkeys(s for nature in natures.types.values() for s in nature.statuses))


def _stated(case: CaseShape, path: Steps) -> Iterator[tuple[Steps, FactsShape]]:
    """Give all that is stated of alerts, each with its path."""
    scopes = [(path, case.alerts)]
    scopes += [((*path, "articles", n), a.alerts) for n, a in enumerate(case.articles)]
    for around, alerts in scopes:
        for number, alert in enumerate(alerts or ()):
            here = (*around, "alerts", number)
            yield here, alert
            if alert.not_ is not None:
                yield (*here, "not"), alert.not_
    for number, facts in enumerate(case.not_):
        yield (*path, "not", number), facts
