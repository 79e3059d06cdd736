"""Which folder holds the configuration, and which files are in it."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from monitor.app.config.document import Document
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.yaml import read_yaml

MONITOR = "monitor.yaml"
SOURCES = "sources.yaml"
ACTORS = "actors.yaml"
WATCHLISTS = "watchlists"
TEMPLATES = "templates"
TESTS = "tests"
TEST = ".test.yaml"
_SYSTEM = Path("/etc/monitor")


def find_folder(
    given: Path | None, environment: Mapping[str, str], cwd: Path, *, system: Path = _SYSTEM
) -> Path:
    """Return the folder given (or `MONITOR_CONFIG`), else the first that there is: `./config`,
    the user's, the system's, the one shipped. Raises `ConfigErrors` if the one given is none.
    """
    named = environment.get("MONITOR_CONFIG")
    wanted = given or (Path(named) if named else None)
    if wanted is not None:
        return _usable(cwd / wanted.expanduser())
    places = (cwd / "config", user_folder(environment, "XDG_CONFIG_HOME", ".config"), system)
    return next((place for place in places if _holds_configuration(place)), shipped_folder())


def user_folder(environment: Mapping[str, str], variable: str, fallback: str) -> Path:
    """Return this program's folder below that of the XDG variable, else below the home folder."""
    base = Path(environment.get(variable) or "")
    if base.is_absolute():
        return base / "monitor"
    home = environment.get("HOME")
    return (Path(home) if home else Path.home()) / fallback / "monitor"


def shipped_folder() -> Path:
    """Return the folder inside the package; in a source checkout the one beside it."""
    package = Path(str(resources.files("monitor")))
    inside = package / "config"
    return inside if inside.is_dir() else package.parent / "config"


def watchlist_paths(folder: Path) -> tuple[Path, ...]:
    """Return the watchlist files of the folder, by name."""
    return _visible(folder / WATCHLISTS, "*.yaml")


def template_paths(folder: Path) -> tuple[Path, ...]:
    """Return the templates of watchlists: the shipped ones, then those of the folder."""
    folders = dict.fromkeys((shipped_folder(), folder))
    return tuple(path for one in folders for path in _visible(one / TEMPLATES, "*.yaml"))


def rule_test_paths(folder: Path) -> tuple[Path, ...]:
    """Return the files of rule tests of the folder, by name."""
    return _visible(folder / TESTS, f"*{TEST}")


def misnamed_tests(folder: Path) -> tuple[Path, ...]:
    """Return the files beside rule tests that are not read as such for their names."""
    found = (*_visible(folder / TESTS, "*.yaml"), *_visible(folder / TESTS, "*.yml"))
    return tuple(path for path in found if not path.name.endswith(TEST))


def lexicon_files(folder: Path, *, language: str = "en") -> tuple[tuple[str, Document], ...]:
    """Return the files of `lexicon/*.yaml` and `lexicon/<language>/*.yaml`, each by its name
    without `.yaml`.

    Raises `ConfigErrors` with what is wrong in all of them.
    """
    read: list[tuple[str, Document]] = []
    problems: list[Problem] = []
    own = folder / "lexicon"
    for path in (*_visible(own, "*.yaml"), *_visible(own / language, "*.yaml")):
        try:
            read.append((path.stem, read_yaml(path, name=path.relative_to(folder).as_posix())))
        except ConfigErrors as error:
            problems += error.problems
    if problems:
        raise ConfigErrors(problems)
    return tuple(read)


def _visible(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Return matching files without those that editors hide."""
    return tuple(sorted(path for path in folder.glob(pattern) if not path.name.startswith(".")))


def _holds_configuration(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (MONITOR, SOURCES, ACTORS)) or bool(
        watchlist_paths(folder)
    )


def _usable(folder: Path) -> Path:
    if _holds_configuration(folder):
        return folder
    what = "holds no configuration" if folder.is_dir() else "is no folder"
    message = f"{what}: expected {MONITOR}, {SOURCES}, {ACTORS} or {WATCHLISTS}/*.yaml in it"
    raise ConfigErrors([Problem(file=str(folder), message=message)])
