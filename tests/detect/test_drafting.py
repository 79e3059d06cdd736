from datetime import date

import pytest

from monitor.detect.belongings import Setting
from monitor.detect.drafting import Reading, drafted
from monitor.detect.frames import heads

DAY = "2026-03-04"


def test_a_vote_tells_how_it_ended(tell):
    (vote,) = tell(DAY, "The US Senate passed the budget on Tuesday.")
    assert (vote.type, vote.result) == ("vote", "passed")


def test_a_statement_has_the_code_of_its_verb(tell):
    (said,) = tell(DAY, "Iran threatened Israel on Monday.")
    assert (said.type, said.plover) == ("statement", "THREATEN")
    (said,) = tell(DAY, "Turkey urged Israel to accept a plan.")
    assert said.plover == "REQUEST"


@pytest.mark.parametrize(("loose", "bare", "hint"), [(False, False, False), (True, True, True)])
def test_a_draft_keeps_how_much_was_read_of_its_act(look, tools, loose, bare, hint):
    seen, people = look("Norway sent Ukraine 40 tanks.")
    event = tools.lexicon.types["aid_pledge"]
    (head, *_) = heads(seen, people, event, tools.registry)
    setting = Setting(base=date(2026, 3, 4), registry=tools.registry)
    read = Reading(
        date=None, loose=loose, bare=bare, hint=hint, count=None, toll=None, place=None, worth=3
    )
    draft = drafted(seen, people, event, head, setting, read)
    assert draft is not None
    assert (draft.loose, draft.bare, draft.hint, draft.worth) == (loose, bare, hint, 3)
