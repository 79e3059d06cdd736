from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.phrases import near, says
from monitor.alert.reading import Reading
from monitor.model.condition import Joint, Near, Order, Says, Spelling, Within, Word
from tests.alert.examples import REGISTRY, TODAY
from tests.fakes.natures import NATURES

READING = Reading(
    title="Leaders agree on a loan",
    text="The assets that Europe has frozen stay where they are. Talks go on.",
    day=TODAY,
    registry=REGISTRY,
    natures=NATURES,
    language="en",
)
LOAN = Word("credit", (Spelling((("loan",),), "en"), Spelling((("Kredit",),), "de")))


@pytest.mark.parametrize(
    ("joint", "words", "within", "held", "why"),
    [
        (Joint.ANY, ("tanks", "talk*"), Within.TEXT, True, "“talk*” is in the text"),
        (Joint.ANY, ("talks",), Within.TITLE, False, "none of them is in the title"),
        (Joint.ALL, ("talks", "loan"), Within.ARTICLE, True, "all are in the article"),
        (Joint.ALL, ("talks", "loan"), Within.TEXT, False, "“loan” is not in the text"),
        (Joint.NONE, ("tanks",), Within.ARTICLE, True, "none of them is in the article"),
        (Joint.NONE, ("tanks", "loan"), Within.TITLE, False, "“loan” is in the title"),
        (Joint.ANY, ("loan",), Within.PASSAGE, True, "“loan” is in the passage"),
        (Joint.ANY, ("talks",), Within.PASSAGE, False, "none of them is in the passage"),
    ],
)
def test_words_stand_in_the_part_that_is_asked_for(joint, words, within, held, why):
    leaf = Says(path="words", words=tuple(map(Word, words)), joint=joint, within=within)
    found = says(leaf, replace(READING, passage="The assets."))
    assert (found.held, found.why) == (held, why)


def test_the_form_that_matched_is_told_where_it_is_another():
    found = says(Says(path="title", words=(LOAN,)), READING)
    assert found.why == "“credit” (as “loan”) is in the article"
    assert not says(Says(path="title", words=(LOAN,)), replace(READING, language="de")).held
    german = replace(READING, title="Ein Credit", language="de")
    assert says(Says(path="title", words=(LOAN,)), german).why == "“credit” is in the article"


@pytest.mark.parametrize(
    ("words", "gap", "order", "held"),
    [
        (("frozen", "assets"), 3, Order.ANY, True),
        (("frozen", "assets"), 2, Order.ANY, False),
        (("frozen", "assets"), 3, Order.GIVEN, False),
        (("assets", "frozen"), 3, Order.GIVEN, True),
        (("the assets", "frozen", "are"), 6, Order.GIVEN, True),
        (("frozen", "assets", "europe"), 2, Order.ANY, True),
        (("frozen", "fro*"), 9, Order.ANY, False),
        (("frozen", "talks"), 1, Order.ANY, False),
        (("frozen", "tanks"), 9, Order.ANY, False),
        (("loan", "assets"), 9, Order.ANY, False),
    ],
)
def test_words_stand_near_one_another_within_one_part(words, gap, order, held):
    leaf = Near(path="near", words=tuple(map(Word, words)), gap=gap, order=order)
    found = near(leaf, READING)
    assert found.held is held
    assert found.why.endswith(f"with at most {gap} words between them in the article")


LETTERS = st.sampled_from("abc")


@settings(deadline=None)
@given(
    text=st.lists(st.sampled_from("abcdx"), max_size=9),
    words=st.lists(LETTERS, min_size=2, max_size=3, unique=True),
    gap=st.integers(0, 4),
    order=st.sampled_from(Order),
)
def test_nearness_is_that_of_the_best_choice_of_places(text, words, gap, order):
    places = [[n for n, word in enumerate(text) if word == wanted] for wanted in words]
    expected = any(
        max(chosen) - min(chosen) + 1 - len(chosen) <= gap
        and (order is Order.ANY or list(chosen) == sorted(chosen))
        for chosen in product(*places)
    )
    leaf = Near(
        path="near", words=tuple(map(Word, words)), gap=gap, order=order, within=Within.TEXT
    )
    assert near(leaf, replace(READING, text=" ".join(text))).held is expected


@pytest.mark.parametrize("order", Order)
def test_words_that_stand_everywhere_are_gone_through_once(order):
    text = " ".join(["alpha bravo charlie delta echo"] * 2000)
    words = ("echo", "delta", "charlie", "bravo", "alpha", "talks")
    leaf = Near(path="near", words=tuple(map(Word, words)), gap=20, order=order, within=Within.TEXT)
    assert not near(leaf, replace(READING, text=f"{text}{' on' * 21} Talks")).held
    assert near(leaf, replace(READING, text=f"{text} Talks")).held
