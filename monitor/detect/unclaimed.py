"""The sum of an act that none of its drafts took: the only one of its sentence, one told without
its money, what the next sentence says that it is worth, that by which an earlier one brought it up,
or what its things make up; and the exact sum in place of a round one.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

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
    taken = {_key(d.amount) for act in some for d in act if d.amount is not None}
    firm = {_key(act[0].amount) for act in some if act[0].amount is not None}
    told = frozenset(d.sentence for act in some for d in act)
    found = []
    for act in some:
        slots = act[0].event.slots
        if "worth" in slots:
            found.append(_filled(act, _of_things(act, purse)))
        elif "amount" in slots and not any(draft.amount for draft in act):
            found.append(_filled(act, _unclaimed(act, purse, taken, told)))
        else:
            found.append([_exact(draft, purse, firm) for draft in act])
    return found


def _exact(draft: Draft, purse: Purse, firm: Container[Sum]) -> Draft:
    """Return the draft with the exact sum of which its own is a round one, if the article states it
    ("nearly $14 billion", beside "$13.6 billion") and not as the firm one of an act.
    """
    rough = draft.amount
    if rough is None or rough.qualifier != "about":
        return draft
    giver = own_money(draft.actors, purse.registry)
    for number in range(len(purse.sentences)):
        for money in purse.sums(number, giver):
            amount = money.amount
            alike = amount.currency == rough.currency and amount.value != rough.value
            near = abs(amount.value - rough.value) <= ROUNDING * rough.value
            exact = amount.qualifier != "about" and _whole(money)
            if alike and near and exact and _key(amount) not in firm:
                return replace(draft, amount=amount)
    return draft


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
            return found if _key(found) not in taken else None
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
    the money that was told last, or else in the giver's.
    """
    text = purse.sentences[draft.sentence]
    if purse.sums(draft.sentence, giver):
        return None
    large = [n for n in numbers(text, purse.language) if n.scale >= LARGE]
    if len(large) != 1 or purse.language.sums.alone.match(text, large[0].end) is None:
        return None
    currency = _told_last(draft.sentence, purse, giver)
    return Amount(value=large[0].value, currency=currency) if currency is not None else None


def _told_last(number: int, purse: Purse, giver: str | None) -> str | None:
    """Return the money of the last sum before a sentence; of two dollars the giver's."""
    for before in range(number - 1, number - REACH, -1):
        sums = purse.sums(before, None)
        if sums:
            last = sums[-1].amount.currency
            return giver if giver is not None and {giver, last} <= DOLLARS else last
    return giver if giver is None or giver in WIDELY_TOLD else "USD"


def _worth(
    act: Sequence[Draft], purse: Purse, taken: set[Sum], told: frozenset[int]
) -> Amount | None:
    """Return the sum that the sentence after one of the act, which tells no act itself and names
    nobody else, says that it is worth.
    """
    giver = own_money(act[0].actors, purse.registry)
    for number in sorted({draft.sentence + 1 for draft in act} - told):
        if not purse.named.get(number, frozenset()) <= _known(act[0].parties):
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
            for before in range(draft.sentence - 1, draft.sentence - REACH, -1):
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
            if made and any(end < thing <= end + BESIDE for thing in things):
                return money.amount
    return None


def _known(parties: Iterable[Party]) -> set[ActorId]:
    return {party.id for party in parties if party.id is not None}


def _key(amount: Amount) -> Sum:
    return amount.currency, amount.value
