from dataclasses import replace

import pytest

from monitor.detect.detection import detect
from monitor.detect.explaining import STRONGEST, Label, explained
from monitor.detect.verifier import Verifier
from monitor.extract.sentences import sentences
from tests.fakes.making import NOON, article
from tests.fakes.rules import tools

PLEDGE = "Germany pledged 90 million euros in aid to Ukraine on Saturday."
MEETING = "Sergey Lavrov met Marco Rubio in Geneva on Friday, the ministry said."
STRIKE = "An earthquake killed at least 12 people in Japan on Friday."
GOODS = "Germany sent 40 generators to Ukraine on Friday, according to the ministry."


def told(text: str, **more):
    found = article("a", text=text, sentences=sentences(text), **({"at": NOON} | more))
    return explained(found, tools=tools())


def marked(text: str, **more) -> list[tuple[str, str]]:
    (one,), _ = told(text, **more)
    return [(mark.label.value, text[mark.start : mark.end]) for mark in one.marks]


def test_the_words_that_tell_a_pledge_are_marked():
    assert marked(PLEDGE) == [
        ("party", "Germany"),
        ("trigger", "pledged"),
        ("amount", "90 million euros"),
        ("party", "Ukraine"),
        ("when", "Saturday"),
    ]


def test_the_place_of_a_meeting_is_marked():
    assert ("place", "Geneva") in marked(MEETING)


def test_words_that_are_two_things_are_marked_once_and_the_rest_beside_them():
    found = marked(STRIKE)
    assert ("trigger", "killed") in found
    assert ("casualties", "at least 12") in found


def test_goods_are_marked_with_their_number():
    assert ("count", "40 generators") in marked(GOODS)


def test_an_undated_article_has_no_date_to_mark():
    labels = [label for label, _ in marked(PLEDGE, published=None)]
    assert "when" not in labels


@pytest.mark.parametrize("text", [PLEDGE, f"{MEETING} {PLEDGE}", STRIKE, GOODS])
def test_marks_lie_in_their_sentence_in_order_and_apart(text):
    for one in told(text)[0]:
        ends = [one.mention.start]
        for mark in one.marks:
            assert ends[-1] <= mark.start < mark.end <= one.mention.end
            ends.append(mark.end)
        assert sum(mark.label is Label.TRIGGER for mark in one.marks) == 1


def test_an_account_names_the_frame_the_names_and_what_was_weighed():
    (one,), _ = told(PLEDGE)
    assert one.frame == "aid_pledge.promise"
    assert [name.actor for name in one.names] == ["germany", "ukraine"]
    assert one.told is not None
    assert one.told.probability > 0.5
    assert 0 < len(one.told.pro) <= STRONGEST
    assert all(weighed.odds > 0 for weighed in one.told.pro)
    assert all(weighed.odds < 0 for weighed in one.told.con)
    assert len({weighed.words for weighed in one.told.pro}) == len(one.told.pro)


def test_the_mentions_explained_are_those_detected():
    text = f"{PLEDGE} {MEETING} {STRIKE} {GOODS}"
    found = article("a", text=text, sentences=sentences(text), at=NOON)
    accounts, _ = explained(found, tools=tools())
    assert tuple(one.mention for one in accounts) == detect(found, tools=tools())


def test_a_type_that_the_verifier_does_not_know_is_not_weighed():
    found = article("a", text=PLEDGE, sentences=sentences(PLEDGE), at=NOON)
    (one,), doubts = explained(found, tools=replace(tools(), verifier=Verifier()))
    assert (one.told, one.fresh, doubts) == (None, None, ())


def test_what_the_verifier_does_not_believe_is_told_with_what_speaks_against_it():
    accounts, (doubt,) = told("Germany could one day give Ukraine more aid.")
    assert accounts == ()
    assert (doubt.type, doubt.start) == ("aid_pledge", 0)
    assert "that it is told; against it: " in doubt.why[-1]


def test_what_is_told_twice_is_one_mention_and_the_other_sentence_is_named():
    again = f"{PLEDGE} The government in Berlin pledged 90 million euros to Ukraine."
    accounts, doubts = told(again)
    assert len(accounts) == 1
    assert [doubt.start for doubt in doubts] == [len(PLEDGE) + 1]
    assert doubts[0].why[-1].startswith("it is told with another sentence")


def test_what_lacks_what_its_frame_needs_is_left_out_where_nothing_weighs_it():
    text = f"{PLEDGE} Germany will send help."
    found = article("a", text=text, sentences=sentences(text), at=NOON)
    _, doubts = explained(found, tools=replace(tools(), verifier=Verifier()))
    assert all("frame needs" in doubt.why[-1] for doubt in doubts)


def test_what_the_sentence_tells_of_another_act_is_not_marked():
    text = "Germany pledged 90 million euros to Ukraine on Saturday, after 20 million in May."
    assert ("amount", "90 million euros") in marked(text)
    assert not any("20 million" in words or "May" in words for _, words in marked(text))


def test_a_text_without_any_word_of_a_type_has_nothing_to_explain():
    assert told("The weather was mild.") == ((), ())
