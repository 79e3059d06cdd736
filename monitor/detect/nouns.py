"""How real a noun makes its act when no verb carries it: after, before, for, or only as a
setting.
"""

from monitor.detect.lexicon.entries import Mode
from monitor.detect.lexicon.inflection import Form
from monitor.detect.reality import Reality, conditioned
from monitor.detect.sight import Hit, Sight

NEAR = 5


def of_noun(seen: Sight, noun: Hit) -> Reality:
    """Return how real a noun without a verb is: by the governor right before it ("called for
    talks"); of the group flag `carried`, it is nothing.
    """
    if "carried" in noun.entry.group.flags:
        return Reality(mode=None)
    before, meant = _before(seen, noun)
    if before is not None:
        return before
    if _tentative(seen, noun):
        return Reality(mode=Mode.PLANNED)
    return Reality(mode=Mode.DONE, told=meant and "forum" not in noun.entry.group.flags)


def _before(seen: Sight, noun: Hit) -> tuple[Reality | None, bool]:
    """Return what the words before a noun say of its reality, if anything, and whether it is meant
    by them ("for talks").
    """
    meant, endings = False, seen.language.endings
    for j in range(noun.at - 1, max(-1, noun.at - 6), -1):
        kinds = seen.lexicon.kinds(endings.bare(seen.words[j]))
        meant = meant or "for" in kinds
        if "afterwards" in kinds or (
            "calendar" in kinds and seen.words[j].endswith(endings.possessive)
        ):
            return Reality(mode=Mode.DONE, told=True), meant
        if "beforehand" in kinds:
            return Reality(mode=Mode.DONE, told=True), meant
        if "ahead" in kinds:
            return Reality(mode=Mode.FUTURE, told=True), meant
        if seen.clauses[j] != seen.clauses[noun.at]:
            break
        governed = _by_governor(seen, j, noun)
        if governed is not None:
            return governed, meant
    return None, meant


def _tentative(seen: Sight, noun: Hit) -> bool:
    """Return whether it is only proposed: so described ("a draft treaty"), told with "would", or
    on a condition ("answer with sanctions if Iran attacks").
    """
    described = any(
        "tentative" in seen.kinds[j] and not seen.kinds[j + 1] - {"tentative"}
        for j in range(max(0, noun.at - 2), noun.at)
    )
    would = any("would" in kinds for kinds in seen.kinds[noun.end : noun.end + 2])
    return described or would or conditioned(seen, noun.at)


def _by_governor(seen: Sight, j: int, noun: Hit) -> Reality | None:
    governor = seen.governors.get(j)
    if governor is None or governor.end > noun.at:
        return None
    kind = governor.entry.group.name
    if kind == "wish":
        return Reality(mode=None)
    if kind == "refuse" and governor.entry.form is not Form.NOUN:
        return Reality(mode=Mode.REFUSED)
    return Reality(mode=Mode.PLANNED) if kind in ("plan", "weigh") else None


def denied_noun(seen: Sight, noun: Hit) -> bool:
    """Return whether there is none of it, or only the thought of it ("no deal", "a possible
    ceasefire").
    """
    return any(
        seen.kinds[j] & {"none", "hypothetical"} for j in range(max(0, noun.at - 2), noun.at)
    )


def mere_setting(seen: Sight, noun: Hit) -> bool:
    """Return whether the noun only says where something else was said ("at the meeting")."""
    if "forum" in noun.entry.group.flags:
        return False
    if any(
        seen.words[j] in seen.language.prepositions.joining
        for j in range(noun.end, min(noun.end + 5, len(seen.words)))
    ):
        return False
    return any("setting" in seen.kinds[j] for j in range(max(0, noun.at - 4), noun.at))
