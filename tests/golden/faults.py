"""Broken configurations, each in a folder named after its fault, and what is told of it.

A case is a configuration folder. `expected.txt` beside its files is what `monitor check` says of
it; `given.yaml`, where there is one, says what cannot lie in a repository: `environment` (variables
that are set), `modes` (rights of files, as octal text; all others belong to their owner alone) and
`padded` (files that are filled up with comments to so many bytes).
"""

from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

from monitor.app.checking import examined
from monitor.app.cli.faults_printing import told
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.yaml import read_yaml

CASES = Path(__file__).parent / "config"
EXPECTED = "expected.txt"
GIVEN = "given.yaml"


def cases() -> list[str]:
    """Return the names of the faults."""
    return sorted(path.parent.name for path in CASES.glob(f"*/{EXPECTED}"))


def shown(case: str, folder: Path) -> str:
    """Return what is said of the case, laid out in the folder, which is made for it."""
    copytree(CASES / case, folder, ignore=ignore_patterns(EXPECTED, GIVEN))
    given = _given(CASES / case / GIVEN)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    for name, mode in given.get("modes", {}).items():
        (folder / name).chmod(int(mode, 8))
    for name, size in given.get("padded", {}).items():
        path = folder / name
        path.write_bytes(path.read_bytes().ljust(size, b"#"))
    environment = {"HOME": "/nowhere", **given.get("environment", {})}
    return "".join(f"{told(problem).plain}\n" for problem in _problems(folder, environment))


def _problems(folder: Path, environment: dict[str, str]) -> tuple[Problem, ...]:
    try:
        return examined(folder, environment=environment).warnings
    except ConfigErrors as errors:
        return errors.problems


def _given(path: Path) -> dict[str, Any]:
    value = read_yaml(path).value if path.exists() else {}
    assert isinstance(value, dict)
    return value
