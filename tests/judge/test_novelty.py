"""Verdicts of single mentions against what was told before."""

from dataclasses import replace

import pytest

from monitor.judge.novelty import HOLD, MOST_FLAPS
from monitor.model.article import ArticleId, Copy, Revision
from monitor.model.development import Casualties, Count, Flap, Freshness
from monitor.model.verdict import Background, Contested, Hold, Known, New, Update
from tests.fakes.making import (
    NOON,
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

OTHER = arrival("b1", origin="river gazette", hours=2)
SAME_ORIGIN = arrival("b1", hours=2)


def test_a_first_telling_is_new():
    found = judged(pledge(euros(90)))
    assert isinstance(found.verdict, New)
    assert (found.after.revision, found.after.version) == (1, 1)


def test_a_repeat_is_never_news():
    first = told(pledge(euros(90)))
    found = judged(pledge(euros(90)), after=(first,), come=OTHER)
    assert isinstance(found.verdict, Known)
    assert found.after.origins == ("harbour post", "river gazette")
    assert found.after.revision == 1


def test_history_is_background_and_untold():
    found = judged(pledge(euros(90), freshness=Freshness.BACKGROUND))
    assert isinstance(found.verdict, Background)
    assert found.after.revision == 0
    assert found.after.origins == ()


def test_history_of_a_told_development_leaves_it_as_it_is():
    first = told(pledge(euros(90)))
    found = judged(pledge(euros(70), freshness=Freshness.BACKGROUND, reworded=True), after=(first,))
    assert isinstance(found.verdict, Background)
    assert found.after.amount == first.amount


def test_an_article_that_is_too_old_makes_background_only():
    assert isinstance(judged(pledge(euros(90)), come=arrival(stale=True)).verdict, Background)


def test_the_first_current_telling_of_a_known_history_is_new():
    history = told(pledge(euros(90), freshness=Freshness.BACKGROUND))
    found = judged(pledge(euros(90)), after=(history,), come=OTHER)
    assert isinstance(found.verdict, New)
    assert found.after.id == history.id


def test_a_pledge_without_a_giver_is_held():
    found = judged(pledge(euros(3), actors=()))
    assert found.verdict == Hold(until=NOON + HOLD, why=("the giver is not named",))
    assert found.after.held_until == NOON + HOLD


def test_a_hold_is_not_prolonged_by_the_same_origin():
    held = told(pledge(euros(3), actors=()))
    found = judged(pledge(euros(3), actors=()), after=(held,), come=arrival("c", hours=0.1))
    assert isinstance(found.verdict, Hold)
    assert found.verdict.until == NOON + HOLD


def test_a_second_origin_ends_a_hold():
    held = told(pledge(euros(3), actors=()))
    found = judged(pledge(euros(3), actors=()), after=(held,), come=OTHER)
    assert isinstance(found.verdict, New)
    assert found.after.held_until is None


def test_a_named_giver_ends_a_hold():
    held = told(pledge(euros(3), actors=()))
    found = judged(pledge(euros(3)), after=(held,), come=SAME_ORIGIN)
    assert isinstance(found.verdict, New)


def test_a_denial_of_what_was_never_told_is_no_news():
    assert isinstance(judged(pledge(denied=True)).verdict, Background)


def test_a_denial_is_told_once():
    first = told(pledge(euros(90)))
    denial = pledge(euros(90), denied=True, attribution="the ministry")
    found = judged(denial, after=(first,), come=OTHER)
    assert isinstance(found.verdict, Contested)
    assert (found.verdict.changes[0].after, found.verdict.attribution) == ("denied", "the ministry")
    again = judged(denial, after=(found.after,), come=arrival("c1", origin="third", hours=3))
    assert isinstance(again.verdict, Known)
    unsigned = judged(pledge(euros(90), denied=True), after=(first,), come=OTHER)
    assert unsigned.verdict.why[-1] == "denied"


def test_a_clashing_figure_of_another_origin_is_contested_once():
    slots = {"when": day("2025-12-20"), "objects": ("grain",)}
    first = told(pledge(count=Count(value=45, of="trucks"), **slots))
    claim = pledge(count=Count(value=28, of="trucks"), **slots)
    found = judged(claim, after=(first,), come=OTHER)
    assert isinstance(found.verdict, Contested)
    assert found.after.count == Count(value=45, of="trucks")
    assert [(c.before, c.after) for c in found.verdict.changes] == [("45 trucks", "28 trucks")]
    again = judged(claim, after=(found.after,), come=arrival("c1", origin="third", hours=3))
    assert isinstance(again.verdict, Known)


def test_a_new_figure_of_the_same_origin_is_an_update():
    slots = {"when": day("2025-12-20"), "objects": ("grain",)}
    first = told(pledge(euros(2), **slots))
    found = judged(pledge(euros(3), **slots), after=(first,), come=SAME_ORIGIN)
    assert isinstance(found.verdict, Update)
    assert found.after.amount == euros(3)


def test_a_figure_told_earlier_is_no_change():
    first = told(pledge(euros(90)))
    raised = judged(pledge(euros(105), reworded=True), after=(first,), come=OTHER).after
    late = judged(pledge(euros(90)), after=(raised,), come=arrival("c1", origin="third", hours=3))
    assert isinstance(late.verdict, Known)


def test_a_count_told_earlier_is_no_change():
    first = told(pledge(count=Count(value=45, of="trucks")))
    more = pledge(count=Count(value=80, of="trucks"), reworded=True)
    raised = judged(more, after=(first,), come=OTHER).after
    late = judged(pledge(count=Count(value=45, of="trucks")), after=(raised,), come=OTHER)
    assert isinstance(late.verdict, Known)


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("aid_pledge", "pledged", "approved", Update),
        ("aid_pledge", "approved", "pledged", Known),
        ("aid_pledge", "proposed", "delivered", Update),
        ("aid_pledge", "refused", "pledged", Update),
        ("aid_pledge", "refused", "proposed", Known),
        ("sanction", "imposed", "lifted", Update),
        ("agreement", "reached", "violated", Update),
        ("agreement", "suspended", "extended", Update),
        ("vote", "planned", "held", Update),
    ],
)
def test_a_status_moves_along_its_line_or_turns(kind, before, after, expected):
    slots = {"actors": parties("European Union"), "counterparts": parties("Ukraine")}
    first = told(mention(kind, before, **slots))
    found = judged(mention(kind, after, **slots), after=(first,), come=OTHER)
    assert isinstance(found.verdict, expected)


def test_a_refusal_taken_back_in_so_many_words_is_an_update():
    first = told(pledge(euros(1), "refused"))
    back = judged(pledge(euros(1), "proposed", reworded=True), after=(first,), come=OTHER)
    assert isinstance(back.verdict, Update)


def test_a_field_that_flaps_is_no_longer_told():
    first = told(pledge(euros(90)))
    worn = replace(first, flaps=(Flap(field="amount", changes=MOST_FLAPS),))
    found = judged(pledge(euros(105), reworded=True), after=(worn,), come=OTHER)
    assert isinstance(found.verdict, Known)


def test_changes_are_counted_for_each_field():
    first = told(pledge(euros(90)))
    raised = judged(pledge(euros(105), reworded=True), after=(first,), come=OTHER).after
    assert raised.flaps == (Flap(field="amount", changes=1),)
    assert raised.revision == 2


def test_a_copy_tells_nothing_anew():
    copy = arrival("b1", origin="harbour post", likeness=Copy(of=ArticleId("a1"), origin="h"))
    first = told(pledge(euros(90)))
    assert isinstance(judged(pledge(euros(99)), after=(first,), come=copy).verdict, Background)
    assert isinstance(judged(pledge(euros(90)), after=(first,), come=copy).verdict, Known)
    assert isinstance(judged(pledge(euros(90)), come=copy).verdict, Background)


def test_only_changed_sentences_of_a_revision_can_tell_news():
    changed = Revision(of=ArticleId("a1"), origin="harbour post", changed=(1,), same_page=True)
    first = told(pledge(euros(90)))
    come = arrival("a1", likeness=changed)
    old = judged(pledge(euros(105), start=0, end=13, reworded=True), after=(first,), come=come)
    new = judged(pledge(euros(105), start=14, end=30, reworded=True), after=(first,), come=come)
    assert isinstance(old.verdict, Known)
    assert isinstance(new.verdict, Update)


def test_a_date_of_an_act_that_took_place_does_not_move():
    first = told(meeting("Russia", "United States", when=day("2025-12-20")))
    found = judged(
        meeting("Russia", "United States", when=day("2025-12-21"), reworded=True),
        after=(first,),
        come=OTHER,
    )
    assert isinstance(found.verdict, Known)


def test_a_place_moves_only_in_so_many_words():
    plan = {"status": "planned", "when": day("2025-12-27")}
    first = told(meeting("Russia", "United States", place="Miami", **plan))
    moved = meeting("Russia", "United States", place="Geneva", reworded=True, **plan)
    other = meeting("Russia", "United States", place="Geneva", **plan)
    found = judged(moved, after=(first,), come=OTHER)
    assert isinstance(found.verdict, Update)
    assert found.after.place == "Geneva"
    assert isinstance(judged(other, after=(first,), come=OTHER).verdict, Known)


def test_a_toll_told_alike_is_no_change():
    slots = {"actors": parties("Russia"), "counterparts": parties("Ukraine")}
    first = told(mention("attack", "held", casualties=Casualties(killed=12), **slots))
    again = mention("attack", "held", casualties=Casualties(injured=4), **slots)
    assert isinstance(judged(again, after=(first,), come=OTHER).verdict, Known)
    risen = mention("attack", "held", casualties=Casualties(killed=20), **slots)
    assert isinstance(judged(risen, after=(first,), come=OTHER).verdict, Update)
    clash = mention("attack", "held", casualties=Casualties(killed=9), **slots)
    assert isinstance(judged(clash, after=(first,), come=OTHER).verdict, Contested)


def test_a_person_whose_place_another_of_the_body_takes_is_a_change_in_so_many_words():
    names = ("Kirill Dmitriev", "Steve Witkoff")
    first = told(meeting(*names, "Jared Kushner", status="planned", place="Miami"))
    swapped = meeting(*names, "Marco Rubio", status="planned", place="Miami", reworded=True)
    found = judged(swapped, after=(first,), come=OTHER)
    assert isinstance(found.verdict, Update)
    assert [(c.field, c.before, c.after) for c in found.verdict.changes] == [
        ("parties", "Jared Kushner", "Marco Rubio")
    ]
    assert [p.name for p in found.after.parties] == [*names, "Marco Rubio"]


@pytest.mark.parametrize(
    ("others", "status", "reworded"),
    [
        (("Marco Rubio",), "planned", False),
        (("Marco Rubio",), "held", True),
        ((), "planned", True),
        (("Olena Brook",), "planned", True),
    ],
)
def test_who_is_named_beside_or_left_out_is_no_change_of_the_parties(others, status, reworded):
    names = ("Kirill Dmitriev", "Steve Witkoff")
    first = told(meeting(*names, "Jared Kushner", status="planned", place="Miami"))
    again = meeting(*names, *others, status=status, place="Miami", reworded=reworded)
    found = judged(again, after=(first,), come=OTHER)
    fields = [c.field for c in getattr(found.verdict, "changes", ())]
    assert "parties" not in fields


def test_an_update_shows_the_sentence_that_it_changes():
    first = told(pledge(euros(90)))
    found = judged(pledge(euros(105), reworded=True), after=(first,), come=OTHER)
    assert [e.article for e in found.evidence] == ["b1", "a1"]


def test_after_a_contest_a_denial_or_change_shows_the_told_sentence_and_not_the_claim():
    slots = {"when": day("2025-12-20"), "objects": ("grain",)}
    first = told(pledge(euros(90), **slots))
    contested = judged(pledge(euros(70), **slots), after=(first,), come=OTHER)
    assert [e.article for e in contested.evidence] == ["b1", "a1"]
    assert [e.article for e in contested.after.evidence] == ["a1"]
    late = arrival("c1", origin="lakeside post", hours=3)
    changes = {"denied": True, **slots}, {"amount": euros(105), "reworded": True, **slots}
    for later in (pledge(**change) for change in changes):
        found = judged(later, after=(contested.after,), come=late)
        assert [e.article for e in found.evidence] == ["c1", "a1"]


def test_an_unknown_slot_that_is_filled_is_no_change():
    first = told(pledge())
    found = judged(pledge(euros(90), when=day("2025-12-20")), after=(first,), come=OTHER)
    assert isinstance(found.verdict, Known)
    assert found.after.amount == euros(90)


def test_a_development_is_open_for_a_month_after_its_last_change():
    first = told(pledge(euros(90)))
    soon = arrival("b1", origin="river gazette", hours=24 * 29)
    late = arrival("b1", origin="river gazette", hours=24 * 60)
    assert isinstance(judged(pledge(euros(90)), after=(first,), come=soon).verdict, Known)
    assert isinstance(judged(pledge(euros(90)), after=(first,), come=late).verdict, New)


def test_a_status_off_the_line_of_its_type_is_a_change():
    first = told(pledge(euros(90)))
    found = judged(pledge(euros(90), status="unheard-of"), after=(first,), come=OTHER)
    assert isinstance(found.verdict, Update)


def looking_back(**slots):
    return replace(meeting("Russia", "Germany", **slots), freshness=Freshness.BACKGROUND)


PLANNED = meeting("Russia", "Germany", status="planned", when=day("2025-12-19"))


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (PLANNED, looking_back(), Update),
        (PLANNED, looking_back(when=day("2025-12-19")), Background),
        (PLANNED, looking_back(status="planned"), Background),
        (replace(PLANNED, when=day("2025-12-12")), looking_back(), Background),
        (replace(PLANNED, when=None), looking_back(), Background),
        (meeting("Russia", "Germany", when=day("2025-12-19")), looking_back(), Background),
        (replace(PLANNED, when=day("2025-12-25")), meeting("Russia", "Germany"), Known),
        (
            replace(PLANNED, when=day("2025-12-25")),
            meeting("Russia", "Germany", reworded=True),
            Update,
        ),
    ],
)
def test_a_told_plan_says_whether_it_can_have_been_carried_out(first, second, kind):
    development = told(first, arrival("a1", hours=-72))
    verdict = judged(second, after=(development,), come=arrival("b1", origin="river gazette"))
    assert isinstance(verdict.verdict, kind)


def test_a_count_of_a_wider_class_is_held_against_that_of_a_kind():
    first = told(pledge(count=Count(value=45, of="trucks")))
    now = pledge(count=Count(value=28, of="vehicles"), reworded=True)
    found = judged(now, after=(first,), come=OTHER)
    assert isinstance(found.verdict, Update)
    assert (found.verdict.changes[0].before, found.verdict.changes[0].after) == (
        "45 trucks",
        "28 vehicles",
    )


def test_an_instalment_moves_a_pledge_on_and_leaves_its_sum():
    first = told(pledge(euros(60)))
    part = pledge(euros(10, qualifier="part"), status="delivered")
    found = judged(part, after=(first,), come=OTHER)
    assert isinstance(found.verdict, Update)
    assert [c.field for c in found.verdict.changes] == ["status"]
    assert found.after.amount == euros(60)


def test_the_whole_sum_is_told_after_its_instalment():
    first = told(pledge(euros(10, qualifier="part")))
    found = judged(pledge(euros(60)), after=(first,), come=OTHER)
    assert isinstance(found.verdict, Update | Contested)
    assert [c.field for c in found.verdict.changes] == ["amount"]


def test_fewer_of_a_kind_are_a_part_of_all():
    first = told(pledge(count=Count(value=60, of="vehicles")))
    fewer = judged(pledge(count=Count(value=20, of="trucks")), after=(first,))
    assert isinstance(fewer.verdict, Known)
