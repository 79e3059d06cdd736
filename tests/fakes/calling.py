"""The command line, called in this process: what it writes to whom, and its exit code."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any, TextIO

import msgspec

from monitor.app.cli.main import main


class Terminal(io.StringIO):
    """A stream behind which somebody watches."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@dataclass(frozen=True, kw_only=True)
class Called:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The lines of its output, as records."""
        return [msgspec.json.decode(line) for line in self.out.splitlines()]


def call(
    *arguments: str,
    given: str = "",
    answers: str | None = None,
    terminal: bool = False,
    watched: bool = False,
) -> Called:
    """Run `monitor` with the arguments; `given` comes on standard input, or somebody `answers`.

    `terminal`: somebody looks at its output; `watched`: at its stderr.
    """
    out = Terminal() if terminal else io.StringIO()
    err = Terminal() if watched else io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(given.encode())) if answers is None else Terminal(answers)
    with _called_with(arguments, stdin), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            code: object = 0
        except SystemExit as end:
            code = end.code
    return Called(code=code if isinstance(code, int) else 0, out=out.getvalue(), err=err.getvalue())


@contextmanager
def _called_with(arguments: tuple[str, ...], stdin: TextIO) -> Iterator[None]:
    before = sys.argv, sys.stdin
    sys.argv = ["monitor", *arguments]
    sys.stdin = stdin
    try:
        yield
    finally:
        sys.argv, sys.stdin = before
