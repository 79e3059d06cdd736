"""The contract of the web port: an OpenAPI 3.1 document, and the index that is drawn from it."""

import json
from importlib.resources import files
from typing import Any

from monitor.app.config.shapes_payload import payload_schema


def contract() -> dict[str, Any]:
    """Return the document; the records of alerts in it are those of webhooks."""
    text = (files("monitor.app.web") / "openapi.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    payload = json.dumps(payload_schema()).replace("#/$defs/", "#/components/schemas/")
    told: dict[str, Any] = json.loads(payload)["$defs"]
    document["components"]["schemas"] |= told
    return document


def summaries(document: dict[str, Any]) -> dict[str, str]:
    """Return what can be done at each address, as `GET: words; POST: words`."""
    return {
        path: "; ".join(f"{method.upper()}: {one['summary']}" for method, one in methods.items())
        for path, methods in document["paths"].items()
    }


CONTRACT = contract()
INDEX = {
    "name": CONTRACT["info"]["title"],
    "version": CONTRACT["info"]["version"],
    "addresses": summaries(CONTRACT),
}
