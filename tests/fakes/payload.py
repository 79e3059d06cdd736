"""What holds of every body that is sent: its JSON Schema, and no key that the schema lacks."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from monitor.app.config.schema import PAYLOAD, schemas


def closed(schema: Any) -> Any:
    """Return the schema with every mapping closed to keys that it does not describe."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(part) for key, part in schema.items()}
    if "properties" in inner and inner.get("type") == "object":
        inner["additionalProperties"] = False
    return inner


@cache
def validator() -> Draft202012Validator:
    """Return what checks the body of a webhook of the format `standard`."""
    schema = json.loads(schemas()[PAYLOAD])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(closed(schema), format_checker=FormatChecker())


def faults(body: Any) -> list[str]:
    """Return what is wrong with a body, and where; nothing if it is as the schema says."""
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(body)]
