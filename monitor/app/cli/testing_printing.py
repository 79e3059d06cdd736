"""What `monitor test` shows of a rule test or a test sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import rich_click as click

from monitor.app.cli.base import counted
from monitor.app.ruletests.cases import Fault, Outcome
from monitor.app.ruletests.junit import Ran
from monitor.app.trials import Trial

_COLOURS = {"- ": "red", "+ ": "green"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result: its title and lines for a reader, its record, of what it is one (`one`, `many`)
    in the sums, and what may be noted of one that is right.
    """

    right: bool
    title: str
    lines: tuple[str, ...]
    record: dict[str, object]
    ran: Ran
    one: str
    many: str
    notes: tuple[str, ...] = ()


def of_case(outcome: Outcome) -> Result:
    """Return what is shown of a case."""
    case = outcome.case
    line, column = case.place
    lines = [f"{case.file}:{line}:{column}: {case.name}"]
    for fault in outcome.faults:
        lines += _fault(fault, case.file)
    return Result(
        right=outcome.right,
        title=lines[0],
        lines=tuple(lines),
        record={
            "test": "rule",
            "file": case.file,
            "line": line,
            "column": column,
            "name": case.name,
            "faults": [asdict(fault) for fault in outcome.faults],
            "untold": list(outcome.untold),
            "seconds": round(outcome.seconds, 4),
            "right": outcome.right,
        },
        ran=Ran(
            file=case.file,
            line=line,
            name=case.name,
            group=case.file,
            seconds=outcome.seconds,
            wrong=None if outcome.right else "\n".join(lines),
        ),
        one="case",
        many="cases",
        notes=outcome.untold,
    )


def _fault(fault: Fault, file: str) -> Iterator[str]:
    where = f" {fault.article}" if fault.article else ""
    yield f"  {file}:{fault.line}:{fault.column}:{where or ' of all articles'}"
    if fault.about:
        yield f"      {fault.about}"
    yield from (f"    - {line}" for line in fault.expected)
    yield from (f"    + {line}" for line in fault.found)
    yield from (f"      why: {line}" for line in fault.why[:1])
    yield from (f"           {line}" for line in fault.why[1:])


def of_trial(trial: Trial) -> Result:
    """Return what is shown of a test sentence."""
    lines = tuple(_difference(trial))
    return Result(
        right=trial.right,
        title=f"{lines[0]} “{trial.text}”",
        lines=lines,
        record={
            "test": "lexicon",
            "file": trial.file,
            "line": trial.line,
            "column": trial.column,
            "type": trial.type,
            "text": trial.text,
            "expected": trial.expected,
            "found": list(trial.statuses),
            "right": trial.right,
        },
        ran=Ran(
            file=trial.file,
            line=trial.line,
            name=trial.text,
            group=trial.type,
            wrong=None if trial.right else "\n".join(lines),
        ),
        one="sentence",
        many="sentences",
    )


def _difference(trial: Trial) -> Iterator[str]:
    """Yield the lines that show what the sentence must tell, and what it tells."""
    yield f"{trial.file}:{trial.line}:{trial.column}: {trial.type}"
    yield f"    “{trial.text}”"
    yield f"  - {_words(trial.type, [trial.expected] if trial.expected else [])}"
    yield f"  + {_words(trial.type, trial.statuses)}"
    for mention in trial.found:
        if mention.type == trial.type:
            yield f"      {mention.type} {mention.status}: {'; '.join(mention.why)}"
    for mention in trial.found:
        if mention.type != trial.type:
            yield f"      also {mention.type} {mention.status}"


def _words(kind: str, statuses: Sequence[str]) -> str:
    return ", ".join(f"{kind} {status}" for status in statuses) or f"no {kind}"


def coloured(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines as a terminal shows them: what is expected in red, what is found in green."""
    for number, line in enumerate(lines):
        colour = _COLOURS.get(line.lstrip()[:2])
        if number == 0:
            yield click.style(line, bold=True)
        else:
            yield click.style(line, fg=colour) if colour else line


def print_sums(results: Sequence[Result]) -> None:
    """Print how many are right, of each file of cases and each type, then of all."""
    for one, many in (("case", "cases"), ("sentence", "sentences")):
        mine = [result for result in results if result.one == one]
        if not mine and (results or one == "case"):
            continue
        told = Counter(result.ran.group for result in mine)
        right = Counter(result.ran.group for result in mine if result.right)
        for group, number in sorted(told.items()):
            click.echo(f"{group}: {right[group]} of {counted(number, one, many)} right")
        wrong = len(mine) - right.total()
        click.echo(f"{counted(len(mine), one, many)}, {wrong or 'none'} wrong")
