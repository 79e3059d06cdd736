from decimal import Decimal

import pytest

from monitor.detect.detection import found_in
from monitor.extract.sentences import sentences
from monitor.model.development import Freshness, Mention
from tests.fakes.making import article

SATURDAY = "2025-12-20"
MEETING = (
    "Kremlin envoy Kirill Dmitriev met the US envoys Jared Kushner and Steve Witkoff in Miami"
    " on Saturday."
)
PLEDGE = (
    "EU leaders at a summit in Brussels pledged 90 billion euros (about $106 billion) to Ukraine"
    " over two years on Friday, having failed to agree to use frozen Russian assets."
)


def names(mention: Mention) -> set[str]:
    return {party.name for party in mention.parties}


def of_type(mentions: tuple[Mention, ...], kind: str) -> list[Mention]:
    return [m for m in mentions if m.type == kind]


def test_an_envoy_meets_two_others(tell):
    (meeting,) = tell(SATURDAY, MEETING)
    assert (meeting.type, meeting.status, meeting.place) == ("meeting", "held", "Miami")
    assert names(meeting) == {"Kirill Dmitriev", "Jared Kushner", "Steve Witkoff"}
    assert str(meeting.when) == "2025-12-20"
    assert meeting.freshness is Freshness.NEW


def test_talks_that_will_continue_are_the_same_meeting(tell):
    going_on = "The talks will continue on Sunday, Dmitriev told reporters."
    (meeting,) = tell(SATURDAY, MEETING, going_on)
    assert meeting.start == 0
    assert meeting.status == "held"


def test_the_meeting_before_it_is_background_of_its_own(tell):
    before = (
        "The meeting follows earlier talks between the Americans and Ukrainian officials in Berlin"
        " last week."
    )
    now, then = tell(SATURDAY, MEETING, before)
    assert now.freshness is Freshness.NEW
    assert (then.place, then.freshness) == ("Berlin", Freshness.BACKGROUND)


def test_a_pledge_keeps_its_equivalent_and_the_failed_plan_is_its_own_mention(tell):
    found = tell(SATURDAY, PLEDGE)
    pledged, refused = of_type(found, "aid_pledge")
    assert (pledged.status, refused.status) == ("pledged", "refused")
    assert pledged.amount is not None
    assert (pledged.amount.value, pledged.amount.currency) == (Decimal(90_000_000_000), "EUR")
    assert [e.currency for e in pledged.amount.equivalents] == ["USD"]
    assert [p.id for p in pledged.actors] == ["european-union"]
    assert [p.id for p in pledged.counterparts] == ["ukraine"]
    assert "frozen-assets" in refused.objects
    assert refused.amount is None


def test_the_summit_of_a_body_is_a_meeting(tell):
    (summit,) = of_type(tell(SATURDAY, PLEDGE), "meeting")
    assert (summit.status, summit.place) == ("held", "Brussels")
    assert summit.forum is not None


def test_a_meeting_is_planned_and_then_held(tell):
    (planned,) = tell(SATURDAY, "Volodymyr Zelensky will meet Friedrich Merz in Kyiv on Monday.")
    (held,) = tell("2025-12-22", "Volodymyr Zelensky met Friedrich Merz in Kyiv on Monday.")
    assert (planned.status, str(planned.when)) == ("planned", "2025-12-22")
    assert (held.status, str(held.when)) == ("held", "2025-12-22")
    assert names(planned) == names(held)


def test_a_raised_figure_says_that_it_changed(tell):
    (raised,) = tell(
        "2025-12-22",
        "The European Union has raised its loan for Ukraine to 105 billion euros from 90 billion.",
    )
    assert raised.amount is not None
    assert raised.amount.value == Decimal(105_000_000_000)
    assert raised.reworded


def test_a_refusal_that_leaves_out_the_parties_takes_them_from_the_pledge(tell):
    _, refused = tell(
        SATURDAY,
        "EU leaders promised Kyiv a loan of 90 billion euros.",
        "They could not agree on the use of frozen Russian assets.",
    )
    assert refused.status == "refused"
    assert [p.id for p in refused.counterparts] == ["ukraine"]


def test_one_package_told_twice_is_one_mention(tell):
    found = tell(
        SATURDAY,
        "Norway pledged 300 million euros to Ukraine on Friday.",
        "The 300 million euros for Ukraine that Norway announced are a grant.",
    )
    assert len(found) == 1


def test_two_packages_of_one_giver_are_two_mentions(tell):
    found = tell(
        SATURDAY,
        "Norway pledged 300 million euros to Ukraine on Friday.",
        "It also promised Ukraine 50 million dollars for winter.",
    )
    assert [m.amount.currency for m in found if m.amount] == ["EUR", "USD"]


def test_a_running_total_is_background(tell):
    (total,) = tell(SATURDAY, "Denmark has given Ukraine 9 billion euros in aid since 2022.")
    assert total.freshness is Freshness.BACKGROUND


def test_a_bare_dollar_is_the_givers_own(tell):
    (pledged,) = tell(SATURDAY, "Canada will send $60 million in aid to Haiti.")
    (plain,) = tell(SATURDAY, "Canada will send US$60 million in aid to Haiti.")
    assert pledged.amount is not None
    assert plain.amount is not None
    assert (pledged.amount.currency, plain.amount.currency) == ("CAD", "USD")


def test_one_deal_is_one_mention_from_proposal_to_refusal(tell):
    found = tell(
        SATURDAY,
        "Egypt presented a ceasefire proposal to Hamas and Israel on Friday.",
        "Hamas rejected the ceasefire.",
    )
    assert len(found) == 1


def test_an_article_without_a_date_still_tells_its_acts(tell):
    (pledged,) = tell(None, "Norway pledged 300 million euros to Ukraine.")
    assert pledged.status == "pledged"


def test_a_question_tells_nothing(tell):
    assert tell(SATURDAY, "Did Norway pledge 300 million euros to Ukraine?") == ()


def test_a_text_without_acts_has_no_mentions(tell):
    assert tell(SATURDAY, "The weather in Oslo was fine.", "Cows grazed.") == ()


def test_undated_help_near_the_end_is_recap(tell):
    filler = ["Rain fell on the harbour town."] * 12
    (recap,) = tell(SATURDAY, *filler, "Norway pledged 300 million euros to Ukraine.")
    assert recap.freshness is Freshness.BACKGROUND


def test_a_pronoun_stands_for_the_person_before(tell):
    (meeting,) = tell(
        SATURDAY, "Emmanuel Macron arrived late.", "He met Olaf Scholz in Paris on Friday."
    )
    assert names(meeting) == {"Emmanuel Macron", "Olaf Scholz"}


@pytest.mark.parametrize("body", ["The bloc", "The 27-nation bloc"])
def test_a_description_stands_for_the_body_before(tell, body):
    pledged = tell(
        SATURDAY,
        "The European Union wants peace.",
        f"{body} will give Ukraine 90 billion euros in aid.",
    )[0]
    assert [p.id for p in pledged.actors] == ["european-union"]


def test_two_leaders_are_those_told_of_before(tell):
    found = tell(
        SATURDAY,
        "Emmanuel Macron and Olaf Scholz met in Paris on Friday.",
        "The two leaders will meet again in Berlin in January.",
    )
    assert len(found) == 2
    assert names(found[0]) == names(found[1])


def test_the_source_of_a_sentence_is_kept(tell):
    (meeting,) = tell(
        SATURDAY, "Emmanuel Macron met Olaf Scholz in Paris on Friday, according to the Kremlin."
    )
    assert meeting.attribution == "Kremlin"


def test_numbered_packages_are_told_apart(tell):
    (imposed,) = tell(
        SATURDAY, "The EU adopted a 19th package of sanctions against Russia on Friday."
    )
    assert "package-19" in imposed.objects


def test_goods_are_counted(tell):
    (sent,) = tell(SATURDAY, "The United States will send Ukraine 31 tanks.")
    assert sent.count is not None
    assert sent.count.value == 31


def test_a_denial_in_the_past_perfect_is_current(tell):
    text = "Germany denied that it had pledged 120 million euros to Ukraine."
    (found,) = [m for m in tell("2025-12-20", text) if m.type == "aid_pledge"]
    assert found.denied
    assert found.freshness is Freshness.NEW


def test_a_hyphen_that_forbids_a_line_break_is_a_hyphen(tell):
    (pledge,) = of_type(
        tell(SATURDAY, "Norway pledged a \u20ac90\u2011million\u00a0package of aid to Ukraine."),
        "aid_pledge",
    )
    assert pledge.amount is not None
    assert pledge.amount.value == 90_000_000


@pytest.mark.parametrize(
    "caption",
    [
        "Jens Stoltenberg, left, meets Volodymyr Zelenskyy in Kyiv on Friday.",
        "Jens Stoltenberg (right) met Volodymyr Zelenskyy in Kyiv on Friday.",
        "In this file photo Jens Stoltenberg meets Volodymyr Zelenskyy in Kyiv on Friday.",
    ],
)
def test_words_below_a_picture_tell_nothing(tell, caption):
    assert tell(SATURDAY, caption) == ()
    assert of_type(tell(SATURDAY, "Jens Stoltenberg met Volodymyr Zelenskyy on Friday."), "meeting")


def test_a_measure_of_nobody_against_nobody_is_none(tell):
    assert tell(SATURDAY, "Ice closed the inner harbour overnight.") == ()


def test_a_strike_that_is_told_by_whom_it_kills_has_happened(tell):
    (strike,) = tell(SATURDAY, "A rocket strike is killing 12 people in Kharkiv.")
    assert (strike.type, strike.status) == ("attack", "held")


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("The two of Norway had a natter on Monday.", True),
        ("The two had a natter on Monday.", False),
        ("Jane Roe and John Doe had a natter on Monday.", False),
        ("The Norway-led two had a natter on Monday.", False),
        ("The two met on Monday.", True),
    ],
)
def test_words_that_only_hint_are_read_where_somebody_known_is_named(tools, sentence, read):
    text = f"It rained in the harbour. {sentence}"
    found = found_in(article(text=text, sentences=sentences(text)), tools=tools)
    assert found is not None
    assert (1 in found.sights) is read
