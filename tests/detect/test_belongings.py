from decimal import Decimal

import pytest

from monitor.model.development import Freshness

DAY = "2026-03-04"


def test_parts_of_a_sum_are_no_sums_of_their_own(tell):
    (aid,) = tell(
        DAY, "Norway promised Ukraine 9 billion euros, including 2 billion euros for homes."
    )
    assert aid.amount is not None
    assert aid.amount.value == Decimal(9_000_000_000)


def test_what_a_sum_is_taken_from_is_no_sum_of_the_act(tell):
    (aid,) = tell(DAY, "Norway gave Ukraine $3 billion, part of a $20 billion plan.")
    assert aid.amount is not None
    assert aid.amount.value == Decimal(3_000_000_000)


def test_the_same_in_other_money_does_not_part_a_sum_from_its_noun(tell):
    (aid,) = tell(
        DAY,
        "The latest $800 million (£612 million) package for Ukraine, announced by Norway, grew.",
    )
    assert aid.amount is not None
    assert aid.amount.value == Decimal(800_000_000)


def test_two_sums_of_one_verb_are_two_acts(tell):
    found = tell(
        DAY, "Norway promised Ukraine $8 million in military aid and $5 million in economic aid."
    )
    assert len(found) == 2


def test_the_nearest_date_and_place_belong_to_the_act(tell):
    (meeting,) = tell(
        DAY,
        "Iran and Oman met in Muscat on Monday, as Norway said in Oslo on Tuesday.",
    )
    assert (meeting.place, str(meeting.when)) == ("Muscat", "2026-03-02")


def test_what_has_gone_on_since_a_day_is_not_dated_by_it(tell):
    (aid,) = tell(DAY, "Since January, Norway has sent tanks to Ukraine, most on Monday.")
    assert str(aid.when) == "2026-03-02"


def test_a_place_of_the_givers_own_is_no_recipient(tell):
    assert tell(DAY, "Norway announced 20 million euros in aid in Oslo.") == ()


def test_the_day_of_saying_is_not_the_day_to_come(tell):
    (meeting,) = tell(
        DAY, "Emmanuel Macron will meet Vladimir Putin in Oslo, an aide said on Tuesday."
    )
    assert (meeting.status, meeting.when) == ("planned", None)
    (aid,) = tell(DAY, "Norway will send Ukraine 30 million euros, an aide said Tuesday.")
    assert str(aid.when) == "2026-03-03"
    (aid,) = tell(DAY, "Norway will send Ukraine 30 million euros, an aide said in recent days.")
    assert aid.when is None


def test_the_day_of_deciding_lies_behind(tell):
    (aid,) = tell(DAY, "Norway agreed on Monday to give Ukraine 30 million euros.")
    assert str(aid.when) == "2026-03-02"


def test_the_plain_present_with_a_weekday_looks_ahead(tell):
    (meeting,) = tell(DAY, "Iran and Oman meet in Muscat on Monday.")
    assert (meeting.status, str(meeting.when)) == ("planned", "2026-03-09")
    (meeting,) = tell(DAY, "Iran and Oman meet in Muscat on 2 March 2026.")
    assert (meeting.status, str(meeting.when)) == ("held", "2026-03-02")


def test_the_country_of_a_dollar_gets_nothing(tell):
    found = tell(DAY, "Australia will give US$43 million in aid to the victims.")
    assert not any(p.id == "united-states" for m in found for p in m.parties)


def test_the_year_of_a_deal_is_not_the_day_of_its_breach(tell):
    (breach,) = tell(DAY, "Armenia violated the 2020 ceasefire with Azerbaijan.")
    assert breach.freshness is Freshness.NEW
    (reached,) = tell(DAY, "Armenia and Azerbaijan reached the 2020 ceasefire.")
    assert reached.freshness is Freshness.BACKGROUND


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The talks between Iran and Oman in Muscat have been postponed to Sunday.", "03-08"),
        ("Thursday's talks of Iran and Oman in Muscat have been put back to Saturday.", "03-07"),
        ("Talks between Iran and Oman are planned for Saturday in Muscat.", "03-07"),
        ("Iran said that its talks with Oman would be held on Friday, not on Thursday.", "03-06"),
        ("Friday's meeting of Iran and Oman has been moved to Geneva.", "03-06"),
        ("Iran confirmed on Tuesday its talks with Oman on Friday in Muscat.", "03-06"),
        ("The envoy of Iran flies to Muscat to meet the envoy of Oman on Friday.", "03-06"),
    ],
)
def test_the_day_of_a_plan_lies_ahead_and_is_the_one_that_holds(tell, text, day):
    (meeting,) = tell(DAY, text)
    assert (meeting.status, str(meeting.when)) == ("planned", f"2026-{day}")


def test_what_had_been_set_before_a_move_does_not_lie_ahead(tell):
    (meeting,) = tell(
        DAY, "Talks of Iran and Oman had been set for Monday and were moved because of snow."
    )
    assert str(meeting.when) == "2026-03-02"


def test_a_meeting_is_told_where_it_is_moved_to(tell):
    text = "The talks of Iran and Oman planned for Friday have been moved from Muscat to Geneva."
    (meeting,) = tell(DAY, text)
    assert meeting.place == "Geneva"


def test_the_day_on_which_the_earlier_sum_was_told_is_not_that_of_the_change(tell):
    (aid,) = tell(
        "2026-03-06",
        "Norway will now give Ukraine 30 million euros instead of the 20 million euros that it"
        " promised on Monday.",
    )
    assert (aid.when, aid.freshness) == (None, Freshness.NEW)
    assert aid.replaces is not None


def test_the_city_that_a_strike_is_aimed_at_is_its_place(tell):
    text = "The number of people killed in the Russian strike on Kharkiv has risen from 12 to 19."
    (attack,) = [m for m in tell(DAY, text) if m.type == "attack"]
    assert attack.place == "Kharkiv"
