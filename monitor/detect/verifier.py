"""A second look at drafts: logistic weights say which sentences state a development, which tell it
as new and with which status, and which tell the same one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from math import exp

from monitor.detect.draft import Draft
from monitor.detect.gathering import gathered
from monitor.detect.in_common import opposed
from monitor.detect.kinship import kinship
from monitor.detect.sight import Sight
from monitor.detect.verifier_features import Scene, holding
from monitor.model.actor import Registry
from monitor.model.development import Freshness, TypeId
from monitor.model.weights import Weights, WeightsError, mapping, number, weights_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The probabilities that decide: from which a draft that the frames trust holds, and a bare
    one; below which it is background though they call it new, and from which it is new though they
    do not (both of the probability that it is told, and told as news); from which a draft opens an
    act of its own, or joins one. `status` and `restated` are margins: by how much another status
    than that of a frame must be likelier, where it is in doubt and where it is not. `party`: from
    which somebody takes part in an act.
    """

    trusted: float = 0.38
    bare: float = 0.42
    background: float = 0.37
    new: float = 0.45
    opens: float = 0.38
    joins: float = 0.5
    status: float = 0.1
    restated: float = 0.5
    party: float = 0.5


BOUNDS = tuple(one.name for one in fields(Bounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """Weighs drafts of the types that it was trained on; drafts of others pass as the frames
    left them.
    """

    types: frozenset[TypeId] = frozenset()
    mention: Weights = field(default_factory=Weights)
    fresh: Weights = field(default_factory=Weights)
    same: Weights | None = None
    party: Weights | None = None
    acting: Weights | None = None
    statuses: Mapping[TypeId, Mapping[str, Weights]] = field(default_factory=dict)
    bounds: Bounds = field(default_factory=Bounds)

    @classmethod
    def of(cls, document: object) -> "Verifier":
        """Return the verifier that a weights document (plain data) describes; raises
        `WeightsError`.
        """
        fields = mapping(document, "weights")
        types = fields.get("types")
        if not isinstance(types, list):
            raise WeightsError("weights: types: a list of types is wanted")
        bounds = mapping(fields.get("bounds"), "weights: bounds")
        return cls(
            types=frozenset(TypeId(str(kind)) for kind in types),
            mention=weights_of(fields, "mention"),
            fresh=weights_of(fields, "fresh"),
            same=weights_of(fields, "same") if "same" in fields else None,
            party=weights_of(fields, "party") if "party" in fields else None,
            acting=weights_of(fields, "acting") if "acting" in fields else None,
            statuses=_statuses(fields.get("statuses", {})),
            bounds=Bounds(
                **{name: number(bounds.get(name), f"weights: bounds: {name}") for name in BOUNDS}
            ),
        )

    def verified(
        self, drafts: Sequence[Draft], sights: Mapping[int, Sight], scene: Scene
    ) -> list[Draft]:
        """Return the drafts that hold, with the freshness and status that they are told with.

        A sentence tells one act of a type: what the frames did not trust becomes whole only where
        nothing surer of its type stands beside it, and a bare draft only where no draft is whole.
        `sights` are the sentences by their numbers. A denial is weighed by what it denies, not
        here: only a told act can be denied.
        """
        found: list[Draft] = []
        explained = {d.sentence for d in drafts if not d.loose and d.event.id in self.types}
        doubted: dict[tuple[TypeId, int], list[tuple[float, Draft]]] = {}
        for draft in drafts:
            if draft.bare and (draft.sentence in explained or draft.event.id not in self.types):
                continue
            if draft.event.id not in self.types or draft.denied:
                found.append(draft)
                continue
            names = holding(draft, sights[draft.sentence], scene)
            sure = self.mention.probability(names, draft.event.id)
            if sure < (self.bounds.bare if draft.bare else self.bounds.trusted):
                continue
            settled = self._settled(draft, sure, names)
            if draft.loose:
                place = (draft.event.id, draft.sentence)
                doubted.setdefault(place, []).append((sure, settled))
            else:
                found.append(settled)
        whole = {(draft.event.id, draft.sentence) for draft in found}
        for place, some in doubted.items():
            found += _released(some, beside_whole=place in whole)
        return sorted(found, key=lambda draft: draft.sentence)

    def gathered(
        self, drafts: Sequence[Draft], sights: Mapping[int, Sight], registry: Registry
    ) -> tuple[list[list[Draft]], list[Draft]]:
        """Return the acts that the drafts tell, each as its drafts, the surest first, and the
        drafts that other rules must bring together.
        """
        if self.same is None:
            return [], list(drafts)
        same = self.same
        mine = [d for d in drafts if d.event.id in self.types and not d.denied]
        others = [d for d in drafts if d.event.id not in self.types or d.denied]

        def kin(one: Draft, other: Draft) -> float:
            if opposed(one, other):
                return 0.0
            pair = (one.raw or one, other.raw or other)
            if (other.sentence, other.head) < (one.sentence, one.head):
                pair = (pair[1], pair[0])
            seen = (sights[pair[0].sentence], sights[pair[1].sentence])
            return same.probability(kinship(pair, seen, registry))

        acts = gathered(mine, kin, opens=self.bounds.opens, joins=self.bounds.joins)
        return acts, others

    def _settled(self, draft: Draft, sure: float, names: Sequence[str]) -> Draft:
        bound = self.bounds.background if draft.freshness is Freshness.NEW else self.bounds.new
        new = self.fresh.probability(names, draft.event.id)
        fresh = sure * new >= bound
        likely = self._likely(draft, names)
        status = self._status(draft, likely)
        why = (*draft.why, f"the verifier gives {sure:.2f} that it is told, {new:.2f} as news")
        if status != draft.status:
            why = (*why, f"the verifier reads it as {status} rather than {draft.status}")
        return replace(
            draft,
            sure=sure,
            raw=draft,
            status=status,
            statuses=tuple(likely.items()),
            freshness=Freshness.NEW if fresh else Freshness.BACKGROUND,
            why=why,
        )

    def _likely(self, draft: Draft, names: Sequence[str]) -> dict[str, float]:
        """Return the probability of each status that was learnt for the draft's type."""
        kind = draft.event.id
        weights = self.statuses.get(kind, {})
        known = [status for status in draft.event.nature.statuses if status in weights]
        odds = {status: exp(weights[status].total(names, kind)) for status in known}
        total = sum(odds.values())
        return {status: one / total for status, one in odds.items()}

    def _status(self, draft: Draft, likely: Mapping[str, float]) -> str:
        """Return the status of a draft, or the one that is clearly likelier; what a frame without
        doubt read as refused or broken stays so.
        """
        doubted = draft.loose or draft.bare
        kept = not doubted and draft.status in draft.event.nature.against
        if kept or draft.status not in likely:
            return draft.status
        bound = self.bounds.status if doubted else self.bounds.restated
        best = max(likely, key=lambda status: likely[status])
        return best if likely[best] - likely[draft.status] >= bound else draft.status


def _released(some: Sequence[tuple[float, Draft]], *, beside_whole: bool) -> list[Draft]:
    """Return the surest of a sentence's doubted drafts as whole, unless a whole one stands beside,
    and the others that the frames keep as loose.
    """
    surest = None if beside_whole else max(some, key=lambda one: one[0])[1]
    return [
        replace(draft, loose=draft is not surest, bare=False)
        for _, draft in some
        if draft is surest or not draft.bare
    ]


def _statuses(value: object) -> Mapping[TypeId, Mapping[str, Weights]]:
    types = mapping(value, "weights: statuses")
    return {
        TypeId(kind): {
            status: weights_of(mapping(some, f"weights: statuses: {kind}"), status)
            for status in mapping(some, f"weights: statuses: {kind}")
        }
        for kind, some in types.items()
    }
