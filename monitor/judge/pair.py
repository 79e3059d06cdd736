"""A mention beside a development of its type: what is held against each other, made ready once."""

from dataclasses import dataclass

from monitor.judge.blocking import Ground
from monitor.judge.evidence import days_apart
from monitor.judge.parties import Company
from monitor.model.development import Development, Mention
from monitor.model.nature import Nature


@dataclass(frozen=True, slots=True)
class Pair:
    """A mention and a development that it may tell. `mine`: the company of the mention, `theirs`
    that of the development; `gap`: the days between their dates, None where one has none.
    """

    mention: Mention
    development: Development
    ground: Ground
    nature: Nature
    mine: Company
    theirs: Company
    gap: int | None

    @classmethod
    def of(cls, mention: Mention, development: Development, ground: Ground) -> "Pair":
        """Return the two side by side."""
        return cls(
            mention,
            development,
            ground,
            ground.nature(mention),
            ground.company(mention),
            ground.company(development),
            days_apart(mention.when, development.when),
        )
