"""The sum of an act that none of its drafts took: the only one of its sentence, one told without
its money, what the next sentence says that it is worth, that by which an earlier one brought it up,
or what its things make up; and the exact sum in place of a round one.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from monitor.detect.consolidate import SURELY
from monitor.detect.currencies import DOLLARS
from monitor.detect.dollars import own_money
from monitor.detect.draft import Draft
from monitor.detect.lexicon.entries import Part
from monitor.detect.lexicon.language import Language
from monitor.detect.money import MoneySpan, amounts
from monitor.detect.numbers import numbers
from monitor.detect.sight import Sight
from monitor.model.actor import ActorId, Registry
from monitor.model.development import Amount, Party

Sum = tuple[str, Decimal]
"""A currency and a value."""

WIDELY_TOLD = frozenset(("AUD", "CAD", "CHF", "DKK", "GBP", "JPY", "NOK", "NZD", "SEK", "USD"))
"""What givers promise abroad in their own money; others count in US dollars."""
ROUNDING = Decimal("0.05")
"""By so much of a round sum the exact one may differ from it."""
NEAR = 2
"""So many clauses may lie between an act and the only sum of its sentence."""
BESIDE = 4
"""So many words behind a sum the things stand that make it up, or behind an article its noun."""
REACH = 12
"""Over so many sentences the money is remembered that was told last."""
LARGE = 10**6
"""From this scale on a number that counts nothing is money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What an article says around its acts: its sentences, as seen where a word of a type stands in
    them, the known actors named in each, and the dollar of its outlet.
    """

    sentences: Sequence[str]
    sights: Mapping[int, Sight]
    named: Mapping[int, frozenset[ActorId]]
    registry: Registry
    language: Language
    home: str | None
    read: dict[tuple[int, str | None], tuple[MoneySpan, ...]] = field(
        init=False, default_factory=dict
    )

    def sums(self, number: int, giver: str | None) -> tuple[MoneySpan, ...]:
        """Return the sums of a sentence, none where there is no such sentence; what a name or sign
        of money means is told by the giver's own.
        """
        known = self.read.get((number, giver))
        if known is not None:
            return known
        text = self.sentences[number] if 0 <= number < len(self.sentences) else ""
        some = self.language.shapes.sum.search(text) is not None
        home = giver or self.home
        found = amounts(text, self.language, home_currency=home) if some else ()
        self.read[number, giver] = found
        return found


def with_sums(acts: Iterable[Sequence[Draft]], purse: Purse) -> list[list[Draft]]:
    """Return acts, each as its drafts, those of a type that has sums with the one that nobody took
    where they tell none, and with the exact one where theirs is round.
    """
    some = [list(act) for act in acts]
    taken = {_key(d.amount) for act in some for d in act if d.amount and _counts(d, act)}
    firm = {_key(act[0].amount) for act in some if act[0].amount is not None}
    told = frozenset(d.sentence for act in some for d in act)
    found = []
    for act in some:
        slots = act[0].event.slots
        if "worth" in slots:
            left = _of_things(act, purse)
        elif "amount" in slots and not any(_counts(draft, act) for draft in act):
            left = _unclaimed(act, purse, taken, told)
        else:
            found.append([_exact(draft, purse, firm) for draft in act])
            continue
        left = None if left is None or _key(left) in taken else left
        taken |= {_key(left)} if left is not None else set()
        found.append(_filled(act, left))
    return found


def _counts(draft: Draft, act: Sequence[Draft]) -> bool:
    """Return whether the act is told with the sum of this draft, as `consolidate` fills it."""
    return draft.amount is not None and (draft is act[0] or draft.sure >= SURELY)


def _exact(draft: Draft, purse: Purse, firm: Container[Sum]) -> Draft:
    """Return the draft with the exact sum of which its own is a round one ("nearly $14 billion",
    beside "$13.6 billion"), if a sentence about the same states it and no act holds it firmly.
    """
    rough = draft.amount
    if rough is None or rough.qualifier != "about" or rough.max is not None:
        return draft
    giver = own_money(draft.actors, purse.registry)
    for number in range(len(purse.sentences)):
        for money in purse.sums(number, giver) if _about(number, draft, purse) else ():
            amount = money.amount
            alike = amount.currency == rough.currency and amount.value != rough.value
            near = abs(amount.value - rough.value) <= ROUNDING * rough.value
            exact = amount.qualifier is None and amount.max is None and _whole(money)
            if alike and near and exact and _key(amount) not in firm:
                why = f"its round sum stands as {amount.value} {amount.currency} elsewhere"
                told = replace(amount, equivalents=amount.equivalents or rough.equivalents)
                return replace(draft, amount=told, why=(*draft.why, why))
    return draft


def _about(number: int, draft: Draft, purse: Purse) -> bool:
    """Return whether a sentence may speak of a draft's act: it names its parties, or has a noun of
    its type, and names nobody else.
    """
    named, mine = purse.named.get(number, frozenset()), _known(draft.parties)
    seen = purse.sights.get(number)
    thing = seen is not None and bool(seen.of(draft.event.id, Part.NOUN))
    return named <= mine and (bool(named) or thing)


def _filled(act: list[Draft], amount: Amount | None) -> list[Draft]:
    if amount is None:
        return act
    why = f"no words tie a sum to it, but one is left: {amount.value} {amount.currency}"
    return [replace(draft, amount=amount, why=(*draft.why, why)) for draft in act]


def _unclaimed(
    act: Sequence[Draft], purse: Purse, taken: set[Sum], told: frozenset[int]
) -> Amount | None:
    giver = own_money(act[0].actors, purse.registry)
    for draft in act:
        found = _only(draft, purse, giver) or _bare(draft, purse, giver)
        if found is not None:
            return found
    return _worth(act, purse, taken, told) or _recalled(act, purse)


def _only(draft: Draft, purse: Purse, giver: str | None) -> Amount | None:
    """Return the only sum of a draft's sentence, a clause or two from its head."""
    sums = [money for money in purse.sums(draft.sentence, giver) if _whole(money)]
    if len(sums) != 1:
        return None
    seen = purse.sights[draft.sentence]
    at = min(seen.token_at(sums[0].start), len(seen.words) - 1)
    near = abs(seen.clauses[at] - seen.clauses[draft.head]) <= NEAR
    return sums[0].amount if near else None


def _whole(money: MoneySpan) -> bool:
    return not (money.part or money.larger or money.running_total)


def _bare(draft: Draft, purse: Purse, giver: str | None) -> Amount | None:
    """Return a large number that counts nothing ("the first package, ten million, was sent"), in
    the money that was told last, or else in the giver's; it stands beside a comma, behind the head
    or a word that points back, for what is "home to", "of" or "rose to" millions is no gift.
    """
    text = purse.sentences[draft.sentence]
    if purse.sums(draft.sentence, giver):
        return None
    large = [n for n in numbers(text, purse.language) if n.scale >= LARGE]
    if len(large) != 1 or purse.language.sums.alone.match(text, large[0].end) is None:
        return None
    if not _apposed(draft, purse, large[0].start):
        return None
    currency = _told_last(draft.sentence, purse, giver)
    return Amount(value=large[0].value, currency=currency) if currency is not None else None


def _apposed(draft: Draft, purse: Purse, start: int) -> bool:
    seen = purse.sights[draft.sentence]
    at = seen.token_at(start)
    apart = seen.clauses[min(at, len(seen.words) - 1)] - seen.clauses[draft.head]
    if abs(apart) > NEAR:
        return False
    behind_head = 0 < at - draft.head <= NEAR
    pointed = at > 0 and seen.words[at - 1] in purse.language.sums.pointing
    return behind_head or pointed or seen.text[:start].rstrip().endswith((",", ":", "—", "–"))


def _told_last(number: int, purse: Purse, giver: str | None) -> str | None:
    """Return the money of the last sum before a sentence; of two dollars the giver's."""
    for before in range(number - 1, number - REACH - 1, -1):
        sums = purse.sums(before, None)
        if sums:
            last = sums[-1].amount.currency
            return giver if giver is not None and {giver, last} <= DOLLARS else last
    return giver if giver is None or giver in WIDELY_TOLD else "USD"


def _worth(
    act: Sequence[Draft], purse: Purse, taken: set[Sum], told: frozenset[int]
) -> Amount | None:
    """Return the sum that the sentence after one of the act, which tells no act itself, has a noun
    of its type and names nobody else, says that it is worth.
    """
    giver = own_money(act[0].actors, purse.registry)
    for number in sorted({draft.sentence + 1 for draft in act} - told):
        seen = purse.sights.get(number)
        thing = seen is not None and bool(seen.of(act[0].event.id, Part.NOUN))
        if not (thing and _about(number, act[0], purse)):
            continue
        for money in purse.sums(number, giver):
            before = purse.sentences[number][: money.start]
            valued = purse.language.sums.worth.search(before) is not None
            if valued and _whole(money) and _key(money.amount) not in taken:
                return money.amount
    return None


def _recalled(act: Sequence[Draft], purse: Purse) -> Amount | None:
    """Return the sum by which an earlier sentence brought up what an act takes for known ("The new
    package will include …", after "an $800m package").
    """
    for draft in act:
        for noun in _taken_for_known(draft, purse):
            behind = re.compile(rf"(?i)(?:[\s-]+[\w'’]+){{0,4}}?[\s-]+{re.escape(noun)}(?!\w)")
            for before in range(draft.sentence - 1, draft.sentence - REACH - 1, -1):
                for money in purse.sums(before, None):
                    if _whole(money) and behind.match(purse.sentences[before], money.end):
                        return money.amount
    return None


def _taken_for_known(draft: Draft, purse: Purse) -> Iterator[str]:
    """Yield the last words of the nouns that a sentence names with an article that points back."""
    seen = purse.sights[draft.sentence]
    for hit in seen.of(draft.event.id, Part.NOUN):
        for at in range(hit.at - 1, max(-1, hit.at - 1 - BESIDE), -1):
            if seen.words[at] in purse.language.sums.pointing:
                yield seen.words[hit.end - 1]
            if "preposition" in seen.kinds[at] or at in seen.verbs:
                break


def _of_things(act: Sequence[Draft], purse: Purse) -> Amount | None:
    """Return the sum of which an act's things are made ("froze $300bn of Russian assets")."""
    for draft in act:
        seen = purse.sights[draft.sentence]
        things = [hit.at for hit in seen.of(draft.event.id, Part.OBJECT)]
        for money in purse.sums(draft.sentence, None) if things else ():
            end = seen.token_at(money.end)
            made = purse.language.sums.within.match(seen.text, money.end) is not None
            made = made and _whole(money) and seen.clauses[end - 1] == seen.clauses[draft.head]
            if made and any(end < thing <= end + BESIDE for thing in things):
                return money.amount
    return None


def _known(parties: Iterable[Party]) -> set[ActorId]:
    return {party.id for party in parties if party.id is not None}


def _key(amount: Amount) -> Sum:
    return amount.currency, amount.value
