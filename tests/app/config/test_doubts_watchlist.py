from decimal import Decimal

import pytest

from monitor.app.config.document import Document
from monitor.app.config.doubts_watchlist import Around, of_watchlist, steps
from monitor.app.config.node import Node
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.model.actor import Actor, ActorId, ActorKind, Affiliation, Registry
from monitor.model.condition import (
    Group,
    Joint,
    MinAmount,
    Near,
    NoSum,
    Reach,
    Role,
    Says,
    Takes,
    Threshold,
    Types,
    Within,
    Word,
)
from monitor.model.development import TypeId
from monitor.model.nature import Nature, Natures
from monitor.model.watchlist import Watchlist

NATURES = Natures.build(
    (
        Nature(id=TypeId("meeting"), noun="meeting"),
        Nature(id=TypeId("gift"), noun="gift", slots=frozenset({"amount"})),
    )
)
BERG, NORLAND = ActorId("ada-berg"), ActorId("norland")
SUM = Threshold(value=Decimal(1), currency="EUR")
REGISTRY = Registry.of(
    (
        Actor(id=NORLAND, name="Norland", kind=ActorKind.STATE),
        Actor(id=BERG, name="Ada Berg", kind=ActorKind.PERSON, of=(Affiliation(actor=NORLAND),)),
    )
)


def doubts(*parts, **more) -> list[str]:
    where = Group(path="where", joint=Joint.ALL, parts=parts)
    document = Document("a.yaml", Node((1, 1), None))
    around = Around(registry=REGISTRY, natures=NATURES, families=2)
    found = of_watchlist(
        Watchlist(name="a", where=where, **more), WatchlistShape(name="a"), document, around
    )
    return [problem.message for problem in found]


def test_a_word_that_another_finds_already_is_told_once():
    says = Says(path="where.keywords.any", words=(Word("ferry"), Word("FERRY"), Word("port")))
    assert doubts(says) == ['"FERRY" is found by "ferry" already']


def test_a_star_that_opens_no_end_is_told():
    words = tuple(map(Word, ("harbour*", "peace* talks", "*fire", "**")))
    assert doubts(Says(path="where.phrase", words=words)) == [
        '"peace* talks": a * opens the end of the whole, and nothing before it',
        '"*fire": a * opens the end of the whole, and nothing before it',
        '"**" is found in nearly every text: no letter stands before the *',
    ]


def test_a_star_that_opens_no_end_is_told_of_words_that_stand_together_too():
    near = Near(path="where.near", words=(Word("peace* talks"), Word("port*")), gap=3)
    assert doubts(near) == ['"peace* talks": a * opens the end of the whole, and nothing before it']


def test_of_two_words_that_must_both_stand_the_broader_one_is_useless():
    says = Says(
        path="where.keywords.all", words=(Word("assets"), Word("frozen assets")), joint=Joint.ALL
    )
    assert doubts(says) == ['"assets" is asked for by "frozen assets" already']


@pytest.mark.parametrize(("within", "told"), [(Within.ARTICLE, 1), (Within.TITLE, 0)])
def test_a_word_is_excluded_where_the_other_may_not_stand_anywhere_it_may(within, told):
    says = Says(path="where.a", words=(Word("ferry"),))
    none = Says(path="where.b", words=(Word("ferry"),), joint=Joint.NONE, within=within)
    assert len(doubts(says, none)) == told


@pytest.mark.parametrize(
    ("role", "excluded", "told"),
    [(Role.GIVER, Role.PARTY, 1), (Role.GIVER, Role.GIVER, 1), (Role.PARTY, Role.GIVER, 0)],
)
def test_an_actor_is_excluded_by_whom_it_acts_for_in_a_role_that_covers_its_own(
    role, excluded, told
):
    takes = Takes(path="where.a", actors=(BERG,), role=role)
    none = Takes(path="where.b", actors=(NORLAND,), joint=Joint.NONE, role=excluded)
    assert len(doubts(takes, none)) == told


def test_what_none_of_a_group_may_be_excludes_as_well():
    none = Group(
        path="where.none",
        joint=Joint.NONE,
        parts=(
            Takes(path="where.none[0].party", actors=(NORLAND,)),
            Says(path="where.none[1].phrase", words=(Word("port"),)),
            Group(path="where.none[2]", joint=Joint.ANY, parts=(MinAmount(path="x", least=SUM),)),
        ),
    )
    takes = Takes(path="actors.any", actors=(BERG,))
    says = Says(path="keywords.all", words=(Word("free port"),), joint=Joint.ALL)
    assert [message.partition(",")[0] for message in doubts(takes, says, none)] == [
        '"free port" is found only with "port"',
        '"ada-berg" is found only with "norland"',
    ]


def test_those_below_an_actor_do_not_exclude_the_actor_itself():
    below = Takes(path="b", actors=(NORLAND,), joint=Joint.NONE, reach=Reach.BELOW)
    assert doubts(Takes(path="a", actors=(NORLAND,)), below) == []
    assert len(doubts(Takes(path="a", actors=(BERG,)), below)) == 1


def test_choices_are_looked_at_each_by_itself():
    choice = Group(
        path="where.any",
        joint=Joint.ANY,
        parts=(
            Says(path="where.any[0].phrase", words=(Word("port"), Word("port*"))),
            Says(path="where.any[1].phrase", words=(Word("port"),)),
        ),
    )
    assert doubts(choice) == ['"port" is found by "port*" already']


def test_no_sum_is_asked_of_types_that_have_none():
    no_sum = NoSum(path="where.no_sum")
    assert doubts(no_sum, Types(path="d", types=(TypeId("meeting"),))) == [
        "where.no_sum: no sum is read of meeting: this can never match"
    ]
    assert doubts(no_sum, Types(path="d", types=(TypeId("gift"), TypeId("meeting")))) == []


def test_one_publisher_is_fewer_than_two_origins():
    document = Document("a.yaml", Node((1, 1), None))
    told = of_watchlist(
        Watchlist(name="a", min_origins=2),
        WatchlistShape(name="a"),
        document,
        Around(families=1),
    )
    assert [problem.message for problem in told] == [
        "min_origins: 2 origins are wanted, and there is 1 publisher among the sources"
    ]


def test_a_path_is_taken_apart():
    assert steps("where.any[1].keywords.all") == ("where", "any", 1, "keywords", "all")
