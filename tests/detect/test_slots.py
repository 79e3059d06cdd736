from datetime import date

import pytest

from monitor.detect.belongings import Setting
from monitor.detect.frames import heads
from monitor.detect.slots import drafts_of

DAY = "2026-03-04"


def test_only_wanting_to_meet_is_no_meeting(tell):
    assert tell(DAY, "Emmanuel Macron wants to meet Vladimir Putin.") == ()
    (meeting,) = tell(DAY, "Emmanuel Macron hopes to meet Vladimir Putin on Friday.")
    assert meeting.status == "planned"


def test_who_is_appointed_comes_before_who_appoints(tell):
    text = "Emmanuel Macron named Sebastien Lecornu prime minister on Monday."
    (office,) = tell(DAY, text)
    assert [p.name for p in office.actors] == ["Sébastien Lecornu"]
    assert [p.name for p in office.counterparts] == ["Emmanuel Macron"]
    (office,) = tell(DAY, "Vladimir Putin sacked the army chief on Monday.")
    assert office.actors == ()


def test_what_was_given_until_now_counts_as_delivered(tell):
    (aid,) = tell("2026-03-04", "Norway has promised Ukraine 3 billion euros in aid since 2022.")
    assert (aid.status, aid.freshness) == ("delivered", "background")


def test_what_was_approved_until_now_stays_approved(tell):
    (aid,) = tell("2026-03-04", "Norway has approved 3 billion euros in aid to Ukraine since 2022.")
    assert aid.status == "approved"


@pytest.mark.parametrize(
    "sentence",
    [
        "Rifles lay in the grass.",
        "The neighbours said they help Norway.",
        "Well trained, the team won on Monday.",
    ],
)
def test_what_is_neither_given_nor_got_is_not_even_doubtful(look, tools, sentence):
    seen, people = look(sentence)
    event = tools.lexicon.types["aid_pledge"]
    setting = Setting(base=date(2026, 3, 4), registry=tools.registry)
    found = heads(seen, people, event, tools.registry)
    assert found
    assert all(drafts_of(seen, people, event, head, setting) == [] for head in found)
