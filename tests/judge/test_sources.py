from monitor.judge.sources import MOST_EVIDENCE, behind, sourced, told_fields
from tests.fakes.making import arrival, article, day, euros, judged, meeting, parties, pledge, told

RIVER = {"origin": "river gazette"}


def test_each_sentence_is_kept_with_the_fields_that_it_told():
    first = told(pledge(euros(90)))
    raised = judged(
        pledge(euros(105), reworded=True), after=(first,), come=arrival("b1", hours=5, **RIVER)
    )
    assert [e.told for e in raised.after.evidence] == [("status", "amount", "parties"), ("amount",)]


def test_a_change_is_shown_beside_the_sentence_that_told_the_changed_field():
    first = told(pledge(euros(90)))
    raised = judged(
        pledge(euros(105), reworded=True), after=(first,), come=arrival("b1", hours=5, **RIVER)
    ).after
    approved = judged(pledge(euros(105), "approved"), after=(raised,), come=arrival("c1", hours=9))
    assert [e.article for e in approved.evidence] == ["c1", "a1"]
    again = judged(
        pledge(euros(120), "approved", reworded=True),
        after=(approved.after,),
        come=arrival("d1", hours=12, **RIVER),
    )
    assert [e.article for e in again.evidence] == ["d1", "b1"]


def test_a_sentence_that_fills_a_gap_is_the_one_that_told_it():
    plan = told(meeting("Russia", "Germany", status="planned"))
    dated = meeting("Russia", "Germany", status="planned", when=day("2025-12-23"))
    filled = judged(dated, after=(plan,), come=arrival("b1", hours=5, **RIVER)).after
    assert filled.evidence[-1].told == ("when",)
    moved = meeting("Russia", "Germany", status="planned", when=day("2025-12-24"), reworded=True)
    verdict = judged(moved, after=(filled,), come=arrival("c1", hours=9))
    assert [e.article for e in verdict.evidence] == ["c1", "b1"]


def test_a_field_that_no_kept_sentence_told_is_shown_by_the_latest():
    one = told(pledge(euros(90)))
    assert behind(one, "place") == one.evidence[-1]


def test_the_first_sentence_and_the_latest_are_kept():
    one = told(pledge(euros(90)))
    for n in range(MOST_EVIDENCE + 3):
        one = sourced(one, pledge(), article(f"later-{n}"), ("status",))
    assert len(one.evidence) == MOST_EVIDENCE
    assert one.evidence[0].article == "a1"
    assert one.evidence[-1].article == f"later-{MOST_EVIDENCE + 2}"


def test_fields_of_which_nothing_is_told_are_not_named():
    assert told_fields(pledge(actors=(), counterparts=())) == ("status",)
    assert told_fields(pledge(euros(1), actors=parties("Germany"))) == (
        "status",
        "amount",
        "parties",
    )
