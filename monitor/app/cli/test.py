"""`monitor test`: do watchlists tell what they must, and the lexicon's test sentences too?"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import rich_click as click

from monitor.app.cli.base import (
    AS_JSON,
    complain,
    configuration,
    configured,
    examples,
    located,
    print_json,
)
from monitor.app.cli.progress import watched
from monitor.app.cli.testing_from import draft
from monitor.app.cli.testing_printing import Result, coloured, of_case, of_trial, print_sums
from monitor.app.config.folder import TEST, misnamed_tests, rule_test_paths
from monitor.app.config.rule_tests import RuleTests, There, read_rule_tests
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import known_types, natures_of
from monitor.app.rules import rules_of
from monitor.app.ruletests.cases import Case, Running, cases_of
from monitor.app.ruletests.junit import junit
from monitor.app.trials import trials
from monitor.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line asks for."""

    files: Sequence[Path]
    folder: Path | None
    watchlists: Sequence[Path]
    types: Sequence[str]
    words: Sequence[str]
    verbose: bool
    junit_file: Path | None
    made_from: str | None
    as_json: bool

    def wants(self, *texts: str) -> bool:
        """Return whether each word that is asked for stands in one of the texts."""
        there = [text.casefold() for text in texts]
        return all(any(word.casefold() in text for text in there) for word in self.words)


@click.command(
    epilog=examples(
        "monitor test",
        "monitor test config/tests/ukraine.test.yaml -v",
        "monitor test -k refusal --watchlist new.yaml",
        "monitor test --junit results.xml",
        "monitor test --from 3f2a91 > config/tests/new.test.yaml",
    )
)
@click.argument(
    "files",
    nargs=-1,
    metavar="[FILE]...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@configured
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Only what is about this type (may be repeated).",
)
@click.option(
    "-k",
    "words",
    multiple=True,
    metavar="WORDS",
    help="Only cases and sentences with these words in them, or in the name of their file.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Name each that is right, too, and say what tells nothing for it is background or known.",
)
@click.option(
    "--junit",
    "junit_file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Write the results as JUnit XML.",
)
@click.option(
    "--from",
    "made_from",
    metavar="ALERT|FILE",
    help="Print a file of one case instead: of an alert's articles, or of a file of articles.",
)
@AS_JSON
@click.pass_context
def test(context: click.Context, /, **wished: object) -> None:
    """Run the rule tests of the folder's `tests/*.test.yaml` (articles in, expected alerts out),
    then the test sentences of the lexicon: the shipped ones, and those of the folder's
    `lexicon/*.yaml`. With FILEs, only the rule tests in them.

    Each that tells something else than it must is shown at its line, what was expected behind `-`,
    what was found behind `+`, and why. With --json one record a case or sentence. With --from a
    file to begin with is printed: the articles, and the alerts that they give now.

    Exit 0 if all are right, 1 if one is not, 2 for a type or words that nothing has, 78 if the
    configuration, a file of tests or of the lexicon is wrong.
    """
    wish = Wish(**wished)  # type: ignore[arg-type]
    settings = configuration(wish.folder, wish.watchlists)
    if wish.made_from is not None:
        text, whole = draft(settings, wish.made_from)
        click.echo(text, nl=False)
        context.exit(0 if whole else 1)
    _check_types(settings, wish.types)
    _check_report(wish.junit_file)
    with located(settings.folder):
        results = [_shown(result, wish) for result in _results(settings, wish)]
    if wish.words and not results:
        raise UsageError(f"-k: nothing has {' and '.join(repr(word) for word in wish.words)} in it")
    if not wish.as_json:
        print_sums(results)
    if wish.junit_file is not None:
        _write(wish.junit_file, junit([result.ran for result in results]))
    context.exit(1 if any(not result.right for result in results) else 0)


def _check_types(settings: Configuration, types: Sequence[str]) -> None:
    known = known_types(settings.folder)
    for kind in types:
        if kind not in known:
            raise UsageError(f"--type {kind}: there is no such type; known: {', '.join(known)}")


def _check_report(path: Path | None) -> None:
    """Refuse a report that cannot be written, before anything runs for it."""
    if path is None:
        return
    folder = path.absolute().parent
    if not folder.is_dir():
        raise UsageError(f"--junit {path}: there is no folder {folder}")
    if not path.exists() and not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"--junit {path}: nothing may be written in {folder}")


def _results(settings: Configuration, wish: Wish) -> Iterator[Result]:
    """Yield what becomes of the cases, then of the sentences; each once progress has been shown:
    a line between would break either.
    """
    cases = [case for case in cases_of(_read(settings, wish)) if _chosen(case, wish)]
    if cases:
        running = Running(rules=rules_of(settings), seconds=perf_counter)
        outcomes = map(running.outcome, cases)
        yield from map(of_case, list(watched(outcomes, total=len(cases), what="cases")))
    if not wish.files:
        yield from _sentences(settings, wish)


def _sentences(settings: Configuration, wish: Wish) -> Iterable[Result]:
    found = trials(settings, frozenset(wish.types) or None, wish.wants)
    return map(of_trial, list(watched(found, total=None, what="sentences")))


def _read(settings: Configuration, wish: Wish) -> tuple[RuleTests, ...]:
    here = Path.cwd()
    for path in () if wish.files else misnamed_tests(settings.folder):
        complain(f"{path}: warning: not read, for its name does not end with {TEST}")
    files = [(path, str(path)) for path in wish.files] or [
        (path, str(path.relative_to(here) if path.is_relative_to(here) else path))
        for path in rule_test_paths(settings.folder)
    ]
    there = There(
        watchlists=settings.watchlists,
        receivers=settings.receivers,
        natures=natures_of(settings.folder),
    )
    return read_rule_tests(files, there)


def _chosen(case: Case, wish: Wish) -> bool:
    typed = not wish.types or bool(case.types & set(wish.types))
    return typed and wish.wants(case.name, case.file)


def _shown(result: Result, wish: Wish) -> Result:
    if wish.as_json:
        print_json([result.record])
    elif not result.right:
        for line in coloured(result.lines):
            click.echo(line)
    elif wish.verbose:
        click.echo("\n    ".join((f"right: {result.title}", *result.notes)))
    return result


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
