from decimal import Decimal

DAY = "2026-03-04"


def test_parts_of_a_sum_are_no_sums_of_their_own(tell):
    (aid,) = tell(
        DAY, "Norway promised Ukraine 9 billion euros, including 2 billion euros for homes."
    )
    assert aid.amount is not None
    assert aid.amount.value == Decimal(9_000_000_000)


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
