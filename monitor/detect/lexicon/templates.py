"""Patterns of a language put together from named parts and word tables, so that each word is
written once.

`<<name>>` in a text stands for a part of its section (`parts`), or for the words of a table there:
those of a list, or the keys of a mapping, the longest first; `<<name:listed>>` takes the words of
the lists in a mapping. `<<name:values>>` takes a mapping's values, which are patterns themselves,
and `<<name:named>>` makes each a group named by its key.
`<<section.name>>` looks in another section. A word of a list that is such a name alone stands for
all words of that table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from monitor.detect.lexicon.entries import LexiconError

HOLE = re.compile(r"<<(?:(?P<section>\w+)\.)?(?P<name>\w+)(?::(?P<how>\w+))?>>")
PARTS = "parts"
GROUPS = {"named": "(?P<{}>{})", "values": "{1}"}
DEEPEST = 20


def put_together(sections: Mapping[str, object]) -> dict[str, object]:
    """Return the sections with every part filled in and the parts left out; raises `LexiconError`
    where a part is unknown.
    """
    return {name: _put(body, name, sections) for name, body in sections.items()}


def _put(value: object, section: str, sections: Mapping[str, object]) -> object:
    if isinstance(value, str):
        return _filled(value, section, sections, 0)
    if isinstance(value, Mapping):
        return {k: _put(v, section, sections) for k, v in value.items() if k != PARTS}
    if isinstance(value, Sequence):
        return [one for item in value for one in _items(item, section, sections)]
    return value


def _items(item: object, section: str, sections: Mapping[str, object]) -> Iterator[object]:
    hole = HOLE.fullmatch(item) if isinstance(item, str) else None
    if hole is None:
        yield _put(item, section, sections)
    else:
        yield from _words(_table(hole, section, sections))


def _filled(text: str, section: str, sections: Mapping[str, object], depth: int) -> str:
    def part(hole: re.Match[str]) -> str:
        found = _table(hole, section, sections)
        if isinstance(found, str) and depth < DEEPEST:
            return _filled(found, hole["section"] or section, sections, depth + 1)
        return _alternatives(found, hole["how"])

    return HOLE.sub(part, text) if "<<" in text else text


def _table(hole: re.Match[str], section: str, sections: Mapping[str, object]) -> object:
    """Return the part or table that a hole names."""
    fields = sections.get(hole["section"] or section)
    body = fields if isinstance(fields, Mapping) else {}
    parts = body.get(PARTS)
    known = {**body, **(parts if isinstance(parts, Mapping) else {})}
    if hole["name"] not in known:
        raise LexiconError(f"{section}: nothing is called {hole[0]}")
    found = known[hole["name"]]
    listed = isinstance(found, Sequence) and not isinstance(found, str)
    return _put(found, hole["section"] or section, sections) if listed else found


def _words(table: object) -> list[str]:
    if isinstance(table, str) or not isinstance(table, Mapping | Sequence):
        raise LexiconError(f"{table!r} is no table of words")
    return [str(word) for word in table]


def _alternatives(table: object, how: str | None) -> str:
    """Return the words of a table as alternatives of a pattern; any blank parts their words."""
    if isinstance(table, Mapping) and how in GROUPS:
        return "|".join(GROUPS[how].format(key, value) for key, value in table.items())
    if isinstance(table, Mapping) and how == "listed":
        table = [word for listed in table.values() for word in listed]
    words = sorted(_words(table), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words)
