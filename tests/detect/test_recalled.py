"""Parties that a sentence leaves out are those of the act told before."""

import pytest

DAY = "2026-03-04"


@pytest.mark.parametrize(
    ("sentences", "names"),
    [
        (
            (
                "Keir Starmer will meet Emmanuel Macron in Paris on Friday.",
                "NATO foreign ministers met in Ankara on Monday.",
            ),
            [["Keir Starmer", "Emmanuel Macron"], ["NATO"]],
        ),
        (
            (
                "Keir Starmer met Emmanuel Macron in Paris on Monday.",
                "A second meeting is planned in London on 20 March.",
            ),
            [["Keir Starmer", "Emmanuel Macron"], ["Keir Starmer", "Emmanuel Macron"]],
        ),
    ],
)
def test_a_meeting_of_nobody_is_of_those_who_met_before(tell, sentences, names):
    found = [[p.name for p in m.parties] for m in tell(DAY, *sentences) if m.type == "meeting"]
    assert found == names


@pytest.mark.parametrize(
    ("second", "actors", "counterparts"),
    [
        ("Norway will send 40 tanks in May.", ["Norway"], ["Ukraine"]),
        ("Norway promised Moldova 300 million euros on Monday.", ["Norway"], ["Moldova"]),
        ("Ukraine was given tanks on Tuesday.", ["Norway"], ["Ukraine"]),
        ("Ukraine was given 5 million euros in aid on Tuesday.", [], ["Ukraine"]),
        ("Norway delivered the medicines of the aid package on Tuesday.", ["Norway"], ["Ukraine"]),
        ("Moldova was given 5 million euros in aid on Monday.", [], ["Moldova"]),
    ],
)
def test_a_gift_takes_the_side_that_it_leaves_out(tell, second, actors, counterparts):
    first = "Norway promised Ukraine 90 million euros in aid on Monday."
    gift = [m for m in tell(DAY, first, second) if m.type == "aid_pledge"][-1]
    assert [p.name for p in gift.actors] == actors
    assert [p.name for p in gift.counterparts] == counterparts


def test_an_act_is_not_remembered_for_long(tell):
    first = "Keir Starmer met Emmanuel Macron in Paris on Monday."
    rain = ["It rained."] * 20
    last = "A second meeting is planned in London on 20 March."
    assert [len(m.parties) for m in tell(DAY, first, *rain, last)] == [2, 0]


@pytest.mark.parametrize(
    ("second", "actors", "counterparts"),
    [
        ("Norway also expelled two diplomats on Monday.", ["Norway"], ["Iran"]),
        ("An arms embargo on Iran was adopted on Monday.", ["Norway"], ["Iran"]),
        ("An arms embargo on Oman was adopted on Monday.", [], ["Oman"]),
        ("Two diplomats were expelled on Tuesday.", ["Norway"], ["Iran"]),
    ],
)
def test_a_measure_takes_the_side_that_it_leaves_out(tell, second, actors, counterparts):
    _, measure = tell(DAY, "Norway imposed sanctions on Iran on Monday.", second)
    assert [p.name for p in measure.actors] == actors
    assert [p.name for p in measure.counterparts] == counterparts
