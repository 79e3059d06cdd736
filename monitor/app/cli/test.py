"""`monitor test`: do the lexicon's test sentences tell what they must?"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import rich_click as click

from monitor.app.cli.base import AS_JSON, FOLDER, configuration, counted, located, print_json
from monitor.app.lexicon import known_types
from monitor.app.trials import Trial, trials
from monitor.errors import UsageError


@click.command()
@FOLDER
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Only the sentences of this type (may be repeated).",
)
@AS_JSON
@click.pass_context
def test(context: click.Context, folder: Path | None, types: Sequence[str], as_json: bool) -> None:
    """Run the test sentences of the lexicon: the shipped ones, and those of the folder's
    `lexicon/*.yaml`.

    Each sentence that tells something else than it must is shown at its line, what was expected
    behind `-`, what was found behind `+`. With --json one record a sentence.

    Exit 0 if all are right, 1 if one is not, 2 for an unknown type, 78 if the configuration or a
    lexicon file is wrong.
    """
    settings = configuration(folder)
    known = known_types(settings.folder)
    for kind in types:
        if kind not in known:
            raise UsageError(f"--type {kind}: there is no such type; known: {', '.join(known)}")
    told, wrong = Counter[str](), Counter[str]()
    with located(settings.folder):
        for trial in trials(settings, frozenset(types) or None):
            told[trial.type] += 1
            wrong[trial.type] += not trial.right
            if as_json:
                print_json([_record(trial)])
            elif not trial.right:
                click.echo("\n".join(_difference(trial)))
    if not as_json:
        _show_sums(told, wrong)
    context.exit(1 if wrong.total() else 0)


def _difference(trial: Trial) -> list[str]:
    """Return the lines that show what the sentence must tell, and what it tells."""
    return [
        f"{trial.file}:{trial.line}:{trial.column}: {trial.type}",
        f"    “{trial.text}”",
        f"  - {_words(trial.type, [trial.expected] if trial.expected else [])}",
        f"  + {_words(trial.type, trial.statuses)}",
        *(
            f"      {m.type} {m.status}: {'; '.join(m.why)}"
            for m in trial.found
            if m.type == trial.type
        ),
        *(f"      also {m.type} {m.status}" for m in trial.found if m.type != trial.type),
    ]


def _words(kind: str, statuses: Sequence[str]) -> str:
    return ", ".join(f"{kind} {status}" for status in statuses) or f"no {kind}"


def _show_sums(told: Counter[str], wrong: Counter[str]) -> None:
    for kind, number in sorted(told.items()):
        right = number - wrong[kind]
        click.echo(f"{kind}: {right} of {counted(number, 'sentence', 'sentences')} right")
    sentences = counted(told.total(), "sentence", "sentences")
    click.echo(f"{sentences}, {wrong.total() or 'none'} wrong")


def _record(trial: Trial) -> dict[str, object]:
    return {
        "test": "lexicon",
        "file": trial.file,
        "line": trial.line,
        "column": trial.column,
        "type": trial.type,
        "text": trial.text,
        "expected": trial.expected,
        "found": list(trial.statuses),
        "right": trial.right,
    }
