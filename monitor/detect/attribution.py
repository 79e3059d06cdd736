"""Who says so: the source that a sentence names for what it tells."""

from collections.abc import Sequence

from monitor.detect.sight import Sight
from monitor.detect.who import Who


def attribution(seen: Sight, cast: Sequence[Who]) -> str | None:
    """Return the words of the source ("according to the Kremlin", "Biden said"), or None where the
    text itself tells.
    """
    lemmas = seen.language.lemmas
    for mark in seen.marks("report"):
        if mark.entry.lemma not in lemmas.source:
            continue
        if mark.entry.lemma in lemmas.according:
            for who in cast:
                if mark.end <= who.at <= mark.end + 6:
                    return who.party.text
            return None
        before = [w for w in cast if _says(seen, w, mark.at)]
        if before:
            return before[-1].party.text
        after = [w for w in cast if mark.end <= w.at <= mark.end + 2]
        if after:
            return after[0].party.text
    return None


def _says(seen: Sight, who: Who, at: int) -> bool:
    """Return whether the name is the subject of the verb of saying at the token."""
    gap = range(who.end, at)
    near = 0 <= at - who.end <= 1 and all("adverb" in seen.kinds[j] for j in gap)
    return near and who.preposition is None
