from dataclasses import replace

import pytest

from monitor.app.config.common_words import COMMON
from monitor.app.config.document import Document
from monitor.app.config.doubts_actors import of_actors, unused
from monitor.app.config.node import Node
from monitor.model.actor import Actor, ActorId, ActorKind, Affiliation, Registry
from monitor.model.condition import Condition, Group, Joint, Says, Takes, Word
from monitor.model.watchlist import ActorCondition, Watchlist
from tests.contracts.examples import source

NORLAND, BERG, LEAGUE = ActorId("norland"), ActorId("ada-berg"), ActorId("league")
DOCUMENT = Document("actors.yaml", Node((1, 1), None))


def actor(name: str, *aliases: str, of: tuple[ActorId, ...] = ()) -> Actor:
    return Actor(
        id=ActorId(name.lower().replace(" ", "-")),
        name=name,
        kind=ActorKind.STATE,
        aliases=aliases,
        of=tuple(Affiliation(actor=one) for one in of),
    )


def told(*actors: Actor, languages: tuple[str | None, ...] = ()) -> list[str]:
    sources = tuple(replace(source(), language=language) for language in languages)
    return [p.message for p in of_actors(Registry.of(actors), DOCUMENT, sources)]


@pytest.mark.parametrize(
    ("alias", "doubted"),
    [("March", True), ("march", True), ("MAY", False), ("Березень March", False), ("Рада", True)],
)
def test_a_name_is_doubted_that_texts_write_where_nobody_is_named(alias, doubted):
    assert [alias in message for message in told(actor("Norland", alias))] == [True] * doubted


def test_ordinary_words_are_listed_in_lower_case_under_a_language_shipped():
    assert set(COMMON.values()) == {"English", "German", "Ukrainian"}
    assert all(word == word.casefold() or word == word.lower() for word in COMMON)


@pytest.mark.parametrize(
    ("languages", "doubted"),
    [(("en", "de-AT"), True), (("en", "uk"), False), (("en", None), False), ((), False)],
)
def test_an_actor_is_doubted_whose_names_no_source_can_write(languages, doubted):
    messages = told(actor("Норландія"), languages=languages)
    assert bool(messages) is doubted


def watchlist(*actors: ActorId) -> Watchlist:
    return Watchlist(name="a", actors=ActorCondition(any=actors))


def asking(*parts: Condition) -> Watchlist:
    return Watchlist(name="a", where=Group(path="where", joint=Joint.ALL, parts=parts))


TAKES = Takes(path="party", actors=(NORLAND,))
SAYS = Says(path="phrase", words=(Word("ferry"),))
REGISTRY = Registry.of((actor("Norland"), actor("Ada Berg", of=(NORLAND,)), actor("League")))


@pytest.mark.parametrize(
    ("watchlists", "shipped", "idle"),
    [
        ((watchlist(NORLAND),), (), "no watchlist asks for league"),
        ((watchlist(BERG),), (), "no watchlist asks for norland, league"),
        ((watchlist(NORLAND),), (LEAGUE,), None),
        ((watchlist(NORLAND), watchlist()), (), None),
        ((), (), None),
        ((asking(TAKES),), (), "no watchlist asks for league"),
        ((asking(TAKES, SAYS),), (), "no watchlist asks for league"),
        ((asking(Group(path="a", joint=Joint.ANY, parts=(TAKES, SAYS))),), (), None),
        ((asking(Group(path="a", joint=Joint.NONE, parts=(TAKES,))),), (), None),
        ((asking(replace(TAKES, joint=Joint.NONE)),), (), None),
    ],
)
def test_actors_are_idle_that_no_watchlist_asks_for(watchlists, shipped, idle):
    found = [p.message for p in unused(REGISTRY, watchlists, frozenset(shipped), "actors.yaml")]
    assert found == ([idle] if idle else [])


def test_of_many_idle_actors_the_first_are_named():
    registry = Registry.of(tuple(actor(f"Island {n}") for n in range(7)))
    (found,) = unused(registry, (watchlist(NORLAND),), frozenset(), "actors.yaml")
    assert found.message.endswith("island-4 and 2 more")
