from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.gathering import MOST, gathered


@dataclass(frozen=True)
class Kind:
    id: str


@dataclass(frozen=True)
class Told:
    """As much of a draft as gathering looks at."""

    sure: float
    sentence: int = 0
    head: int = 0
    event: Kind = Kind("aid")
    loose: bool = False


def acts(*drafts: Told, kin: float = 0.0, opens: float = 0.4, joins: float = 0.5):
    return gathered(drafts, lambda one, other: kin, opens=opens, joins=joins)


def test_the_surest_comes_first_and_what_is_likely_the_same_joins_it():
    assert acts(Told(0.5, 0), Told(0.9, 1), kin=0.8) == [[Told(0.9, 1), Told(0.5, 0)]]


def test_what_is_told_and_none_of_the_acts_opens_one():
    assert acts(Told(0.9, 0), Told(0.5, 1), kin=0.1) == [[Told(0.9, 0)], [Told(0.5, 1)]]


def test_what_neither_adds_an_act_nor_surely_tells_one_is_left_out():
    assert acts(Told(0.9, 0), Told(0.6, 1), kin=0.4) == [[Told(0.9, 0)]]


def test_what_may_well_be_each_of_several_acts_is_hardly_none_of_them():
    first, second, third = (Told(0.9, at) for at in range(3))
    assert acts(first, second, third, kin=0.4) == [[first], [second]]


def test_a_doubtful_first_draft_opens_nothing():
    assert acts(Told(0.3)) == []


def test_what_lacks_what_its_frame_needs_joins_and_opens_nothing():
    loose = Told(0.95, 1, loose=True)
    assert acts(loose) == []
    assert acts(Told(0.99, 0), loose, kin=0.2) == [[Told(0.99, 0)]]
    assert acts(Told(0.99, 0), loose, kin=0.7) == [[Told(0.99, 0), loose]]


def test_of_a_flood_of_drafts_the_surest_are_gathered():
    flood = [Told(0.5 + n / 1_000, n) for n in range(MOST + 30)]
    found = acts(*flood)
    assert len(found) == MOST
    assert min(act[0].sure for act in found) == flood[30].sure


def test_types_do_not_mix():
    other = Told(0.8, 1, event=Kind("meeting"))
    assert acts(Told(0.9, 0), other, kin=1.0) == [[Told(0.9, 0)], [other]]


def test_a_draft_joins_the_act_that_it_is_likeliest():
    first, second, third = Told(0.9, 0), Told(0.8, 1), Told(0.7, 2)
    likeness = {(0, 1): 0.1, (0, 2): 0.6, (1, 2): 0.9}
    found = gathered(
        (first, second, third),
        lambda one, other: likeness[one.sentence, other.sentence],
        opens=0.4,
        joins=0.5,
    )
    assert found == [[first], [second, third]]


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9)), max_size=8),
    st.floats(0, 1),
    st.floats(0.01, 1),
)
def test_no_draft_is_told_twice_and_each_act_is_likely(told, kin, opens):
    drafts = [Told(sure, place, number) for number, (sure, place) in enumerate(told)]
    found = gathered(drafts, lambda one, other: kin, opens=opens, joins=0.5)
    everything = [draft for act in found for draft in act]
    assert len(everything) == len(set(everything))
    assert all(act[0].sure >= opens for act in found)
