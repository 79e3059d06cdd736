from monitor.judge.holding import ENDED, released
from monitor.judge.novelty import HOLD
from monitor.model.verdict import New
from tests.fakes.making import NOON, euros, pledge, told


def test_a_held_development_is_told_as_it_was_known_with_its_sentence():
    held = told(pledge(euros(3), actors=(), place="Odesa", objects=("grain",)))
    judged = released(held, NOON + HOLD)

    assert judged.verdict == New(why=(ENDED,))
    assert (judged.before, judged.after.version) == (held, held.version + 1)
    assert (judged.after.revision, judged.after.held_until) == (1, None)
    assert judged.after.last_changed == NOON + HOLD
    assert judged.after.why[-1] == ENDED
    assert (judged.mention.amount, judged.mention.place) == (euros(3), "Odesa")
    assert (judged.mention.start, judged.mention.end) == (held.evidence[0].start, 10)
    assert judged.evidence == held.evidence
