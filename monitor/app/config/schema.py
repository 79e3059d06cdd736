"""JSON Schemas: of the configuration files, made from the shapes that check them, for editors; and
of what webhooks carry, for the programs that receive it.
"""

import json
from pathlib import Path

from monitor.app.config.shape import Shape
from monitor.app.config.shapes_actors import ActorsShape
from monitor.app.config.shapes_monitor import MonitorShape
from monitor.app.config.shapes_payload import payload_schema
from monitor.app.config.shapes_sources import SourcesShape
from monitor.app.config.shapes_tests import RuleTestsShape
from monitor.app.config.shapes_watchlist import WatchlistShape

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
PAYLOAD = "payload.schema.json"
_SHAPES: dict[str, tuple[str, type[Shape]]] = {
    "monitor.schema.json": ("monitor.yaml", MonitorShape),
    "sources.schema.json": ("sources.yaml", SourcesShape),
    "actors.schema.json": ("actors.yaml", ActorsShape),
    "watchlist.schema.json": ("watchlists/*.yaml", WatchlistShape),
    "test.schema.json": ("tests/*.test.yaml", RuleTestsShape),
}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schemas to `schema/` below the folder and return their paths."""
    target = folder / "schema"
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in schemas().items():
        path = target / name
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return tuple(written)


def schemas() -> dict[str, str]:
    """Return the text of each schema by file name."""
    read = {n: _text(title, shape.model_json_schema()) for n, (title, shape) in _SHAPES.items()}
    return {**read, PAYLOAD: _text("webhook payload", payload_schema())}


def _text(title: str, made: dict[str, object]) -> str:
    schema = _plain(made)
    assert isinstance(schema, dict)
    ordered = {"$schema": _DIALECT, "title": title, **schema}
    return json.dumps(ordered, indent=2, ensure_ascii=False) + "\n"


def _plain(schema: object) -> object:
    """Return the schema without made-up titles and without defaults that say nothing."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _plain(part)
        for key, part in schema.items()
        if not (key == "title" and isinstance(part, str))
        and not (key == "default" and part is None)
    }
