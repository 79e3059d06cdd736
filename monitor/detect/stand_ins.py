"""Pronouns and descriptions that stand for a party told of before, and plain plurals that meet."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.detect.lexicon.inflection import Form
from monitor.detect.phrases import preposition
from monitor.detect.pronouns import meant, owners, those_who_meet
from monitor.detect.sight import Sight
from monitor.detect.who import Spoken, Who
from monitor.model.actor import ActorKind
from monitor.model.development import Party


def stand_ins(seen: Sight, spoken: Spoken, named: Sequence[Who]) -> list[Who]:
    """Return pronouns and descriptions that stand for a party told of before, in the sentence
    (`named`) or before it.
    """
    standing = seen.lexicon.standing
    found = [i for i, word in enumerate(seen.words) if word in standing]
    if not found:
        return []
    taken = {i for w in named for i in range(w.at, w.end)}
    taken |= {i for at, end, _ in seen.names for i in range(at, end)}
    return [
        who
        for i in found
        if i not in taken and not _opens_name(seen, i, taken)
        for who in _standing_at(seen, i, meant(seen, i, spoken, named))
    ]


def _opens_name(seen: Sight, i: int, taken: set[int]) -> bool:
    """Return whether a plural is the title of the names after it ("Presidents X and Y",
    "delegations from X").
    """
    after = i + 1
    while after < len(seen.words) and seen.words[after] in seen.language.cues.opening:
        after += 1
    return after in taken and "," not in seen.between(i, after)


def _standing_at(seen: Sight, i: int, spoken: Spoken) -> list[Who]:
    kinds = seen.kinds[i]
    if own := owners(seen, i, spoken):
        return [_owner(i, party) for party in own]
    if couple := those_who_meet(seen, i, spoken):
        return [_stand_in(seen, i, member, several=True) for member in couple]
    if "institution" in kinds and (house := _institution(seen, i, spoken)) is not None:
        return [house]
    party = _meant(seen, i, spoken)
    if party is None and _described_body(seen, i):
        party = _as_written(seen, i)
    if party is not None:
        return [replace(_stand_in(seen, i, party, several=False), kind=spoken.kind)]
    return [_stand_in(seen, i, party, several=True) for party in _several(seen, i, spoken)]


def _as_written(seen: Sight, i: int) -> Party:
    words = seen.text[seen.starts[i] : seen.ends[i]]
    return Party(id=None, name=words, text=words)


def _several(seen: Sight, i: int, spoken: Spoken) -> tuple[Party, ...]:
    """Return whom a plural stands for: leaders told of, a pair, or only what it says."""
    kinds = seen.kinds[i]
    if "plural_role" in kinds and spoken.group is not None and _their(seen, i):
        return (spoken.group,)
    if "pair" in kinds and spoken.pair and _both(seen, i):
        return spoken.pair
    many = "plural_role" in kinds or ("pair" in kinds and _both(seen, i))
    return (_as_written(seen, i),) if many and _begins(seen, i) else ()


def _meant(seen: Sight, i: int, spoken: Spoken) -> Party | None:
    """Return the one party that a pronoun or a description ("the bloc") stands for."""
    if seen.words[i] in seen.language.cues.ours:
        return spoken.speaker
    if "he" in seen.kinds[i]:
        return spoken.person
    if _described_body(seen, i) and seen.words[i] in seen.language.cues.union:
        return spoken.union
    if _described_body(seen, i) or ("it" in seen.kinds[i] and _subject_pronoun(seen, i)):
        return spoken.body
    return None


def _institution(seen: Sight, i: int, spoken: Spoken) -> Who | None:
    """Return an institution that the sentence leaves unnamed: the body spoken of, or its own words
    if capitalised.
    """
    named = seen.text[seen.starts[i]].isupper()
    if not named and seen.words[i - 1] not in seen.language.cues.owning:
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
    while j >= 0 and i - j <= 3 and ("determiner" in seen.kinds[j] or _number(seen, j)):
        j -= 1
    return j < 0 or seen.clauses[j] != seen.clauses[i] or seen.commas[j] != seen.commas[i]


def _number(seen: Sight, j: int) -> bool:
    return seen.language.shapes.numbered.fullmatch(seen.words[j]) is not None


def _their(seen: Sight, i: int) -> bool:
    """Return whether a plural that begins a clause means the leaders told of before ("the leaders",
    "its leaders").
    """
    cues = seen.language.cues
    return seen.words[i] in cues.leading and (
        i == 0 or seen.words[i - 1] in cues.belonging or _begins(seen, i)
    )


def _subject_pronoun(seen: Sight, i: int) -> bool:
    """Return whether "it" is the subject of what follows, and no empty one."""
    following = seen.kinds[i + 1] if i + 1 < len(seen.words) else frozenset()
    return bool(following & {"future", "would", "have", "had"}) or (
        i + 1 < len(seen.words) and i + 1 in seen.governors
    )


def _both(seen: Sight, i: int) -> bool:
    return i > 0 and seen.words[i - 1] in seen.language.cues.couple


def _owner(i: int, party: Party) -> Who:
    """Return whose meeting a pronoun says it is; it is told by its name, not by the pronoun."""
    return Who(at=i, chain=i, end=i + 1, party=party, kind=None, owner=True, pronoun=True)


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
        speaker=several and _say(seen, i),
    )


def _say(seen: Sight, i: int) -> bool:
    """Return whether they only say it ("officials on both sides said")."""
    said = {hit.at for hit in seen.marks("report") if hit.entry.form is Form.PAST}
    after = range(i + 1, min(i + 6, len(seen.words)))
    first = next((j for j in after if j in seen.verbs), i)
    return first in said and seen.commas[first] == seen.commas[i]
