"""Whom pronouns of a sentence may mean: who the sentences before it spoke of."""

from dataclasses import replace

from monitor.detect.draft import Draft
from monitor.detect.lexicon.entries import Sides
from monitor.detect.names import NameSpan
from monitor.detect.who import Spoken, Who
from monitor.model.actor import ActorKind, Registry
from monitor.model.development import Party

BODIES = frozenset({ActorKind.IGO, ActorKind.STATE, ActorKind.BLOC, ActorKind.ORGANISATION})
UNIONS = frozenset({ActorKind.IGO, ActorKind.BLOC})


def after_names(spoken: Spoken, names: tuple[NameSpan, ...], registry: Registry) -> Spoken:
    """Return whom pronouns may mean after a sentence of which only the names are known."""
    persons: list[Party] = []
    bodies: list[Party] = []
    for span in names:
        actor = registry.actors.get(span.actor) if span.actor is not None else None
        if actor is not None and not span.compound:
            party = Party(id=actor.id, name=actor.name, text=span.text)
            (persons if actor.kind is ActorKind.PERSON else bodies).append(party)
    if not persons and not bodies:
        return spoken
    return replace(
        spoken,
        person=persons[0] if persons else spoken.person,
        body=bodies[0] if bodies else spoken.body,
        union=next((b for b in bodies if _of_states(b, registry)), spoken.union),
    )


def _of_states(body: Party, registry: Registry) -> bool:
    return body.id is not None and registry.actors[body.id].kind in UNIONS


def after_people(spoken: Spoken, people: tuple[Who, ...], found: list[Draft]) -> Spoken:
    """Return whom pronouns may mean after a sentence: its first free person and body, and who met
    in it.
    """
    if not people:
        return spoken
    acting = [w for w in people if not w.place and not w.owner and w.kind is not None]
    acting.sort(key=lambda w: (w.preposition is not None, w.at))
    persons = [w.party for w in acting if w.kind is ActorKind.PERSON]
    bodies = [w.party for w in acting if w.kind in BODIES]
    met = [d.parties for d in found if d.event.sides is Sides.MUTUAL]
    pairs = [parties for parties in met if len({p.name for p in parties}) == len(parties) > 1]
    couple = tuple({p.name: p for p in persons}.values())[:2]
    return Spoken(
        person=persons[0] if persons else spoken.person,
        body=bodies[0] if bodies else spoken.body,
        pair=pairs[-1] if pairs else couple if len(couple) > 1 else spoken.pair,
        union=next((w.party for w in acting if w.kind in UNIONS), spoken.union),
        group=next((w.party for w in acting if w.role and w.plural), spoken.group),
    )
