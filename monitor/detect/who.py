"""A possible party in a sentence, and whom the sentences before spoke of."""

from dataclasses import dataclass

from monitor.model.actor import ActorKind
from monitor.model.development import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A possible party at the tokens `at` up to `end`.

    `preposition` is the one that governs it (its chain's first, in "with X and Y"); names that
    "and" joins share a `chain`, the token of the first. `owner`: it only owns or describes what
    follows ("Ukraine's border", "Russian invasion"). `role`: it stands with an office. `speaker`:
    it only tells of others. `plural`: its office is held by several.
    `place`: it says where. `several`: it stands for more than one ("the two sides"). `person`: it
    is a person, known or unknown. `city`: a state is told by its capital.
    """

    at: int
    end: int
    party: Party
    kind: ActorKind | None
    preposition: str | None = None
    chain: int = 0
    owner: bool = False
    role: bool = False
    place: bool = False
    several: bool = False
    pronoun: bool = False
    speaker: bool = False
    plural: bool = False
    person: bool = False
    city: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Whom pronouns and descriptions of the sentence may stand for, from the sentences before.

    `union`: the body of states told of last; `group`: the body whose leaders were told of last;
    `speaker`: whose words the sentence quotes; `kind`: what the party is that the sentence itself
    names.
    """

    person: Party | None = None
    body: Party | None = None
    pair: tuple[Party, ...] = ()
    group: Party | None = None
    union: Party | None = None
    speaker: Party | None = None
    kind: ActorKind | None = None
