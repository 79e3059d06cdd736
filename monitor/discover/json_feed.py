"""JSON Feed 1.0 and 1.1."""

from typing import Any

from monitor.discover.bounds import MOST_CANDIDATES
from monitor.discover.json_text import parsed
from monitor.discover.titles import link, title
from monitor.errors import Unreadable
from monitor.model.dates import stamp
from monitor.model.source import Candidate, SourceKind

_NAMES = ("url", "external_url")


def json_feed(body: bytes, *, base: str) -> tuple[Candidate, ...]:
    """Return the items of a JSON Feed in document order; raises `Unreadable` if it is none."""
    document = parsed(body)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise Unreadable("the JSON document is no JSON Feed: it has no list of items")
    return tuple(_item(one, base) for one in items[:MOST_CANDIDATES] if isinstance(one, dict))


def _item(item: dict[str, Any], base: str) -> Candidate:
    named = [_word(item, name) for name in _NAMES]
    identity = _word(item, "id") or ""
    named.append(identity if identity.startswith(("http://", "https://")) else None)
    return Candidate(
        url=next((url for name in named if (url := link(name, base)) is not None), None),
        title=title(_word(item, "title")),
        published=stamp(_word(item, "date_published")),
        updated=stamp(_word(item, "date_modified")),
        kind=SourceKind.FEED,
    )


def _word(item: dict[str, Any], field: str) -> str | None:
    value = item.get(field)
    return value if isinstance(value, str) else None
