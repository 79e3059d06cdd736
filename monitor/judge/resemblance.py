"""How likely a mention tells a development: weights learnt from labelled news."""

from dataclasses import dataclass, field

from monitor.model.development import TypeId
from monitor.model.weights import Weights, WeightsError, mapping, number, weights_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """Weights that say how likely a mention tells a development, for the types that they were
    learnt of; `common` are the stems that news uses most, which tell little apart. From `bound`
    (0 to 1) two are the same.
    """

    types: frozenset[TypeId] = frozenset()
    weights: Weights = field(default_factory=Weights)
    common: frozenset[str] = frozenset()
    bound: float = 0.5

    @classmethod
    def of(cls, document: object) -> "Resemblance":
        """Return what a weights document (plain data) describes; raises `WeightsError`."""
        fields = mapping(document, "weights")
        types, common = fields.get("types"), fields.get("common")
        if not isinstance(types, list) or not isinstance(common, list):
            raise WeightsError("weights: types, common: lists of words are wanted")
        return cls(
            types=frozenset(TypeId(str(kind)) for kind in types),
            weights=weights_of(fields, "same"),
            common=frozenset(map(str, common)),
            bound=number(fields.get("bound"), "weights: bound"),
        )
