"""What the words around a sum say of it: its qualifier, and whether it is a total to date."""

import re

_ARTICLES = r"(?:(?:an?|the|another|an\s+additional|additional|further|new|extra|its|their)\s+)*"
_UP_TO = re.compile(
    rf"(?:\bup\s+to|as\s+much\s+as|as\s+many\s+as|(?:a|the)\s+maximum\s+(?:of|sum\s+of)|(?:no"
    rf"|not)\s+more\s+than"
    rf"|capped\s+at)\s+{_ARTICLES}$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"(?:at\s+least|more\s+than|(?<!just\s)\bover|in\s+excess\s+of|(?:no|not)\s+less\s+than"
    rf"|upwards\s+of|exceeding|above"
    rf"|a\s+minimum\s+of)\s+{_ARTICLES}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"(?:(?:\b(?:about|some|nearly|roughly|almost|around|approximately|circa|estimated"
    rf"(?:\s+at)?|close\s+to|worth\s+an\s+estimated)"
    rf"|just\s+(?:over|under))\s+{_ARTICLES}|[~≈]\s*)$",
    re.IGNORECASE,
)
_PER_YEAR_AFTER = re.compile(
    r"(?:[\s-]+[a-z]+){0,2}?(?:[\s-]+(?:a|per|each|every)[\s-]+year\b|\s+(?:annually|yearly)\b"
    r"|\s*/\s*year\b|\s+per\s+annum\b"
    r"|\s+annual\b)",
    re.IGNORECASE,
)
_PER_YEAR_BEFORE = re.compile(
    r"\b(?:annual|yearly|annually)\s+(?:\w+\s+(?:of\s+)?)?$", re.IGNORECASE
)
_LOAN_AFTER = re.compile(
    r"(?:[\s-]+(?!(?:and|to|for|from|after|on)\b)[a-z-]+){0,3}?[\s-]+(?:loans?|credit|credits"
    r"|credit\s+line)\b",
    re.IGNORECASE,
)
_LOAN_BEFORE = re.compile(
    r"\b(?:loans?|credit|credit\s+line|credits)\s+(?:(?:of|worth|totall?ing|for)\s+){1,2}"
    r"(?:[a-z]+\s+){0,3}$",
    re.IGNORECASE,
)
_GRANT_AFTER = re.compile(
    r"(?:[\s-]+(?!(?:and|to|for|from|after|on)\b)[a-z-]+){0,3}?[\s-]+grants?\b(?!\s+(?:\w+\s+)?"
    r"(?:to|permission))",
    re.IGNORECASE,
)
_GRANT_BEFORE = re.compile(
    r"\bgrants?\s+(?:(?:of|worth|totall?ing|for)\s+){1,2}(?:[a-z]+\s+){0,3}$", re.IGNORECASE
)
_TOTAL_BEFORE = re.compile(
    rf"\b(?:total(?:s|ed|led|ing|ling)?(?:\s+(?:of|sum\s+of|value\s+of|to|amount\s+of))?"
    rf"|combined)\s+"
    rf"(?:(?:up\s+to|about|around|nearly|almost|more\s+than|over|roughly|some"
    rf"|at\s+least)\s+)?{_ARTICLES}$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(r"\s+(?:in\s+total|in\s+all|altogether)\b", re.IGNORECASE)

_QUALIFIERS = (
    ("up_to", _UP_TO, None),
    ("at_least", _AT_LEAST, None),
    ("per_year", _PER_YEAR_BEFORE, _PER_YEAR_AFTER),
    ("loan", _LOAN_BEFORE, _LOAN_AFTER),
    ("grant", _GRANT_BEFORE, _GRANT_AFTER),
    ("total", _TOTAL_BEFORE, _TOTAL_AFTER),
    ("about", _ABOUT, None),
)
_NEAR = 60
_FAR = 110
_CLAUSE_END = re.compile(r"[.;!?]['\"”’)]?(?:\s|$)|\n")

_BRINGS = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:es|ing)|took|push(?:es|ed|ing)?)\s+"
    r"(?:[\w'’.,-]+\s+){1,14}?"
    r"(?:to|over|past|above|at)\s+(?:[a-z]+\s+){0,3}$",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"(?<!\A\s)\b(?:cumulative(?:ly)?|to\s+date|so\s+far|in\s+total\s+since|since\s+"
    r"(?:the\s+)?\w+(?:\s+\w+){0,5}?)"
    r",?\s+(?:[\w'’.-]+\s+){0,9}$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?<!not )(?<!first )(?:\bto\s+date\b|\bso\s+far\b|\bsince\s+(?!then\b|that\b)(?:the\b|\w+)"
    r"|\bover\s+the\s+(?:past|last)\s+(?:\w+\s+)?(?:years?|months?|decades?)\b"
    r"|\bin\s+the\s+(?:past|last)\s+(?:\w+\s+)?(?:years?|months?|decades?)\b)",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:first|largest|biggest|highest|lowest|latest|most|\d+(?:st|nd|rd|th))\b[^.;]*$",
    re.IGNORECASE,
)


def qualifier(before: str, after: str) -> str | None:
    """Return how the words right before and after a sum qualify it: one word of `Amount.qualifier`,
    or None.
    """
    left, right = before[-_NEAR:], _clause(after)[:_NEAR]
    for word, ahead, behind in _QUALIFIERS:
        if ahead.search(left) or (behind is not None and behind.match(right)):
            return word
    return None


def is_running_total(before: str, after: str) -> bool:
    """Return whether the words around a sum say that it adds up what was given until now."""
    left = before[-_FAR:]
    ends = list(_CLAUSE_END.finditer(left))
    left = left[ends[-1].end() :] if ends else left
    if _BRINGS.search(left) or _ALREADY.search(left):
        return True
    found = _SINCE.search(_clause(after)[:_FAR])
    return found is not None and _RECORD.search(after[: found.start()]) is None


def _clause(after: str) -> str:
    end = _CLAUSE_END.search(after)
    return after[: end.start()] if end else after
