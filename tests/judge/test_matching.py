from monitor.judge.matching import matches
from tests.fakes.making import arrival, euros, ground, judged, meeting, parties, pledge, told

OPEN = told(pledge(euros(90)))


def found(*mentions, after=(OPEN,)):
    return [m.development for m in matches(mentions, after, ground())]


def test_two_mentions_of_one_article_never_share_a_development():
    assert found(pledge(), pledge(euros(90))) == [None, OPEN]
    assert found(pledge(euros(90)), pledge(euros(90))) == [OPEN, None]


def test_a_mention_tells_the_development_that_fits_best_and_only_one():
    vague = judged(pledge(), come=arrival("other")).after
    assert found(pledge(euros(90)), after=(vague, OPEN)) == [OPEN]


def test_the_reasons_against_developments_of_the_type_are_told_five_at_most():
    others = tuple(
        judged(pledge(euros(90), actors=parties(name)), come=arrival(name)).after
        for name in ("Germany", "Russia", "United States", "Jane Doe", "John Roe", "Jim Poe")
    )
    (none,) = matches((pledge(),), (told(meeting("Russia", "Germany")), *others), ground())
    assert none.development is None
    assert len(none.why) == 5
    assert all(why.endswith(": another giver") for why in none.why)
