"""Sentences from wordings: text with fields, of which the first that can be filled is told.

`{field}` is what is known of the development; a wording with an unknown one is passed over.
`{field|words}` has words for the unknown. `[…]` is left out where a field in it is unknown.
`pledge(s|)` has the ending for one actor, then for several. `a(n)` goes by the letter that follows.
A field may be a wording itself, told under its name beside the statuses.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from monitor.model.nature import Wordings

_FIELD = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
_OPTION = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"\((\w*)\|(\w*)\)")
_ARTICLE = re.compile(r"\ba\(n\) (?=(\S))")


def worded(
    name: str, wordings: Wordings, fields: Mapping[str, str], *, several: AbstractSet[str]
) -> str | None:
    """Return the first wording under the name that the fields fill; None if none is filled.

    `several`: the fields that name more than one; the ending goes by the first field.
    """
    for wording in wordings.get(name, ()):
        said = _filled(wording, wordings, fields)
        if said is not None:
            first = _FIELD.search(wording)
            ending = 2 if first is not None and first[1] in several else 1
            said = _NUMBER.sub(rf"\g<{ending}>", said)
            return _ARTICLE.sub(lambda m: "an " if m[1].lower() in "aeiou" else "a ", said)
    return None


def _filled(wording: str, wordings: Wordings, fields: Mapping[str, str]) -> str | None:
    def option(match: re.Match[str]) -> str:
        return _plain(match[1], wordings, fields) or ""

    return _plain(_OPTION.sub(option, wording), wordings, fields)


def _plain(text: str, wordings: Wordings, fields: Mapping[str, str]) -> str | None:
    """Return the text with its fields filled; None if one is unknown."""
    told: list[str] = []
    end = 0
    for match in _FIELD.finditer(text):
        value = _value(match[1], wordings, fields) or match[2]
        if not value:
            return None
        told += text[end : match.start()], value
        end = match.end()
    return "".join((*told, text[end:]))


def _value(name: str, wordings: Wordings, fields: Mapping[str, str]) -> str | None:
    inner = {n: w for n, w in wordings.items() if n != name}
    said = (_filled(wording, inner, fields) for wording in wordings.get(name, ()))
    return next((s for s in said if s is not None), fields.get(name))
