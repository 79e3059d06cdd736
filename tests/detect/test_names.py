import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.names import NameIndex, NameSpan, Via, article_names
from monitor.model.actor import Actor, ActorId, ActorKind, Registry
from tests.fakes.english import ENGLISH


def actor(name, kind=ActorKind.STATE, **slots):
    return Actor(id=ActorId(name.lower().replace(" ", "-")), name=name, kind=kind, **slots)


REGISTRY = Registry.of(
    (
        actor(
            "United States", aliases=("US", "America"), capital="Washington", demonyms=("American",)
        ),
        actor("Turkey", capital="Ankara", demonyms=("Turkish",)),
        actor("Jordan", capital="Amman", demonyms=("Jordanian",)),
        actor("Georgia"),
        actor("Ukraine", capital="Kyiv", demonyms=("Ukrainian",), aliases=("Україна",)),
        actor("World Health Organization", ActorKind.IGO, aliases=("WHO",)),
        actor("Orla Véndt", ActorKind.PERSON, aliases=("Vendt", "Madam Vendt")),
        actor("Tomas Brandvold", ActorKind.PERSON),
        actor("Ida Holmqvist", ActorKind.PERSON),
        actor("Per Holmqvist", ActorKind.PERSON),
        actor("Red Lantern Society", ActorKind.ORGANISATION, aliases=("the Lanterns",)),
        actor("Bo Lo", ActorKind.PERSON),
    )
)
INDEX = NameIndex.build(
    REGISTRY, ENGLISH, extra=(("Amerika", ActorId("united-states")), ("X", ActorId("no")))
)


def found(text):
    return [(s.text, s.actor, s.via.value) for s in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the United States", [("United States", "united-states", "name")]),
        ("the U.S. and US", [("U.S.", "united-states", "alias"), ("US", "united-states", "alias")]),
        ("Amerika", [("Amerika", "united-states", "alias")]),
        ("Kyiv said", [("Kyiv", "ukraine", "capital")]),
        ("Ukrainian men", [("Ukrainian", "ukraine", "demonym")]),
        ("Україна", [("Україна", "ukraine", "alias")]),
        ("VENDT and Véndt", [("VENDT", "orla-véndt", "alias"), ("Véndt", "orla-véndt", "alias")]),
        ("Minister Brandvold", [("Brandvold", "tomas-brandvold", "surname")]),
        (
            "Ukrainian Brandvold",
            [("Ukrainian", "ukraine", "demonym"), ("Brandvold", "tomas-brandvold", "surname")],
        ),
        ("In Georgia, Southern Georgia", [("Georgia", "georgia", "name")] * 2),
        ("UKRAINE AND TURKEY", [("UKRAINE", "ukraine", "name"), ("TURKEY", "turkey", "name")]),
        ("Red Lantern Society", [("Red Lantern Society", "red-lantern-society", "name")]),
        ("Ukraine's Vendt", [("Ukraine", "ukraine", "name"), ("Vendt", "orla-véndt", "alias")]),
        ("McArthur's Vendt", [("Vendt", "orla-véndt", "alias")]),
        ("Madam Vendt", [("Madam Vendt", "orla-véndt", "alias")]),
        ("He left Ostby. Jordan", [("Jordan", "jordan", "name")]),
        ("then Vendt", [("Vendt", "orla-véndt", "alias")]),
    ],
)
def test_actors_are_found_by_all_their_names(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "who told us about the turkey",
        "Who is it",
        "Anna Brandvold",
        "Michael Jordan",
        "Washington Post",
        "Holmqvist said",
        "mr lo said",
        "Ukrainisch",
    ],
)
def test_other_words_and_other_peoples_names_are_not_found(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "compound", "possessive"),
    [
        ("US-led forces", True, False),
        ("pro-Ukrainian", True, False),
        ("Ukraine-Turkey talks", False, False),
        ("Ukraine's army", False, True),
        ("Ukraine’s army", False, True),
        ("United States' army", False, True),
        ("'Ukraine' is", False, False),
        ("Ukraine", False, False),
    ],
)
def test_compounds_and_possessives_are_marked(text, compound, possessive):
    first = INDEX.find(text)[0]
    assert (first.compound, first.possessive) == (compound, possessive)


def test_the_package_tells_later_surnames():
    names = article_names("Anna Brandvold came. Brandvold left.", (), INDEX)
    assert [(n.text, n.name, n.actor) for n in names] == [
        ("Anna Brandvold", "Anna Brandvold", None),
        ("Brandvold", "Anna Brandvold", None),
    ]


WORDS = "US Ukraine Jordan Vendt - ' s , . led Anna Post У the Per Holmqvist"


@given(st.lists(st.sampled_from(WORDS.split())))
def test_any_text_gives_ordered_disjoint_spans(words):
    text = " ".join(words)
    end = 0
    for span in article_names(text, (), INDEX):
        assert isinstance(span, NameSpan)
        assert isinstance(span.via, Via)
        assert end <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        end = span.end
