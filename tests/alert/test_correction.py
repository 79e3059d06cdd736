from dataclasses import replace

from monitor.alert.compose import alert_id, alerts
from monitor.alert.correction import correction, told_ids
from monitor.alert.match import Reading
from monitor.model.development import Cause, Change, Withdrawal
from monitor.model.verdict import Judged, Known
from monitor.model.watchlist import Kind, Watchlist
from tests.alert.examples import MENTION, NOW, PLEDGE, REGISTRY, TODAY, evidence
from tests.fakes.natures import NATURES, nature

SENTENCES = (evidence("It was promised."), evidence("It was raised."))
WRONG = Withdrawal(at=NOW, cause=Cause.FEEDBACK, why="Ada said that it is wrong", by="Ada")


def test_a_correction_says_what_is_taken_back_with_the_first_sentence_and_the_reason():
    told = replace(PLEDGE, revision=2, evidence=SENTENCES)
    alert = correction(told, WRONG, nature(told), now=NOW)
    assert alert.id == alert_id(told.id, 2, Kind.WITHDRAWN)
    assert (alert.kind, alert.revision, alert.at) == (Kind.WITHDRAWN, 2, NOW)
    assert alert.summary == "Withdrawn: European Union pledges €90bn (about $106bn) to Ukraine"
    assert alert.changes == (Change(field="status", before="pledged", after="withdrawn"),)
    assert alert.evidence == SENTENCES[:1]
    assert (alert.attribution, alert.why) == ("Ada", ("Ada said that it is wrong",))
    assert alert.topic.startswith("European Union → Ukraine"), "it joins the thread"


def test_all_alerts_of_a_development_are_known_by_their_ids():
    told = replace(PLEDGE, revision=3, corrected=1)
    ids = told_ids(told)
    assert len(set(ids)) == len(ids) == 10
    assert alert_id(told.id, 3, Kind.CONTESTED) in ids
    assert alert_id(told.id, 1, Kind.NEW) not in ids, "that was taken back before"
    assert alert_id(told.id, 3, Kind.WITHDRAWN) not in ids
    assert told_ids(replace(PLEDGE, revision=0)) == ()


def test_nothing_is_told_of_what_was_taken_back():
    gone = replace(PLEDGE, withdrawn=WRONG)
    known = Judged(
        mention=MENTION, verdict=Known(), before=gone, after=gone, evidence=SENTENCES[:1]
    )
    reading = Reading(title="", text="", day=TODAY, registry=REGISTRY, natures=NATURES)
    assert alerts(known, (Watchlist(name="late", notify=("desk",)),), reading, NOW) == ((), gone)
