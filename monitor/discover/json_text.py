"""JSON of strangers: parsed within bounds, or refused."""

import json
import re
from typing import Any

from monitor.errors import Unreadable

DEEPEST = 64
"""Arrays and objects that are open at once."""
_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


def parsed(body: bytes) -> Any:
    """Return what the JSON says; raises `Unreadable` if it is broken or too deep."""
    text = body.decode(json.detect_encoding(body), "replace").removeprefix("\ufeff")
    _refuse_depth(text)
    try:
        return json.loads(text, parse_int=_number, parse_constant=_nothing)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the JSON is broken: {error}") from error


def _refuse_depth(text: str) -> None:
    depth = 0
    for mark in _MARK.finditer(text):
        if mark.group() in "[{":
            depth += 1
        elif mark.group() in "]}":
            depth -= 1
        if depth > DEEPEST:
            raise Unreadable(f"the JSON is nested over {DEEPEST} levels deep")


def _number(digits: str) -> int | None:
    """Return the number; None for one that is longer than any that means something."""
    return int(digits) if len(digits) <= 20 else None


def _nothing(_constant: str) -> None:
    """Return None for `NaN` and the infinities, which JSON does not have."""
