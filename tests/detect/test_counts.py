import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.counts import casualties, counts
from tests.fakes.english import ENGLISH


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31 heavy tanks and forty-five lorries", [(31, "tanks"), (45, "trucks")]),
        ("1,000 prisoners of war", [(1000, "prisoners")]),
        ("25 individuals and 12 entities", [(25, "people"), (12, "entities")]),
        ("120 of the hostages", [(120, "hostages")]),
        ("two dozen armoured vehicles", [(24, "vehicles")]),
        ("In 2022 soldiers and 2022 soldiers", [(2022, "soldiers")]),
        ("in 45 trucks", [(45, "trucks")]),
        ("$5 million trucks, € 3 tents, 5 million euros tents", []),
        ("50% people, 9-year-old children, March 9 people, 155 mm shells", []),
        ("2.5 tanks, 3 days later trucks", []),
        ("12 and trucks", []),
        ("4 5 tanks", [(5, "tanks")]),
    ],
)
def test_goods_and_people_are_counted(text, found):
    assert [(c.count.value, c.count.of) for c in counts(text, ENGLISH)] == found


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The strike killed 12 and wounded at least 30", 12, 30),
        ("the death toll rose to 19", 19, None),
        ("the toll rose from 12 to 19", 19, None),
        ("at least 12 people were killed and 30 others injured", 12, 30),
        ("killing at least seven people", 7, None),
        ("it claimed 14 lives, leaving 3 wounded", 14, 3),
        ("it claimed the lives of 14", 14, None),
        ("two men killed five others", 5, None),
        ("12 soldiers, including three officers, died", 12, None),
        ("9 dead, then 11 dead", 11, None),
        ("five men wounded three others", None, 3),
        ("injuring 30", None, 30),
    ],
)
def test_the_dead_and_injured_are_told(text, killed, injured):
    found = casualties(text, ENGLISH)
    assert found is not None
    assert (found.casualties.killed, found.casualties.injured) == (killed, injured)
    assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "12 people were killed or wounded",
        "dozens were killed",
        "nobody was killed in 2022",
        "14 lives changed",
        "12 trucks arrived",
    ],
)
def test_what_tells_no_figure_of_its_own_is_left_out(text):
    assert casualties(text, ENGLISH) is None


WORDS = """12 two 2022 people tanks killed wounded and or were toll rose to at least lives claimed
, . % $ ² March died"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_any_text_gives_ordered_disjoint_spans(text):
    end = 0
    for span in counts(text, ENGLISH):
        assert end <= span.start < span.end <= len(text)
        end = span.end
    found = casualties(text, ENGLISH)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_a_number_within_a_name_counts_nothing():
    assert counts("GBU28 bombs", ENGLISH) == ()


@pytest.mark.parametrize(
    ("text", "holds", "left"),
    [
        ("from 400 officers to 800", 800, 400),
        ("28 trucks came in, not the 45 that were told of", 28, 45),
        ("300 tonnes rather than five hundred", 300, 500),
        ("Of the ninety generators only sixty-two have come.", 62, 90),
        ("Of the 140 tents that left, 60 came.", 60, 140),
        ("a gift of 12 instead of 10 tanks", 12, 10),
    ],
)
def test_a_number_that_takes_the_place_of_another_counts_the_same(text, holds, left):
    found = counts(text, ENGLISH)
    assert {(c.count.value, c.left) for c in found} == {(holds, False), (left, True)}
    assert len({c.count.of for c in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "45 trucks came; not 12, he said",
        "45 trucks came to 7, and 12 left",
        "45 trucks " + "and so many of the roads of the valleys in the north " * 2 + ", not 12",
    ],
)
def test_a_number_that_no_word_ties_to_a_count_counts_nothing(text):
    assert [(c.count.value, c.left) for c in counts(text, ENGLISH)] == [(45, False)]
