"""Cases of rule tests: each run by itself, and what of it is not as expected."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.app.config.document import Steps
from monitor.app.config.rule_tests import RuleTests
from monitor.app.config.shapes_tests import AlertShape, ArticleShape, CaseShape, FactsShape
from monitor.app.ruletests.matching import agrees, differences, facts_of, pairs, shown
from monitor.app.ruletests.reasons import failed_at, nothing_told, reasons
from monitor.app.ruletests.replaying import BEGINNING, Happened, replayed
from monitor.model.alert import Alert
from monitor.model.watchlist import Watchlist
from monitor.pipeline.rules import Rules

_SHOWN = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as expected: where it is stated, of which article (None: of all), what
    was expected and what was found, and why.
    """

    line: int
    column: int
    article: str | None = None
    about: str = ""
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case and where it stands."""

    tests: RuleTests
    number: int

    @property
    def file(self) -> str:
        """Return how its file is shown."""
        return self.tests.document.name

    @property
    def shape(self) -> CaseShape:
        """Return what it says."""
        return self.tests.shape.cases[self.number]

    @property
    def name(self) -> str:
        """Return its name."""
        return self.shape.name

    @property
    def place(self) -> tuple[int, int]:
        """Return line and column of it."""
        return self.at()

    @property
    def types(self) -> frozenset[str]:
        """Return the types that it names."""
        alerts = [*(self.shape.alerts or ()), *self.shape.not_]
        alerts += [one for article in self.shape.articles for one in article.alerts or ()]
        return frozenset(one.type for one in alerts if one.type is not None)

    def at(self, *path: str | int) -> tuple[int, int]:
        """Return line and column of a part of it."""
        return self.tests.document.where(("cases", self.number, *path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case: no faults if all is as expected; `seconds` is how long it took.

    `untold`: of articles that must tell nothing, why these would tell nothing to any watchlist.
    """

    case: Case
    faults: tuple[Fault, ...]
    seconds: float
    untold: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Return whether all is as expected."""
        return not self.faults


def cases_of(read: Iterable[RuleTests]) -> tuple[Case, ...]:
    """Return all cases of the files, in their order."""
    return tuple(
        Case(tests=tests, number=number)
        for tests in read
        for number in range(len(tests.shape.cases))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Runs cases with rules that are made once; `seconds` tells the time."""

    rules: Rules
    seconds: Callable[[], float]

    def outcome(self, case: Case) -> Outcome:
        """Return what becomes of the case, on a memory of its own."""
        began = self.seconds()
        shape, file = case.shape, case.tests.shape
        now = shape.now or file.now
        asked = self._asked(case.tests.asked(shape))
        happened = replayed(shape, self.rules, asked, now=now.at if now else BEGINNING)
        faults = tuple(_Comparing(case, happened).faults())
        untold = tuple(_untold(shape, happened))
        return Outcome(case=case, faults=faults, seconds=self.seconds() - began, untold=untold)

    def _asked(self, names: list[str] | None) -> tuple[Watchlist, ...]:
        lists = self.rules.watchlists
        return lists if names is None else tuple(w for w in lists if w.name in names)


def _untold(shape: CaseShape, happened: Sequence[Happened]) -> Iterator[str]:
    for article, one in zip(shape.articles, happened, strict=True):
        said = nothing_told(one) if [] in (shape.alerts, article.alerts) else None
        if said is not None:
            yield said


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Holds what happened against what the case expects."""

    case: Case
    happened: Sequence[Happened]
    _told: list[Alert] = field(init=False, default_factory=list)

    def faults(self) -> Iterator[Fault]:
        """Give what is not as expected: article by article, then of all of them."""
        shape = self.case.shape
        for number, (article, one) in enumerate(zip(shape.articles, self.happened, strict=True)):
            path: Steps = ("articles", number)
            yield from self._read(path, article, one)
            yield from self._alerts(path, article.alerts, (one,))
        yield from self._alerts((), shape.alerts, self.happened)
        told = list(_told(self.happened))
        if shape.count not in {None, len(told)}:
            yield self._fault(
                ("count",),
                expected=(f"count: {shape.count}",),
                found=(f"count: {len(told)}", *(f"  {headline(alert)}" for alert in told)),
                why=() if len(told) > (shape.count or 0) else reasons(self.happened),
            )
        for number, facts in enumerate(shape.not_):
            for alert in told:
                if agrees(facts, alert):
                    yield self._unwished(("not", number), alert, expected=f"no {stated(facts)}")

    def _read(self, path: Steps, article: ArticleShape, one: Happened) -> Iterator[Fault]:
        if not one.words.issuperset(article.is_):
            yield self._fault(
                (*path, "is"),
                expected=(f"is: {', '.join(article.is_)}",),
                found=(f"is: {', '.join(sorted(one.words))}",),
                why=reasons([one]),
            )
        failed = failed_at(one)
        missing = [condition for condition in article.fails if condition not in failed]
        if missing:
            yield self._fault(
                (*path, "fails"),
                expected=(f"fails: {', '.join(missing)}",),
                found=(f"fails: {', '.join(failed) or 'nothing'}",),
                why=reasons([one]),
            )

    def _alerts(
        self, path: Steps, expected: Sequence[AlertShape] | None, scope: Sequence[Happened]
    ) -> Iterator[Fault]:
        if expected is None:
            return
        told = list(_told(scope))
        paired = pairs(expected, told)
        for number, wanted in enumerate(expected):
            here = (*path, "alerts", number)
            if number not in paired:
                why = reasons(scope, wanted.type)
                yield self._fault(
                    here, expected=(stated(wanted),), found=("no such alert",), why=why
                )
                continue
            alert = told[paired[number]]
            differing = differences(wanted, alert)
            if differing:
                yield self._fault(
                    here,
                    about=headline(alert),
                    expected=tuple(f"{d.fact}: {d.expected}" for d in differing),
                    found=tuple(f"{d.fact}: {d.found}" for d in differing),
                    why=alert.why,
                )
        for number, alert in enumerate(told):
            if number not in paired.values():
                yield self._unwished((*path, "alerts"), alert, expected="no more alerts")

    def _unwished(self, path: Steps, alert: Alert, *, expected: str) -> Fault:
        said = f"“{alert.evidence[0].sentence}”"
        found = (headline(alert), f"  {said}")
        return self._fault(path, expected=(expected,), found=found, why=alert.why)

    def _fault(
        self,
        path: Steps,
        *,
        expected: tuple[str, ...],
        found: tuple[str, ...],
        about: str = "",
        why: tuple[str, ...] = (),
    ) -> Fault:
        line, column = self.case.at(*path)
        return Fault(
            line=line,
            column=column,
            article=self._article(path),
            about=about,
            expected=expected,
            found=found,
            why=tuple(dict.fromkeys(why)),
        )

    def _article(self, path: Steps) -> str | None:
        if path[0] != "articles" or not isinstance(path[1], int):
            return None
        article = self.happened[path[1]].article
        words = article.title or article.text
        if not words:
            return f"{article.id}: time passes"
        short = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        return f"{article.id}, {article.outlet}: “{short}”"


def stated(facts: FactsShape) -> str:
    """Return what is stated of an alert as one line: new aid_pledge, amount 90bn EUR."""
    told = dict(facts_of(facts))
    head = " ".join(shown(told.pop(name)) for name in ("kind", "type") if name in told)
    rest = [f"{name}: {shown(value)}" for name, value in told.items()]
    return " · ".join([*([head] if head else []), *rest]) or "alert"


def headline(alert: Alert) -> str:
    """Return the alert as one line."""
    type_ = alert.development.type if alert.development else ""
    return f"{alert.kind} {type_}: {alert.summary}"


def _told(scope: Iterable[Happened]) -> Iterator[Alert]:
    for one in scope:
        yield from one.alerts.values()
