"""Acts that are stopped before they are done ("put off the millions that it promised")."""

from monitor.detect.lexicon.inflection import Form
from monitor.detect.sight import Hit, Sight

RELATIVE_REACH = 3
REACH = 12


def stopping(seen: Sight, at: int) -> Hit | None:
    """Return the verb that stops what an act was to bring, or None; the act's verb (or the first of
    its auxiliaries) stands at the token, in a clause that describes the thing.
    """
    back = range(at - 1, max(-1, at - 1 - RELATIVE_REACH), -1)
    relative = next((j for j in back if seen.words[j] in seen.language.cues.relative), None)
    if relative is None:
        return None
    for j in range(relative - 1, max(-1, relative - 1 - REACH), -1):
        governor = seen.governors.get(j)
        if governor is not None:
            stops = governor.entry.group.name == "refuse" and governor.entry.form is not Form.NOUN
            return governor if stops else None
        if j in seen.verbs:
            return None
    return None
