import pytest

from monitor.model.development import Freshness

DAY = "2026-03-04"


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway sent Ukraine tanks on Monday.",
        "Norway sent Ukraine tanks.",
        "Norway sent Ukraine tanks earlier this week.",
        "Norway will send Ukraine tanks next month.",
        "Norway has just sent Ukraine tanks.",
    ],
)
def test_this_is_new(tell, sentence):
    assert [m.freshness for m in tell(DAY, sentence)] == ["new"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway sent Ukraine tanks on 12 January.",
        "Norway sent Ukraine tanks last month.",
        "Norway had sent Ukraine tanks.",
        "Norway has sent Ukraine tanks since 2022.",
        "Norway has so far sent Ukraine tanks.",
        "Norway sent Ukraine tanks in 2023.",
        "Norway sent Ukraine tanks earlier this year.",
    ],
)
def test_this_is_background(tell, sentence):
    assert [m.freshness for m in tell(DAY, sentence)] == ["background"]


def test_vague_words_that_reach_into_the_last_days_are_no_history(tell):
    (aid,) = tell(DAY, "Norway gave Ukraine tanks over the weekend, officials close to it say.")
    assert aid.freshness == "new"
    (since,) = tell(DAY, "Since January Norway has given Ukraine tanks.")
    assert since.freshness == "background"


def test_words_of_time_that_own_another_thing_date_no_act(tell):
    (freeze,) = tell(
        "2026-03-04",
        "Britain has hit the junta of Myanmar with asset freezes over last autumn's massacre.",
    )
    assert freeze.freshness is Freshness.NEW
    (older,) = tell("2026-03-04", "Last autumn's sanctions on Myanmar were imposed by Britain.")
    assert older.freshness is Freshness.BACKGROUND


def test_a_past_perfect_that_reports_what_was_said_is_no_history(tell):
    (reported,) = tell(DAY, "Norway said that it had frozen assets of two Russian bankers.")
    assert reported.freshness is Freshness.NEW
    (history,) = tell(DAY, "Norway had frozen assets of two Russian bankers.")
    assert history.freshness is Freshness.BACKGROUND
