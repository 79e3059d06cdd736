"""Pronouns and descriptions that stand for a party told of before, and plain plurals that meet."""

from dataclasses import replace

from monitor.detect.phrases import preposition
from monitor.detect.sight import Sight
from monitor.detect.who import Spoken, Who
from monitor.model.actor import ActorKind
from monitor.model.development import Party

COUPLES = frozenset({"two", "both", "three", "the", "warring"})


def stand_ins(seen: Sight, spoken: Spoken, taken: set[int]) -> list[Who]:
    """Return pronouns and descriptions that stand for a party told of before."""
    return [
        who
        for i, kinds in enumerate(seen.kinds)
        if kinds and i not in taken
        for who in _standing_at(seen, i, spoken)
    ]


def _standing_at(seen: Sight, i: int, spoken: Spoken) -> list[Who]:
    kinds = seen.kinds[i]
    if "institution" in kinds and (own := _institution(seen, i, spoken)) is not None:
        return [own]
    party = _meant(seen, i, spoken)
    if party is None and _described_body(seen, i):
        words = seen.text[seen.starts[i] : seen.ends[i]]
        return [_stand_in(seen, i, Party(id=None, name=words, text=words), several=False)]
    if party is not None:
        return [_stand_in(seen, i, party, several=False)]
    if "pair" in kinds and spoken.pair and _both(seen, i):
        return [_stand_in(seen, i, member, several=True) for member in spoken.pair]
    if "plural_role" in kinds and _begins(seen, i):
        words = seen.text[seen.starts[i] : seen.ends[i]]
        return [_stand_in(seen, i, Party(id=None, name=words, text=words), several=True)]
    return []


def _meant(seen: Sight, i: int, spoken: Spoken) -> Party | None:
    """Return the one party that a pronoun or a description ("the bloc") stands for."""
    if "he" in seen.kinds[i]:
        return spoken.person
    if _described_body(seen, i) or ("it" in seen.kinds[i] and _subject_pronoun(seen, i)):
        return spoken.body
    return None


def _institution(seen: Sight, i: int, spoken: Spoken) -> Who | None:
    """Return an institution that the sentence leaves unnamed: the body spoken of, or its own words
    if capitalised.
    """
    named = seen.text[seen.starts[i]].isupper()
    if not named and seen.words[i - 1] not in ("the", "its", "their"):
        return None
    words = seen.text[seen.starts[i] : seen.ends[i]]
    party = Party(id=None, name=words, text=words) if named or spoken.body is None else spoken.body
    return Who(
        at=i,
        chain=i,
        end=i + 1,
        party=replace(party, text=words),
        kind=ActorKind.ORGANISATION,
        preposition=preposition(seen, i, titled=False),
        role=True,
    )


def _described_body(seen: Sight, i: int) -> bool:
    return (
        "body" in seen.kinds[i]
        and i > 0
        and "determiner" in (seen.kinds[i - 1] | seen.kinds[max(0, i - 3)])
    )


def _begins(seen: Sight, i: int) -> bool:
    """Return whether a plural stands where a subject begins, over a number or an article."""
    j = i - 1
    while j >= 0 and i - j <= 3 and seen.kinds[j] & {"determiner"}:
        j -= 1
    return j < 0 or seen.clauses[j] != seen.clauses[i] or seen.commas[j] != seen.commas[i]


def _subject_pronoun(seen: Sight, i: int) -> bool:
    """Return whether "it" is the subject of what follows, and no empty one."""
    following = seen.kinds[i + 1] if i + 1 < len(seen.words) else frozenset()
    return bool(following & {"future", "would", "have", "had"}) or (
        i + 1 < len(seen.words) and i + 1 in seen.governors
    )


def _both(seen: Sight, i: int) -> bool:
    return i > 0 and seen.words[i - 1] in COUPLES


def _stand_in(seen: Sight, i: int, party: Party, *, several: bool) -> Who:
    return Who(
        at=i,
        chain=i,
        end=i + 1,
        party=replace(party, text=seen.text[seen.starts[i] : seen.ends[i]]),
        kind=None,
        preposition=preposition(seen, i, titled=False),
        several=several,
        pronoun=not several,
    )
