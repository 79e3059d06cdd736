"""A mention beside a development of its type: what is held against each other, made ready once."""

from dataclasses import dataclass

from monitor.judge.blocking import Ground
from monitor.judge.evidence import days_apart
from monitor.judge.figures import same_amount, told_amounts, very_amount
from monitor.judge.parties import Company
from monitor.model.development import Amount, Development, Mention
from monitor.model.nature import Nature


@dataclass(frozen=True, slots=True)
class Pair:
    """A mention and a development that it may tell. `mine`: the company of the mention, `theirs`
    that of the development; `gap`: the days between their dates, None where one has none; `sums`:
    every sum that was told of the development; `very_sum`, `same_sum`: whether the mention's is one
    of them, to the figure or nearly.
    """

    mention: Mention
    development: Development
    ground: Ground
    nature: Nature
    mine: Company
    theirs: Company
    gap: int | None
    sums: tuple[Amount, ...]
    very_sum: bool
    same_sum: bool

    @classmethod
    def of(cls, mention: Mention, development: Development, ground: Ground) -> "Pair":
        """Return the two side by side."""
        mine, sums = mention.amount, told_amounts(development)
        very = mine is not None and any(very_amount(mine, told) for told in sums)
        return cls(
            mention,
            development,
            ground,
            ground.nature(mention),
            ground.company(mention),
            ground.company(development),
            days_apart(mention.when, development.when),
            sums,
            very,
            very or (mine is not None and any(same_amount(mine, s, ground.rates) for s in sums)),
        )
