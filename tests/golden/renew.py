"""Writes anew what is told of each broken configuration, and shows what that changes.

    python -m tests.golden.renew [CASE …]

A new case is a folder below tests/golden/config with an empty expected.txt.
"""

import sys
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.faults import CASES, EXPECTED, cases, shown


def renew(case: str, folder: Path) -> str:
    """Write what is told of the case and return how that differs from what was expected."""
    path = CASES / case / EXPECTED
    before, after = path.read_text(encoding="utf-8"), shown(case, folder)
    path.write_text(after, encoding="utf-8")
    lines = (text.splitlines(keepends=True) for text in (before, after))
    return "".join(unified_diff(*lines, f"{case} before", f"{case} now"))


def main() -> None:
    """Renew the cases named, else all."""
    changed = 0
    with TemporaryDirectory() as folder:
        for case in sys.argv[1:] or cases():
            difference = renew(case, Path(folder) / case)
            changed += bool(difference)
            sys.stdout.write(difference)
    sys.stdout.write(f"{changed} changed\n")


if __name__ == "__main__":
    main()
