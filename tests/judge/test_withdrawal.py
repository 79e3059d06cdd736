"""What is taken back, stays untold or is told anew, by how it was taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.judge.holding import RIGHT, released
from monitor.judge.withdrawal import Teller, anew, standing_again, taken_back, without
from monitor.model.article import ArticleId, Copy
from monitor.model.development import Cause, Development, Withdrawal
from monitor.model.verdict import Background, Known, New
from tests.fakes.making import NOON, arrival, day, euros, judged, meeting, parties, pledge, told

LATER = NOON + timedelta(hours=2)
OTHER = arrival("b1", origin="river gazette", hours=3)
RETRACTED = Withdrawal(at=LATER, cause=Cause.RETRACTION, why="its page is gone")
WRONG = Withdrawal(at=LATER, cause=Cause.FEEDBACK, why="it is wrong", by="Ada")


def back(how: Withdrawal = RETRACTED, one=None) -> Development:
    return taken_back(told(one or pledge(euros(90), place="Bonn")), how)


def test_what_is_taken_back_remembers_who_told_it_and_waits_for_nothing():
    plan = told(meeting("Russia", "Germany", status="planned", when=day("2025-12-23")))
    assert plan.wakes_at is not None
    gone = taken_back(plan, WRONG)
    assert gone.withdrawn == replace(WRONG, origins=("harbour post",))
    assert (gone.wakes_at, gone.last_changed) == (None, LATER)
    assert (gone.version, gone.revision) == (plan.version + 1, plan.revision)


def test_nothing_is_awaited_of_a_plan_that_was_taken_back():
    plan = meeting("Russia", "Germany", status="planned", when=day("2025-12-23"))
    again = judged(plan, after=(back(WRONG, plan),), come=OTHER)
    assert isinstance(again.verdict, Known)
    assert again.after.wakes_at is None


@pytest.mark.parametrize("status", ["pledged", "delivered"])
@pytest.mark.parametrize("come", [arrival("a2", hours=3), OTHER])
def test_what_somebody_said_is_wrong_stays_untold_whoever_tells_it(status, come):
    found = judged(pledge(euros(90), status), after=(back(WRONG),), come=come)
    assert isinstance(found.verdict, Known)
    assert (found.after.revision, found.after.withdrawn) == (1, back(WRONG).withdrawn)


def test_what_was_retracted_is_told_as_new_when_another_origin_tells_it():
    found = judged(pledge(euros(90)), after=(back(),), come=OTHER)
    assert isinstance(found.verdict, New)
    after = found.after
    assert (after.id, after.revision, after.corrected) == (back().id, 2, 1)
    assert (after.withdrawn, after.told) == (None, ())
    assert after.origins == ("river gazette",)
    assert [e.article for e in after.evidence] == ["b1"]
    assert after.place is None, "what only the retracted page said is not told again"


@pytest.mark.parametrize(
    ("one", "come"),
    [
        (pledge(euros(90)), arrival("a2", hours=3)),
        (
            pledge(euros(90)),
            replace(OTHER, likeness=Copy(of=ArticleId("a1"), origin="harbour post")),
        ),
        (pledge(euros(90), denied=True), OTHER),
        (pledge(euros(90), actors=()), OTHER),
    ],
)
def test_what_was_retracted_is_not_told_again_by_who_retracted_it_nor_by_copies_nor_by_halves(
    one, come
):
    found = judged(one, after=(back(),), come=come)
    assert isinstance(found.verdict, Known)
    assert found.after.withdrawn is not None


def test_history_of_what_was_taken_back_is_history():
    late = replace(OTHER, stale=True)
    assert isinstance(judged(pledge(euros(90)), after=(back(),), come=late).verdict, Background)


def test_it_is_told_anew_without_anything_that_was_told_before():
    before = replace(back(), retracted=(ArticleId("a1"),))
    empty = anew(before)
    assert (empty.id, empty.version, empty.revision) == (before.id, before.version, 1)
    assert (empty.evidence, empty.amount, empty.told, empty.withdrawn) == ((), None, (), None)
    assert (empty.first_seen, empty.retracted) == (before.first_seen, before.retracted)


def test_what_is_right_after_all_is_due_to_be_told_again_under_a_new_revision():
    again = standing_again(back(WRONG), LATER)
    assert (again.withdrawn, again.revision, again.corrected) == (None, 2, 1)
    assert (again.wakes_at, again.amount) == (LATER, euros(90))
    judged_again = released(again, LATER)
    assert judged_again.verdict == New(why=(RIGHT,))
    assert (judged_again.after.revision, judged_again.after.wakes_at) == (2, None)


def teller(name: str, origin: str) -> Teller:
    return Teller(article=ArticleId(name), outlet=origin.title(), origin=origin)


OWN = teller("a1", "harbour post")
SECOND = judged(
    pledge(euros(90), actors=parties("European Union")),
    after=(told(pledge(euros(90))),),
    come=OTHER,
).after


def test_a_retracted_page_takes_its_origin_and_evidence_along_where_others_tell_it_too():
    left = without(SECOND, OWN, (OWN, teller("b1", "river gazette")), retold=True)
    assert left is not None
    assert (left.origins, left.outlets) == (("river gazette",), ("River Gazette",))
    assert left.retracted == ("a1",)
    assert left.evidence == SECOND.evidence, "there is no other sentence to show"
    assert left.version == SECOND.version + 1
    assert without(left, teller("b1", "river gazette"), (OWN,), retold=True) is None


def test_with_its_only_teller_a_development_is_gone():
    assert without(told(pledge(euros(90))), OWN, (OWN,), retold=True) is None


def test_a_reprint_holds_what_vanished_but_not_what_its_publisher_calls_wrong():
    first = told(pledge(euros(90)))
    reprint = Teller(article=ArticleId("c1"), outlet="Third", origin="harbour post")
    assert without(first, OWN, (OWN, reprint), retold=True) is not None
    assert without(first, OWN, (OWN, reprint), retold=False) is None


def test_a_reprint_that_is_retracted_leaves_the_original():
    first = replace(told(pledge(euros(90))), outlets=("Harbour Post", "Third"))
    reprint = Teller(article=ArticleId("c1"), outlet="Third", origin="harbour post")
    left = without(first, reprint, (OWN, reprint), retold=True)
    assert left is not None
    assert (left.origins, left.outlets) == (("harbour post",), ("Harbour Post",))
    assert left.evidence == first.evidence


def test_who_is_no_longer_known_still_counts_as_telling_it():
    left = without(SECOND, OWN, (OWN,), retold=False)
    assert left is not None
    assert left.origins == ("river gazette",)
