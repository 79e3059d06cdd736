from monitor.judge.matching import matches
from monitor.model.development import DevelopmentId
from tests.fakes.making import arrival, euros, ground, judged, meeting, parties, pledge, told

OPEN = told(pledge(euros(90)))


def matched(*mentions, after=(OPEN,), own=()):
    ids = (*own, *(DevelopmentId(f"own-{n}") for n in range(len(own), len(mentions))))
    return matches(mentions, ids, after, ground())


def found(*mentions, after=(OPEN,), own=()):
    return [m.development for m in matched(*mentions, after=after, own=own)]


def test_a_sentence_tells_what_it_started_before_whatever_its_slots_say():
    other = pledge(euros(3), actors=parties("Germany"))
    assert found(other) == [None]
    assert found(other, own=(OPEN.id,)) == [OPEN]
    assert found(pledge(euros(90)), other, own=("x", OPEN.id)) == [None, OPEN]


def test_two_mentions_of_one_article_never_share_a_development():
    assert found(pledge(), pledge(euros(90))) == [None, OPEN]
    assert found(pledge(euros(90)), pledge(euros(90))) == [OPEN, None]


def test_a_mention_tells_the_development_that_fits_best_and_only_one():
    vague = judged(pledge(), come=arrival("other")).after
    assert found(pledge(euros(90)), after=(vague, OPEN)) == [OPEN]


def test_the_reasons_against_developments_of_the_type_are_told_five_at_most():
    others = tuple(
        judged(pledge(euros(90), actors=parties(name)), come=arrival(name)).after
        for name in ("Germany", "Russia", "United States", "Ukraine", "Jane Doe", "Jim Poe")
    )
    (none,) = matched(pledge(), after=(told(meeting("Russia", "Germany")), *others))
    assert none.development is None
    assert len(none.why) == 5
    assert sum(why.endswith(": another giver") for why in none.why) >= 3


def test_the_likeliest_that_it_was_held_against_are_kept_with_the_reason():
    others = tuple(
        judged(pledge(euros(90), actors=parties(name)), come=arrival(name)).after
        for name in ("Germany", "Russia", "United States", "Ukraine", "Jane Doe", "Jim Poe")
    )
    (match,) = matched(pledge(euros(90)), after=(*others, OPEN))
    assert match.development == OPEN
    assert match.among == 7
    assert next((c.development, c.same) for c in match.compared) == (OPEN.id, True)
    assert len(match.compared) == 4
    (alone,) = matched(pledge(), after=())
    assert (alone.among, alone.compared) == (0, ())
