"""Whom pronouns may mean: told by whole stories, as articles tell them."""

from monitor.detect.names import NameSpan, Via
from monitor.detect.spoken_of import after_names, after_people
from monitor.detect.who import Spoken


def span(tools, name: str, *, compound: bool = False) -> NameSpan:
    actor = next((a.id for a in tools.registry.actors.values() if a.name == name), None)
    return NameSpan(
        start=0, end=len(name), text=name, actor=actor, name=name, via=Via.NAME, compound=compound
    )


def test_the_first_body_that_was_named_is_spoken_of(tools):
    spoken = after_names(Spoken(), (span(tools, "Norway"), span(tools, "Poland")), tools.registry)
    assert spoken.body is not None
    assert spoken.body.name == "Norway"
    assert (spoken.person, spoken.union) == (None, None)


def test_a_body_of_states_is_remembered_as_one(tools):
    spoken = after_names(Spoken(), (span(tools, "European Union"),), tools.registry)
    assert spoken.union is not None


def test_names_that_only_describe_and_unknown_ones_change_nothing(tools):
    before = Spoken()
    named = (span(tools, "Norway", compound=True), span(tools, "Nobody Known"))
    assert after_names(before, named, tools.registry) is before


def test_who_is_told_of_in_a_sentence_is_whom_the_next_may_mean(look):
    _, people = look("Norway and Poland met in Oslo.")
    spoken = after_people(Spoken(), people, [])
    assert spoken.body is not None
    assert spoken.body.name == "Norway"
