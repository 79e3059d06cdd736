"""What a mention and a development have in common and what tells them apart, as features whose
weights are learnt from labelled news: the rules' own points among them.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from monitor.judge.blocking import forum_name
from monitor.judge.evidence import Finding, Point, Veto, vetoed
from monitor.judge.pair import Pair
from monitor.judge.parties import Company
from monitor.model.development import Amount, Development, Mention
from monitor.model.weights import band

DAYS = (0, 1, 3, 7, 14)
SHARES = (0.1, 0.2, 0.3, 0.45, 0.6, 0.8)
FEWER = (0, 0.2, 0.4, 0.6, 0.8)
WEIGHED = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6)
FEWEST, MOST = -4, 12
MANY = 4
LATEST = 6
"""So many sentences of a development, its latest, a mention's own is compared with."""
STEM = 6
SHORT = 2
NEAR = 2
RARE = 3.0
"""What a word counts that is not among the common ones."""
SENTENCES = 4_096
"""So many sentences are kept as they are compared by."""
COMPANIES = 512
"""So many pairs of companies are."""
TOKEN = re.compile(r"[^\W\d_][\w'’-]+|\d[\d.,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the rules make of a pair: whether they call it one act, what their points add up to,
    and all their findings; `why` says in words what decided.
    """

    same: bool
    strength: int
    findings: Sequence[Finding]

    @property
    def why(self) -> str:
        """Return the first veto, or else what adds up."""
        if (veto := vetoed(self.findings)) is not None:
            return veto.why
        points = [f for f in self.findings if isinstance(f, Point)]
        added = "; ".join(f"{p.why} ({p.weight:+d})" if p.weight else p.why for p in points)
        return added if self.same else f"too little ties them: {added}"


def features(pair: Pair, outcome: Outcome, common: frozenset[str]) -> tuple[str, ...]:
    """Return the names of what holds of the pair, each once."""
    return (
        f"type={pair.mention.type}",
        *_of_rules(outcome),
        *_of_parties(pair.mine, pair.theirs),
        *_of_course(pair),
        *_of_figures(pair),
        *_of_words(pair, common),
    )


def words_of(sentence: str) -> frozenset[str]:
    """Return the words that a sentence is compared by: stems, names and numbers."""
    return _Said.of(sentence, frozenset()).all


def _of_rules(outcome: Outcome) -> Iterator[str]:
    yield f"rules={outcome.same}"
    vetoes = sum(isinstance(finding, Veto) for finding in outcome.findings)
    yield f"points={max(FEWEST, min(outcome.strength, MOST))}"
    yield f"vetoes={min(NEAR, vetoes)}"


@lru_cache(maxsize=COMPANIES)
def _of_parties(one: Company, other: Company) -> tuple[str, ...]:
    """Return how much two companies share, found once for the developments of one article."""
    sides = (
        ("actors", one.actors, other.actors),
        ("counterparts", one.counterparts, other.counterparts),
        ("parties", one.all, other.all),
    )
    return tuple(
        f"{name} {what}={share}"
        for name, mine, theirs in sides
        for what, share in (
            ("bodies", _shared(mine.bodies, theirs.bodies)),
            ("persons", _shared(mine.persons, theirs.persons)),
        )
    )


def _shared(mine: AbstractSet[str], theirs: AbstractSet[str]) -> str:
    """Return in a word how much two sides share."""
    if not mine or not theirs:
        return "one" if mine or theirs else "none"
    if mine == theirs:
        return "equal"
    if mine <= theirs or theirs <= mine:
        return "within"
    return "clash" if mine.isdisjoint(theirs) else "some"


def _of_course(pair: Pair) -> Iterator[str]:
    """Yield how status, time, place and occasion stand to each other."""
    mention, development, nature = pair.mention, pair.development, pair.nature
    before, after = development.status, mention.status
    yield f"ahead={after in nature.ahead}-{before in nature.ahead}"
    yield f"against={after in nature.against}-{before in nature.against}"
    yield f"status={'same' if before == after else 'other'}"
    yield f"status={after}-{before}"
    yield f"gap={'none' if pair.gap is None else band(pair.gap, DAYS)}"
    yield f"place={_both(mention.place, development.place)}"
    yield f"forum={_forums(mention, development)}"
    yield f"objects={_shared(set(mention.objects), set(development.objects))}"
    yield f"reworded={mention.reworded}"


def _forums(mention: Mention, development: Development) -> str:
    if not mention.forum or not development.forum:
        return _both(mention.forum, development.forum)
    one, other = forum_name(mention.forum), forum_name(development.forum)
    return _shared(one, other) if one and other else "any"


def _both(mine: str | None, theirs: str | None) -> str:
    """Return which of two are told, and of two whether they agree."""
    if mine and theirs:
        return "same" if mine.casefold() == theirs.casefold() else "other"
    return f"{bool(mine)}-{bool(theirs)}"


def _of_figures(pair: Pair) -> Iterator[str]:
    mention, development = pair.mention, pair.development
    yield f"money={'same' if pair.same_sum else _sums(mention.amount, development.amount)}"
    one, other = mention.count, development.count
    if one is None or other is None:
        yield f"count={one is not None}-{other is not None}"
    else:
        yield f"count={'same' if one == other else 'like' if one.of == other.of else 'other'}"


def _sums(mine: Amount | None, theirs: Amount | None) -> str:
    if mine is None or theirs is None:
        return f"{mine is not None}-{theirs is not None}"
    if mine.currency != theirs.currency or not theirs.value:
        return "other currency"
    ratio = float(mine.value / theirs.value)
    return "near" if 1 / NEAR < ratio < NEAR else "far"


def _of_words(pair: Pair, common: frozenset[str]) -> Iterator[str]:
    """Yield how much of the sentences of a development the mention's own sentence repeats: words,
    names, numbers, and words that news seldom uses.
    """
    mention = pair.mention
    said = _Said.of(pair.ground.text[mention.start : mention.end], common)
    told = [_Said.of(one.sentence, common) for one in pair.development.evidence[-LATEST:]]
    words = names = heavy = 0.0
    shared = rare = 0
    for one in told:
        words = max(words, _share(said.stems, one.stems))
        names = max(names, _share(said.names, one.names))
        heavy = max(heavy, _weighed(said, one))
        shared = max(shared, len(said.names & one.names))
        rare = max(rare, len(said.rare & one.rare))
    yield f"words={band(words, SHARES)}"
    yield f"names={band(names, FEWER)}"
    yield f"names shared={min(shared, MANY)}"
    yield f"numbers={_numbers(said, told)}"
    yield f"rare shared={min(rare, MANY)}"
    yield f"weighed={band(heavy, WEIGHED)}"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence is compared by: stems of its words, its names, its numbers, all of them, and
    those that news seldom uses; `weight`: what all of them count together.
    """

    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    all: frozenset[str]
    rare: frozenset[str]
    weight: float

    @classmethod
    @lru_cache(maxsize=SENTENCES)
    def of(cls, sentence: str, common: frozenset[str]) -> "_Said":
        tokens = TOKEN.findall(sentence)
        words = [word for word in tokens if not word[0].isdigit() and len(word) > SHORT]
        named = (w for w in words if w[0].isupper() and w is not tokens[0])
        stems = frozenset(word.lower()[:STEM] for word in words)
        names = frozenset(word.lower().removesuffix("'s").removesuffix("’s") for word in named)
        numbers = frozenset(word.strip(".,") for word in tokens if word[0].isdigit())
        found = stems | names | numbers
        rare = found - common
        return cls(stems, names, numbers, found, rare, _weight(found, rare))


def _weight(words: frozenset[str], rare: frozenset[str]) -> float:
    """Return what words count together: one each, and more those that are rare among them."""
    return len(words) + (RARE - 1) * len(rare)


def _share(mine: frozenset[str], other: frozenset[str]) -> float:
    """Return the share (0 to 1) of the shorter of two that the other has too."""
    return len(mine & other) / min(len(mine), len(other)) if mine and other else 0.0


def _numbers(said: _Said, told: Sequence[_Said]) -> str:
    if not said.numbers or not any(one.numbers for one in told):
        return "none"
    return "some" if any(said.numbers & one.numbers for one in told) else "other"


def _weighed(one: _Said, other: _Said) -> float:
    """Return the share of the weight of the lighter of two sentences that both have."""
    shared = _weight(one.all & other.all, one.rare & other.rare)
    return shared / max(1.0, min(one.weight, other.weight))
