"""Is it the same act? What the slots say for it is added up, and some slots say no to all of it;
for types with labels, learnt weights decide, by the slots and by what the sentences repeat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from monitor.judge.blocking import Ground
from monitor.judge.company import of_equals, of_sides
from monitor.judge.evidence import Finding, Point, Veto, span, vetoed
from monitor.judge.occasion import of_occasion
from monitor.judge.pair import Pair
from monitor.judge.resemblance import Resemblance
from monitor.judge.substance import of_figures, of_measure, of_objects
from monitor.judge.traits import Outcome, features
from monitor.model.development import Development, Mention
from monitor.model.nature import Nature, Sameness

OPEN_DAYS = 30
RECENT_DAYS = 3
EXACTLY = 10_000
ENOUGH = 3
ENOUGH_FOR_AN_OCCASION = 5
"""One party and the place, one and the day, a forum, or the place and the day."""


@dataclass(frozen=True, slots=True)
class Same:
    """The mention tells the development; `strength` ranks it among others that fit."""

    strength: int
    decided: str | Outcome
    likely: float | None = None

    @property
    def why(self) -> str:
        """Return in words what decided."""
        return _worded(self.decided, self.likely)


@dataclass(frozen=True, slots=True)
class Different:
    """The mention tells another act. What decided is put into words only where it is asked for:
    most pairs are no match, and few of them are told of.
    """

    decided: str | Outcome
    likely: float | None = None

    @property
    def why(self) -> str:
        """Return in words what decided."""
        return _worded(self.decided, self.likely)

    @property
    def nearness(self) -> tuple[float, float]:
        """Return what ranks it among others that do not fit, the nearest highest."""
        strength = -1 if isinstance(self.decided, str) else self.decided.strength
        return self.likely or 0.0, strength


def _worded(decided: str | Outcome, likely: float | None) -> str:
    by_rules = decided if isinstance(decided, str) else decided.why
    if likely is None:
        return by_rules
    return f"the weights give {likely:.2f} that it is; by rules: {by_rules}"


def compare(mention: Mention, development: Development, ground: Ground) -> Same | Different:
    """Return whether the mention tells the development, and what decided."""
    if mention.type != development.type:
        return Different("another type")
    if not within_reach(mention, development, ground):
        return Different("too far apart in time")
    pair = Pair.of(mention, development, ground)
    if mention.type in ground.resemblance.types:
        return _weighed(pair, ground.resemblance)
    company = _company(pair)
    if vetoed(company) is None:
        company += _circumstances(pair)
    ruled = _by_rules(company, pair.nature)
    return Same(ruled.strength, ruled) if ruled.same else Different(ruled)


def _weighed(pair: Pair, likeness: Resemblance) -> Same | Different:
    """Return what the learnt weights make of the pair, the findings of the rules among the rest; a
    binding veto they cannot outweigh.
    """
    outcome = outcome_of(pair)
    binding = (f for f in outcome.findings if isinstance(f, Veto) and f.binding)
    if (veto := next(binding, None)) is not None:
        return Different(veto.why)
    holds = features(pair, outcome, likeness.common)
    likely = likeness.weights.probability(holds, pair.mention.type)
    if likely < likeness.bound:
        return Different(outcome, likely)
    return Same(round(likely * EXACTLY), outcome, likely)


def outcome_of(pair: Pair) -> Outcome:
    """Return what the rules make of a pair of one type, and all their findings."""
    return _by_rules((*_company(pair), *_circumstances(pair)), pair.nature)


def _company(pair: Pair) -> tuple[Finding, ...]:
    return of_equals(pair) if pair.nature.mutual else of_sides(pair)


def _by_rules(findings: Sequence[Finding], nature: Nature) -> Outcome:
    """Return what the findings add up to; it is no match where one of them is a veto."""
    strength = sum(f.weight for f in findings if isinstance(f, Point))
    occasion = nature.sameness is Sameness.OCCASION
    enough = strength >= (ENOUGH_FOR_AN_OCCASION if occasion else ENOUGH)
    same = enough and vetoed(findings) is None
    return Outcome(same=same, strength=strength, findings=findings)


def _circumstances(pair: Pair) -> tuple[Finding, ...]:
    """Return what tells two acts of the type apart beside their parties."""
    sameness = pair.nature.sameness
    objects = of_objects(pair)
    match sameness:
        case Sameness.OCCASION:
            return objects, *of_occasion(pair)
        case Sameness.OBJECT:
            return objects, of_measure(pair, objects), _fresh(pair)
        case Sameness.GIFT:
            return objects, of_figures(pair)
        case _:
            assert_never(sameness)


def _fresh(pair: Pair) -> Finding:
    """Return what it weighs that a deal is told of nobody, days after one was."""
    away = abs((pair.ground.day - pair.development.last_seen.date()).days)
    if pair.mention.parties or away > RECENT_DAYS:
        return Point(0, "told of somebody, or not lately")
    return Point(1, "told of nobody, and told lately")


def open_until(development: Development, ground: Ground) -> date:
    """Return the last day on which an act that mentions tell may be the development's, for all that
    `open_since` does not leave open: see `within_reach`.
    """
    known = development.when.first if development.when else development.first_seen.date()
    days = [
        development.last_changed.date() + timedelta(days=OPEN_DAYS),
        known + timedelta(days=ground.nature(development).window),
    ]
    return max(*days, development.when.last) if development.when is not None else max(days)


def open_since(mention: Mention, ground: Ground) -> date | None:
    """Return the day until which a development must be open that the mention can tell; None if any
    may be, however long ago.
    """
    nature = ground.nature(mention)
    if nature.lasting and mention.status in nature.against:
        return None
    return _act(mention, ground)


def _act(mention: Mention, ground: Ground) -> date:
    """Return the day of the act, if it lies behind, else that of the article."""
    return ground.day if mention.when is None else min(span(mention.when)[1], ground.day)


def within_reach(mention: Mention, development: Development, ground: Ground) -> bool:
    """Return whether the development is open for a mention of that day."""
    nature, day = ground.nature(development), ground.day
    if nature.lasting and mention.status in nature.against:
        return True
    if development.when is None:
        known = development.first_seen.date()
    else:
        known, last = span(development.when)
        if last >= day:
            return True
    act = _act(mention, ground)
    if abs((act - development.last_changed.date()).days) <= OPEN_DAYS:
        return True
    return abs((act - known).days) <= nature.window
