"""Sums that no draft of an act took; each sentence tells one act, at its first word."""

from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.detect.unclaimed import Purse, with_sums
from monitor.model.actor import ActorId
from monitor.model.development import Amount, Party
from tests.fakes.drafting import draft

AID, SANCTION, MEETING = "aid_pledge", "sanction", "meeting"


@pytest.fixture
def left(tools, look):
    """Return the sum of an act (the first, or that `of` a number) in a text of which some sentences
    tell one each, some of them with `sums`.
    """

    def read(*sentences: str, kind: str = AID, giver: str = "norway", acts=(0,), sums=(), of=0):
        actor = Party(id=ActorId(giver), name=giver, text=giver)
        drafts = [
            draft(
                kind,
                "pledged",
                sentence=number,
                actors=(actor,),
                amount=sums[place] if place < len(sums) else None,
            )
            for place, number in enumerate(acts)
        ]
        purse = Purse(
            sentences=sentences,
            sights={number: look(text)[0] for number, text in enumerate(sentences)},
            named={
                number: frozenset(span.actor for *_, span in look(text)[0].names if span.actor)
                for number, text in enumerate(sentences)
            },
            registry=tools.registry,
            language=tools.lexicon.language,
            home=None,
        )
        amount = with_sums([[one] for one in drafts], purse)[of][0].amount
        return amount and (int(amount.value), amount.currency)

    return read


NINE = Amount(value=Decimal(9_000_000), currency="EUR")


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("It sent money after a storm: 9 million euros.", (9_000_000, "EUR")),
        ("It sent $5m and €6m.", None),
        ("It sent tanks, which brings its aid to 9 billion euros.", None),
        ("It sent $5m, out of some €9m.", (5_000_000, "USD")),
        ("It sent tanks when those who knew that it could, who were few, asked for $9m.", None),
        ("It sent tanks.", None),
    ],
)
def test_the_only_sum_of_a_sentence_is_left_for_its_act(left, sentence, amount):
    assert left(sentence) == amount


def test_a_sum_that_another_act_took_is_not_left(left):
    sentences = ("It sent money after a storm: 9 million euros.", "It promised 9 million euros.")
    assert left(*sentences, acts=(0, 1)) == (9_000_000, "EUR")
    assert left(*sentences, acts=(0, 1), sums=(None, NINE)) is None


@pytest.mark.parametrize(
    ("sentence", "giver", "amount"),
    [
        ("Its half-billion, promised on Monday, came.", "norway", (500_000_000, "NOK")),
        ("It sent the first part, ten million.", "qatar", (10_000_000, "USD")),
        ("It sent the first part, ten million.", "european-union", None),
        ("It sent help for ten million people.", "norway", None),
        ("It sent ten million, or twelve million.", "norway", None),
        (
            "It came when those who knew that it could, who were few, saw, ten million.",
            "qatar",
            None,
        ),
        ("It pledged new humanitarian aid to Gaza, home to 2.3 million.", "norway", None),
        ("It sent aid to Ukraine, a country of 38 million, on Monday.", "norway", None),
        ("It sent aid, as the number of the hungry passed one million.", "norway", None),
    ],
)
def test_a_large_number_that_counts_nothing_is_money(left, sentence, giver, amount):
    assert left(sentence, giver=giver) == amount


@pytest.mark.parametrize(
    ("before", "giver", "currency"),
    [
        ("It had sent 20 million euros.", "norway", "EUR"),
        ("It had sent C$20 million.", "norway", "CAD"),
        ("Canada had sent C$20 million.", "australia", "AUD"),
    ],
)
def test_it_is_the_money_that_was_told_last(left, before, giver, currency):
    told = left(before, "It gave ten million.", giver=giver, acts=(1,))
    assert told == (10_000_000, currency)


@pytest.mark.parametrize(
    ("after", "amount"),
    [
        ("The donation, worth about $48 million, sails soon.", (48_000_000, "USD")),
        ("Officials said that the aid will cost $48 million.", (48_000_000, "USD")),
        ("Poland said that its aid will cost $48 million.", None),
        ("The prime minister bought a house worth $2 million.", None),
        ("The aid left a harbour that lent $48 million.", None),
        ("It includes food worth $48 million.", None),
        ("The aid is worth €9 million.", (9_000_000, "EUR")),
    ],
)
def test_the_sentence_after_an_act_says_what_it_is_worth(left, after, amount):
    assert left("It sent 50,000 tons of rice.", after) == amount


def test_what_the_next_act_took_is_not_what_this_one_is_worth(left):
    sentences = ("It sent rice.", "The aid is worth €9 million.", "It promised €9 million.")
    assert left(*sentences, acts=(0, 2), sums=(None, NINE)) is None
    assert left(*sentences[:2], acts=(0, 1)) is None


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("Froze almost $300 billion of Russian assets.", (300_000_000_000, "USD")),
        ("Keeps it from its more than $600 billion in reserves.", (600_000_000_000, "USD")),
        ("Froze its accounts after it paid $8 million to a company.", None),
        ("Froze assets, and got $8 million in old coins from others who had them.", None),
        ("Fined it $8 million.", None),
        ("Imposed sanctions on Iran, which lost $5 billion in oil revenue.", None),
    ],
)
def test_a_measure_has_the_sum_that_the_things_it_is_about_make_up(left, sentence, amount):
    assert left(sentence, kind=SANCTION) == amount


@pytest.mark.parametrize(
    ("before", "sentence", "amount"),
    [
        ("It told of an $800 million aid package.", "The new aid package will help.", 800_000_000),
        ("It told of an $800 million aid package.", "A new aid package will help.", None),
        ("It told of an $800 million aid package.", "It knew of the wish for a package.", None),
        ("It told of an $800 million aid package.", "The guests brought a package.", None),
        ("It told of an $800 million hospital.", "The new aid package will help.", None),
        ("It told of aid, including an $8m package.", "The new aid package will help.", None),
    ],
)
def test_what_is_taken_for_known_has_the_sum_by_which_it_was_brought_up(
    left, before, sentence, amount
):
    wanted = amount and (amount, "USD")
    assert left(before, "Nobody knew.", sentence, acts=(2,)) == wanted


ROUND = Amount(value=Decimal(14_000_000_000), currency="USD", qualifier="about")


@pytest.mark.parametrize(
    ("after", "taken", "amount"),
    [
        ("Norway passed $13.6 billion.", ROUND, 13_600_000_000),
        ("They knew of $13.6 billion of aid.", ROUND, 13_600_000_000),
        ("Norway passed about $13.6 billion.", ROUND, 14_000_000_000),
        ("Norway passed more than $13.6 billion.", ROUND, 14_000_000_000),
        ("Norway passed €13.6 billion, or $12 billion.", ROUND, 14_000_000_000),
        ("Norway passed $13.6 billion.", replace(ROUND, qualifier=None), 14_000_000_000),
        ("A tower sold for $13.6 billion.", ROUND, 14_000_000_000),
        ("France lent Egypt $13.6 billion in aid.", ROUND, 14_000_000_000),
        ("Norway passed $13.6 billion.", replace(ROUND, max=ROUND.value + 1), 14_000_000_000),
    ],
)
def test_a_round_sum_gives_way_to_the_exact_one(left, after, taken, amount):
    assert left(
        "It gave.", "Nearly $14 billion went.", after, acts=(0, 1), sums=(None, taken), of=1
    ) == (
        amount,
        "USD",
    )


def test_the_exact_sum_of_another_act_is_left_to_it(left):
    sentences = ("Norway sent $13.6 billion.", "Nearly $14 billion went.")
    exact = replace(ROUND, value=Decimal(13_600_000_000), qualifier=None)
    assert left(*sentences, acts=(1,), sums=(ROUND,)) == (13_600_000_000, "USD")
    assert left(*sentences, acts=(1, 0), sums=(ROUND, exact)) == (14_000_000_000, "USD")


def test_an_act_without_such_a_slot_is_left_nothing(left):
    assert left("Met and spoke of 9 million euros.", kind=MEETING) is None


def test_what_is_left_goes_to_one_act_alone(left):
    sentences = ("It sent money after a storm: 9 million euros.", "It told of aid.")
    assert left(*sentences, acts=(0, 0)) == (9_000_000, "EUR")
    assert left(*sentences, acts=(0, 0), of=1) is None
