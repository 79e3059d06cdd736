"""The words before a name or a verb: prepositions over titles, subjects that are no names."""

from monitor.detect.sight import Sight

TITLE_GAP = 6
LEADING = frozenset(
    {"adverb", "negation", "be", "have", "had", "do", "future", "would", "possible", "ought"}
)

HYPHENS = frozenset({"-", "–"})
"""What joins two names into one word ("Kyiv-Moscow talks")."""


def preposition(seen: Sight, at: int, *, titled: bool) -> str | None:
    """Return the preposition before a name, over articles, adjectives and titles; None where it
    has none.
    """
    for j in range(at - 1, max(-1, at - 1 - TITLE_GAP), -1):
        word = seen.words[j]
        kinds = seen.lexicon.kinds(word)
        if "," in seen.between(j, j + 1):
            return None
        if "preposition" in kinds:
            if (
                titled
                and word in seen.language.prepositions.title
                and titular(seen, j - 1)
                and j + 1 < at
            ):
                continue
            return word
        if "determiner" in kinds and _after_name(seen, j):
            return None
        if "calendar" in kinds or "conjunction" in kinds or "subordinate" in kinds:
            return None
        if j in seen.verbs and not titular(seen, j):
            return None
    return None


def _after_name(seen: Sight, j: int) -> bool:
    """Return whether an article stands right behind a name, so that another phrase begins ("in
    Paris the council").
    """
    return any(end == j and not span.possessive for _, end, span in seen.names)


def titular(seen: Sight, j: int) -> bool:
    """Return whether a word may belong to a title before a name."""
    if seen.text[seen.starts[j]].isupper() and j:
        return True
    return j in seen.titles


def unnamed_subject(seen: Sight, at: int) -> bool:
    """Return whether a plain plural stands before the verb as its subject ("other nations have
    banned").
    """
    j, endings = at - 1, seen.language.endings
    while j >= 0 and (seen.kinds[j] & LEADING or seen.words[j].endswith(endings.adverb)):
        j -= 1
    if j < 0 or seen.clauses[j] != seen.clauses[at]:
        return False
    plural = seen.words[j].endswith(endings.plural) and seen.text[seen.starts[j]].islower()
    return plural and not seen.kinds[j] - {"pair"}
