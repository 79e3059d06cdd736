"""What is wrong in a configuration: where it stands, what was found, what was probably meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from monitor.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault or doubt; `line` and `column` count from 1, and are 0 where there is no text.

    `end`: the column behind it. `source`: its line as it may be shown, every letter in its column.
    `hint`: how it is mended. `consequence`: what becomes of it, or would if it were passed over.
    """

    file: str
    line: int = 0
    column: int = 0
    message: str
    suggestion: str | None = None
    severity: Literal["error", "warning"] = "error"
    end: int = 0
    source: str | None = None
    hint: str | None = None
    consequence: str | None = None

    def __str__(self) -> str:
        """Return `file:line:column: message; did you mean "…"?`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        meant = f'; did you mean "{self.suggestion}"?' if self.suggestion else ""
        return _one_line(f"{place}: {self.message}{meant}")


def _one_line(text: str) -> str:
    """Return the text with what cannot be printed as escapes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


class ConfigErrors(ConfigError):  # noqa: N818 - several errors, told at once
    """All that is wrong with a configuration, at once; the text has one line a problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the known word that was probably meant, or None if none is as like it (0 to 1)."""
    words = tuple(known)
    folded = {known_word.casefold(): known_word for known_word in reversed(words)}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=likeness)
    return folded[close[0]] if close else None
