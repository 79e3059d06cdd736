"""What the words around a sum say of it: its qualifier, and whether it is a total to date, or part
of a sum.
"""

import re

from monitor.detect.lexicon.grammar import SumWords

_NEAR = 60
_FAR = 160
_CLAUSE_END = re.compile(r"(?:[;!?]|(?<![A-Z])\.(?!\s[0-9]))['\"”’)]?(?:\s|$)|\n")


def qualifier(before: str, after: str, words: SumWords) -> str | None:
    """Return how the words right before and after a sum qualify it: one word of `Amount.qualifier`,
    or None.
    """
    left, right = before[-_NEAR:], _clause(after)[:_NEAR]
    for word, beside in words.qualifiers.items():
        if beside.before.search(left) or beside.after.match(right):
            return word
    return None


def is_running_total(before: str, after: str, words: SumWords) -> bool:
    """Return whether the words around a sum say that it adds up what was given until now."""
    left = before[-_FAR:]
    ends = list(_CLAUSE_END.finditer(left))
    left = left[ends[-1].end() :] if ends else left
    if words.brings.search(left) or words.already.search(left):
        return True
    found = words.since.search(_clause(after)[:_FAR])
    return found is not None and words.record.search(after[: found.start()]) is None


def is_part(before: str, words: SumWords) -> bool:
    """Return whether the words before a sum say that it is part of another one."""
    left = before[-_FAR:]
    ends = list(_CLAUSE_END.finditer(left))
    return words.part.search(left[ends[-1].end() :] if ends else left) is not None


def _clause(after: str) -> str:
    end = _CLAUSE_END.search(after)
    return after[: end.start()] if end else after
