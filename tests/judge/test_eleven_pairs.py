"""Eleven pairs of tellings that likeness of words judges wrongly, judged by their slots."""

from monitor.model.development import Casualties, Count
from monitor.model.verdict import Known, New, Update
from tests.fakes.making import (
    arrival,
    day,
    euros,
    judged,
    meeting,
    mention,
    parties,
    pledge,
    told,
)

LATER = arrival("b1", origin="river gazette", hours=6)


def test_a_pledge_told_in_other_words_is_the_same():
    first = told(pledge(euros(90), objects=("loan",)))
    assert isinstance(judged(pledge(euros(90)), after=(first,), come=LATER).verdict, Known)


def test_a_pledge_told_in_dollars_is_the_same():
    first = told(pledge(euros(90, dollars=106)))
    dollars = euros(106, dollars=None)
    again = pledge(type(dollars)(value=dollars.value, currency="USD"))
    assert isinstance(judged(again, after=(first,), come=LATER).verdict, Known)


def test_envoys_in_miami_and_negotiators_in_florida_are_one_meeting():
    first = told(
        meeting(
            "Kirill Dmitriev",
            "Steve Witkoff",
            "Jared Kushner",
            place="Miami",
            when=day("2025-12-20"),
        )
    )
    again = meeting("Russia", "United States", place="Florida", when=day("2025-12-20"))
    assert isinstance(judged(again, after=(first,), come=LATER).verdict, Known)


def test_a_raised_sum_is_an_update():
    first = told(pledge(euros(90)))
    verdict = judged(pledge(euros(105), reworded=True), after=(first,), come=LATER).verdict
    assert isinstance(verdict, Update)
    assert [(c.field, c.before, c.after) for c in verdict.changes] == [
        ("amount", "90000000000 EUR", "105000000000 EUR")
    ]


def test_a_cut_sum_is_an_update():
    first = told(pledge(euros(90)))
    verdict = judged(pledge(euros(35), reworded=True), after=(first,), come=LATER).verdict
    assert isinstance(verdict, Update)
    assert verdict.changes[0].after == "35000000000 EUR"


def test_a_moved_meeting_is_an_update():
    plan = {"status": "planned", "place": "Miami"}
    first = told(meeting("Russia", "United States", when=day("2025-12-27"), **plan))
    moved = meeting("Russia", "United States", when=day("2025-12-28"), reworded=True, **plan)
    verdict = judged(moved, after=(first,), come=LATER).verdict
    assert isinstance(verdict, Update)
    assert [(c.field, c.before, c.after) for c in verdict.changes] == [
        ("when", "2025-12-27", "2025-12-28")
    ]


def test_a_toll_that_rises_is_an_update():
    slots = {"actors": parties("Russia"), "counterparts": parties("Ukraine"), "place": "Kharkiv"}
    first = told(mention("attack", "held", casualties=Casualties(killed=12), **slots))
    again = mention("attack", "held", casualties=Casualties(killed=19), reworded=True, **slots)
    verdict = judged(again, after=(first,), come=LATER).verdict
    assert isinstance(verdict, Update)
    assert verdict.changes[0].after == "19 killed"


def test_a_pledge_that_is_put_off_is_an_update():
    first = told(pledge(euros(8)))
    verdict = judged(pledge(euros(8), "refused"), after=(first,), come=LATER).verdict
    assert isinstance(verdict, Update)
    assert [(c.field, c.before, c.after) for c in verdict.changes] == [
        ("status", "pledged", "refused")
    ]


def test_another_giver_is_another_pledge():
    first = told(pledge(euros(90)))
    other = pledge(euros(90), actors=parties("United States"))
    assert isinstance(judged(other, after=(first,), come=LATER).verdict, New)


def test_another_guest_of_the_same_hosts_is_another_meeting():
    first = told(meeting("Kirill Dmitriev", "Steve Witkoff", "Jared Kushner", place="Miami"))
    other = meeting("Rustem Umerov", "Steve Witkoff", "Jared Kushner", place="Miami")
    assert isinstance(judged(other, after=(first,), come=LATER).verdict, New)


def test_the_next_package_of_sanctions_is_another():
    slots = {"actors": parties("European Union"), "counterparts": parties("Russia")}
    first = told(mention("sanction", "imposed", objects=("package-19",), **slots))
    other = mention("sanction", "proposed", objects=("package-20",), **slots)
    assert isinstance(judged(other, after=(first,), come=LATER).verdict, New)


def test_counts_of_one_thing_are_held_against_each_other():
    first = told(pledge(count=Count(value=45, of="trucks")))
    again = pledge(count=Count(value=46, of="trucks"))
    assert isinstance(judged(again, after=(first,), come=LATER).verdict, Known)
