import pytest

from monitor.judge.parties import clash, company_of, folded, keys, side
from monitor.model.actor import ActorId, ActorKind, Registry
from monitor.model.development import Party
from tests.fakes.making import DAY, REGISTRY, actor, parties


def of(*names: str):
    return side(parties(*names), REGISTRY, DAY)


def test_persons_stand_for_the_state_that_they_act_for():
    found = of("Kirill Dmitriev", "Jane Doe", "Germany")
    assert found.persons == {"kirill-dmitriev", "~doe"}
    assert found.bodies == {"russia", "germany"}
    assert found.body_of("kirill-dmitriev") == "russia"
    assert found.body_of("~doe") is None
    assert keys(of("Kirill Dmitriev", "Jane Doe")) == ("russia", "~doe")


def test_a_person_who_acts_for_nobody_known_is_only_a_person():
    alone = Registry.of((actor("Jane Doe", ActorKind.PERSON),))
    party = Party(id=ActorId("jane-doe"), name="Jane Doe", text="Doe")
    found = side((party,), alone, DAY)
    assert (found.persons, found.bodies) == ({"jane-doe"}, frozenset())


def test_a_company_is_both_sides_and_no_actor_is_a_taker():
    actors, counterparts = (
        parties("Germany", "Kirill Dmitriev"),
        parties("Sergey Lavrov", "Ukraine"),
    )
    found = company_of(actors, counterparts, REGISTRY, DAY)
    assert found.actors == of("Germany", "Kirill Dmitriev")
    assert found.counterparts == of("Sergey Lavrov", "Ukraine")
    assert found.all == of("Germany", "Kirill Dmitriev", "Sergey Lavrov", "Ukraine")
    assert found.takers == of("Ukraine")
    assert company_of((), counterparts, REGISTRY, DAY).takers == found.counterparts


def test_words_that_name_nobody_are_nobody():
    assert not of("negotiators", "Western officials")
    assert of("Jane Doe")


@pytest.mark.parametrize(
    ("name", "word"), [("Jane Doe", "doe"), ("Jean-Luc", "luc"), ("—", "—"), ("J. R.", "j. r.")]
)
def test_an_unknown_name_is_known_by_its_last_word(name, word):
    assert folded(name) == word


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Russia", "Ukraine"), ("Russia", "Germany"), True),
        (("Russia", "Ukraine"), ("Russia",), False),
        (("Sergey Lavrov", "Ukraine"), ("Kirill Dmitriev", "Ukraine"), True),
        (
            ("Steve Witkoff", "Jared Kushner", "Ukraine"),
            ("Steve Witkoff", "United States", "Ukraine"),
            False,
        ),
        (("Kirill Dmitriev", "Ukraine"), ("Russia", "Ukraine"), False),
        (("Jane Doe", "Ukraine"), ("John Roe", "Ukraine"), False),
    ],
)
def test_sides_clash_where_each_names_somebody_whom_the_other_lacks(one, other, expected):
    assert clash(of(*one), of(*other)) is expected
    assert clash(of(*other), of(*one)) is expected


def test_a_side_knows_who_of_it_is_unknown_and_who_acts_for_whom():
    found = of("Kirill Dmitriev", "Jane Doe")
    assert (found.known, found.unknown) == (True, {"~doe"})
    left = found.without(frozenset({"russia"}))
    assert (left.known, left.persons, left.acting_for) == (False, {"~doe"}, ())
