import pytest

DAY = "2026-03-04"


def sides(mention):
    return ([p.name for p in mention.actors], [p.name for p in mention.counterparts])


@pytest.mark.parametrize(
    ("sentence", "actors", "counterparts"),
    [
        ("Iran left Muscat after talks with Oman.", ["Iran"], ["Oman"]),
        ("Ahead of talks with Iran on 9 March, Oman smiled.", ["Oman"], ["Iran"]),
        ("Emmanuel Macron received Olaf Scholz on Monday.", ["Emmanuel Macron"], ["Olaf Scholz"]),
        ("Iran and Oman held talks.", ["Iran", "Oman"], []),
    ],
)
def test_who_meets_stands_on_one_side_or_the_other(tell, sentence, actors, counterparts):
    (meeting,) = tell(DAY, sentence)
    assert sides(meeting) == (actors, counterparts)


def test_one_who_refuses_what_is_sent_is_the_recipient(tell):
    (refused,) = tell(DAY, "North Korea will not accept rice from South Korea.")
    assert (refused.status, sides(refused)) == ("refused", (["South Korea"], ["North Korea"]))
    (alone,) = tell(DAY, "North Korea will not accept rice.")
    assert sides(alone) == ([], ["North Korea"])
    assert tell(DAY, "They will not accept rice.") == ()


def test_nobody_is_received_where_a_thing_is(tell):
    assert tell(DAY, "Emmanuel Macron received a letter, and Olaf Scholz's reply.") == ()
    assert tell(DAY, "On Monday Emmanuel Macron received Olaf Scholz and Ukraine's letter.") == ()


def test_help_named_after_its_recipient_goes_there(tell):
    (aid,) = tell(DAY, "Norway approved the new Ukraine aid package.")
    assert sides(aid) == (["Norway"], ["Ukraine"])
    (plain,) = tell(DAY, "Norway approved an aid package for Ukraine.")
    assert sides(plain) == (["Norway"], ["Ukraine"])


def test_a_conditional_act_is_not_told(tell):
    assert tell(DAY, "Iran asked whether it met Oman in Muscat on Monday.") == ()


def test_a_sum_is_the_givers_when_it_is_read_in_dollars(tell):
    (aid,) = tell(DAY, "Australia will give Fiji $20 million in aid.")
    assert aid.amount is not None
    assert aid.amount.currency == "AUD"


def test_whoever_only_says_so_is_on_no_side(tell):
    (meeting,) = tell(DAY, "Emmanuel Macron flew to Oslo on Monday, Sweden said.")
    assert "Sweden" not in {p.name for p in meeting.parties}


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("After meeting Olaf Scholz in Oslo, Emmanuel Macron smiled.", 2),
        ("After meeting Olaf Scholz in Oslo, he smiled at Emmanuel Macron.", 1),
        ("Olaf Scholz's meeting with Emmanuel Macron in Oslo ended on Monday.", 2),
        ("Iran and Oman held talks in Muscat on how to keep Yemen fed.", 2),
        ("Iran and Oman held talks in Muscat to rescue Yemen.", 2),
        ("During a call on Monday, Emmanuel Macron told Olaf Scholz to wait.", 2),
    ],
)
def test_only_those_who_meet_are_parties(tell, sentence, parties):
    assert max((len(m.parties) for m in tell(DAY, sentence)), default=1) == parties


@pytest.mark.parametrize(
    "sentence",
    [
        "Japan will guarantee loans of 90 million yen so that Ukraine can buy coal.",
        "Japan will guarantee loans of 90 million yen to help Ukraine through the winter.",
        "Japan will guarantee loans of 90 million yen, a tenth of what Ukraine needs.",
    ],
)
def test_whom_the_gift_helps_gets_it(tell, sentence):
    (aid,) = tell(DAY, sentence)
    assert sides(aid) == (["Japan"], ["Ukraine"])


def test_no_giver_gives_to_itself(tell):
    for mention in tell(DAY, "Norway announced 20 million euros in aid for Norway."):
        assert not set(mention.actors) & set(mention.counterparts)
