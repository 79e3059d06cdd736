"""What a mention and a development have in common and what tells them apart, as features whose
weights are learnt from labelled news: the rules' own points among them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.judge.blocking import Ground, forum_name, sides
from monitor.judge.evidence import Finding, Point, days_apart
from monitor.judge.figures import same_amount
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
TOKEN = re.compile(r"[^\W\d_][\w'’-]+|\d[\d.,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the rules make of a pair: whether they call it one act, and their findings."""

    same: bool
    findings: Sequence[Finding]
    why: str = ""


def features(
    mention: Mention,
    development: Development,
    ground: Ground,
    outcome: Outcome,
    common: Collection[str],
) -> tuple[str, ...]:
    """Return the names of what holds of the pair, each once."""
    names = (
        f"type={mention.type}",
        *_of_rules(outcome),
        *_of_parties(mention, development, ground),
        *_of_course(mention, development, ground),
        *_of_figures(mention, development, ground),
        *_of_words(mention, development, ground, common),
    )
    return tuple(dict.fromkeys(names))


def words_of(sentence: str) -> frozenset[str]:
    """Return the words that a sentence is compared by: stems, names and numbers."""
    return _Said.of(sentence).all


def _of_rules(outcome: Outcome) -> Iterator[str]:
    yield f"rules={outcome.same}"
    points = sum(one.weight for one in outcome.findings if isinstance(one, Point))
    yield f"points={max(FEWEST, min(points, MOST))}"
    yield f"vetoes={min(NEAR, sum(not isinstance(one, Point) for one in outcome.findings))}"


def _of_parties(mention: Mention, development: Development, ground: Ground) -> Iterator[str]:
    for name in ("actors", "counterparts", "parties"):
        one, other = (sides(getattr(told, name), ground) for told in (mention, development))
        yield f"{name} bodies={_shared(one.bodies, other.bodies)}"
        yield f"{name} persons={_shared(one.persons, other.persons)}"


def _shared(mine: Collection[str], theirs: Collection[str]) -> str:
    """Return in a word how much two sides share."""
    if not mine or not theirs:
        return "one" if mine or theirs else "none"
    one, other = set(mine), set(theirs)
    if one == other:
        return "equal"
    if one <= other or other <= one:
        return "within"
    return "some" if one & other else "clash"


def _of_course(mention: Mention, development: Development, ground: Ground) -> Iterator[str]:
    """Yield how status, time, place and occasion stand to each other."""
    nature = ground.nature(mention)
    before, after = development.status, mention.status
    yield f"ahead={after in nature.ahead}-{before in nature.ahead}"
    yield f"against={after in nature.against}-{before in nature.against}"
    yield f"status={'same' if before == after else 'other'}"
    yield f"status={after}-{before}"
    gap = days_apart(mention.when, development.when)
    yield f"gap={'none' if gap is None else band(gap, DAYS)}"
    yield f"place={_both(mention.place, development.place)}"
    yield f"forum={_forums(mention, development)}"
    yield f"objects={_shared(mention.objects, development.objects)}"
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


def _of_figures(mention: Mention, development: Development, ground: Ground) -> Iterator[str]:
    told = (*development.amounts, development.amount)
    sums = [(mention.amount, one) for one in told if mention.amount is not None and one is not None]
    same = any(same_amount(mine, theirs, ground.rates) for mine, theirs in sums)
    yield f"money={'same' if same else _sums(mention.amount, development.amount)}"
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


def _of_words(
    mention: Mention, development: Development, ground: Ground, common: Collection[str]
) -> Iterator[str]:
    """Yield how much of the sentences of a development the mention's own sentence repeats: words,
    names, numbers, and words that news seldom uses.
    """
    said = _Said.of(ground.text[mention.start : mention.end])
    told = [_Said.of(one.sentence) for one in development.evidence[-LATEST:]]
    yield f"words={band(_most(said.stems, [one.stems for one in told]), SHARES)}"
    yield f"names={band(_most(said.names, [one.names for one in told]), FEWER)}"
    shared = max((len(said.names & one.names) for one in told), default=0)
    yield f"names shared={min(shared, MANY)}"
    yield f"numbers={_numbers(said, told)}"
    weight = {word: 1.0 if word in common else RARE for word in said.all}
    rare = max((sum(weight[w] > 1 for w in said.all & one.all) for one in told), default=0)
    yield f"rare shared={min(rare, MANY)}"
    heavy = max((_weighed(weight, one.all, common) for one in told), default=0.0)
    yield f"weighed={band(heavy, WEIGHED)}"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence is compared by: stems of its words, its names, its numbers."""

    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    all: frozenset[str]

    @classmethod
    @lru_cache(maxsize=SENTENCES)
    def of(cls, sentence: str) -> "_Said":
        tokens = TOKEN.findall(sentence)
        words = [word for word in tokens if not word[0].isdigit() and len(word) > SHORT]
        named = (w for w in words if w[0].isupper() and w is not tokens[0])
        stems = frozenset(word.lower()[:STEM] for word in words)
        names = frozenset(word.lower().removesuffix("'s").removesuffix("’s") for word in named)
        numbers = frozenset(word.strip(".,") for word in tokens if word[0].isdigit())
        return cls(stems, names, numbers, stems | names | numbers)


def _most(mine: frozenset[str], others: Sequence[frozenset[str]]) -> float:
    """Return the largest share (0 to 1) of the shorter of two that the other has too."""
    some = [other for other in others if other] if mine else []
    return max((len(mine & other) / min(len(mine), len(other)) for other in some), default=0.0)


def _numbers(said: _Said, told: Sequence[_Said]) -> str:
    if not said.numbers or not any(one.numbers for one in told):
        return "none"
    return "some" if any(said.numbers & one.numbers for one in told) else "other"


def _weighed(weight: Mapping[str, float], other: frozenset[str], common: Collection[str]) -> float:
    """Return the share of the weight of the lighter of two sentences that both have."""
    theirs = sum(1.0 if word in common else RARE for word in other)
    shared = sum(worth for word, worth in weight.items() if word in other)
    return shared / max(1.0, min(sum(weight.values()), theirs))
