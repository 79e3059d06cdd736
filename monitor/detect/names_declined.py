"""All forms of a name in a language that declines names, with the cases that each may be."""

from collections.abc import Iterable, Mapping
from itertools import product

from monitor.detect.lexicon.grammar import NameWords

NOMINATIVE = "nominative"
STEM = "*"
MOST = 400
"""Forms of one name: more than any language of ours makes of four words."""

Forms = Mapping[str, tuple[str, ...]]


def declined(names: Iterable[str], words: NameWords) -> dict[str, frozenset[str]]:
    """Return every form of an actor's names with its cases; a name that the language does not
    decline has none.

    A name that is a form of another one is no name to decline itself.
    """
    found: dict[str, set[str]] = {}
    listed = tuple(names)
    forms = {name: _forms(name, words) for name in listed}
    others = {form for made in forms.values() for form, case in made if case != NOMINATIVE}
    for name in listed:
        found.setdefault(name, set())
        if name in others and any(name in dict(forms[n]) for n in listed if n != name):
            continue
        for form, case in forms[name]:
            found.setdefault(form, set()).add(case)
    return {form: frozenset(cases) for form, cases in found.items()}


def _forms(name: str, words: NameWords) -> list[tuple[str, str]]:
    """Return each form of the name with one of its cases; all its words stand in the same case."""
    parts = name.split(" ")
    tables = [_table(part, words) for part in parts]
    if not any(tables):
        return []
    cases = {case for table in tables for case in table} - {NOMINATIVE}
    made = [(name, NOMINATIVE)]
    for case in sorted(cases):
        written = (table.get(case, (part,)) for part, table in zip(parts, tables, strict=True))
        made += [(" ".join(one), case) for one in product(*written)]
    return made[:MOST]


def _table(part: str, words: NameWords) -> Forms:
    """Return the forms of one word by case, by the longest ending that the language tells of."""
    if words.declined.fullmatch(part) is None:
        return {}
    for shape in sorted(words.declension, key=len, reverse=True):
        ending = shape.removeprefix(STEM)
        if part.endswith(ending):
            stem, cases = part.removesuffix(ending), words.declension[shape]
            return {
                case: tuple(one.replace(STEM, stem) for one in ends) for case, ends in cases.items()
            }
    return {}
