from monitor.detect.frames import heads
from monitor.detect.needs import hinted

DAY = "2026-03-04"


def kinds(mentions):
    return [m.type for m in mentions]


def test_the_nearest_verb_carries_a_noun(tell):
    (aid,) = tell(DAY, "Norway announced that it refused to give Ukraine tanks.")
    assert aid.status == "refused"


def test_one_who_hosts_talks_only_carries_them(tell):
    (meeting,) = tell(DAY, "Norway hosted talks between Iran and Oman on Monday.")
    assert {p.name for p in meeting.parties} >= {"Iran", "Oman"}


def test_a_blocked_word_is_no_act(tell):
    assert tell(DAY, "Norway and Sweden met the requirements.") == ()


def test_a_verb_that_wants_a_governor_is_no_act_without(tell):
    assert tell(DAY, "Emmanuel Macron saw Olaf Scholz.") == ()
    assert kinds(tell(DAY, "Emmanuel Macron is due to see Olaf Scholz.")) == ["meeting"]


def test_a_passive_meeting_is_none(tell):
    assert tell(DAY, "Norway was met with anger by Sweden.") == ()


def test_what_is_called_something_is_carried_over_as(tell):
    (measure,) = tell(DAY, "Norway declared Hamas as a terrorist organisation on Monday.")
    assert "terror" in measure.objects


def test_had_carries_only_what_follows_closely(tell):
    assert len(tell(DAY, "Emmanuel Macron had twenty minutes with Olaf Scholz on Monday.")) == 1
    assert tell(DAY, "Iran had some very blunt words of old for a meeting.") == ()


def test_a_participle_that_describes_leaves_its_noun_to_the_verb(tell):
    (aid,) = tell(DAY, "The cash promised to Ukraine by Norway arrived in Kyiv on Monday.")
    assert aid.status == "delivered"


def test_a_verb_of_a_wanting_group_is_no_act_without_a_thing_that_it_takes(tell):
    assert "sanction" not in kinds(tell(DAY, "Norway closed a school and Sweden hit the enemy."))
    assert kinds(tell(DAY, "Norway closed its border with Sweden on Monday.")) == ["sanction"]


def test_some_nouns_are_nothing_unless_a_verb_carries_them(tell):
    assert tell(DAY, "The offer of Norway and Sweden is the talk of the town.") == ()


def test_a_bill_that_was_passed_is_approved_whatever_it_will_do(tell):
    found = tell(DAY, "The US Senate passed a bill that will give Ukraine $40 billion on Monday.")
    assert [m.status for m in found if m.type == "aid_pledge"] == ["approved"]


def test_an_order_that_was_signed_is_approved(tell):
    (aid,) = tell(DAY, "Joe Biden signed an order on Monday sending Ukraine $80 million.")
    assert aid.status == "approved"


def test_a_noun_settles_what_becomes_of_a_loan(tell):
    (aid,) = tell(DAY, "Norway announced a halt in military aid to Georgia on Monday.")
    assert aid.status == "refused"


def test_a_settling_noun_takes_the_loan_along_without_a_verb(tell):
    (aid,) = tell(DAY, "After Norway's approval of a loan to Ukraine on Monday, voters grumbled.")
    assert aid.status == "approved"


def test_of_two_readings_of_a_verb_the_one_that_tells_something_counts(tell):
    (aid,) = tell(DAY, "Norway took 20 tonnes of rice to Chad on Monday.")
    assert aid.status == "delivered"


def test_a_verb_that_comes_apart_carries_what_stands_between(tell):
    (pact,) = tell(DAY, "Serbia put the gas deal with Hungary on ice on Tuesday.")
    assert pact.status == "suspended"


def test_a_verb_is_not_completed_by_the_words_of_another_clause(tell):
    said = "Serbia put the gas deal with Hungary in a drawer, which lay on ice."
    assert "suspended" not in [m.status for m in tell(DAY, said)]


def test_a_named_noun_that_is_denied_is_a_hint_for_the_verifier(look, tools):
    seen, people = look("Iran signed no ceasefire with Israel on Monday.")
    (head,) = heads(seen, people, tools.lexicon.types["agreement"], tools.registry)
    assert head.hit.entry.group.name == "ceasefire"
    assert hinted(head)


def test_a_blocked_noun_is_not_even_a_hint(look, tools):
    seen, people = look("Iran heard calls for a ceasefire on Monday.")
    assert heads(seen, people, tools.lexicon.types["agreement"], tools.registry) == []
