import pytest

DAY = "2026-03-04"


def sides(mention):
    return ([p.name for p in mention.actors], [p.name for p in mention.counterparts])


@pytest.mark.parametrize(
    ("sentence", "actors", "counterparts"),
    [
        ("Iran left Muscat after talks with Oman.", ["Iran"], ["Oman"]),
        ("Ahead of talks with Iran on 9 March, Oman smiled.", ["Iran"], ["Oman"]),
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
