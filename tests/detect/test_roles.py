import pytest


def sides(mention):
    return ([p.name for p in mention.actors], [p.name for p in mention.counterparts])


@pytest.mark.parametrize(
    ("sentence", "actors", "counterparts"),
    [
        ("Norway sent Ukraine tanks.", ["Norway"], ["Ukraine"]),
        ("Norway sent tanks to Ukraine and Moldova.", ["Norway"], ["Ukraine", "Moldova"]),
        ("Tanks were sent to Ukraine by Norway.", ["Norway"], ["Ukraine"]),
        ("Ukraine was given tanks by Norway.", ["Norway"], ["Ukraine"]),
        ("Norway's military aid for Ukraine was approved.", ["Norway"], ["Ukraine"]),
        ("Norway approved the Ukraine aid package.", ["Norway"], ["Ukraine"]),
        ("Norway announced humanitarian aid in Sudan.", ["Norway"], ["Sudan"]),
        ("North Korea rejected food aid from South Korea.", ["South Korea"], ["North Korea"]),
        ("Norway will deliver 20 tons of flour to Port Sudan.", ["Norway"], ["Sudan"]),
        ("Against Russia, Norway sent tanks to Ukraine.", ["Norway"], ["Ukraine"]),
    ],
)
def test_giver_and_recipient_are_told_apart(tell, sentence, actors, counterparts):
    (mention,) = [m for m in tell("2026-03-04", sentence) if m.type == "aid_pledge"]
    assert sides(mention) == (actors, counterparts)


@pytest.mark.parametrize(
    ("sentence", "actors", "counterparts"),
    [
        ("Norway sanctioned Russia.", ["Norway"], ["Russia"]),
        ("Norway imposed sanctions on Iran and Syria.", ["Norway"], ["Iran", "Syria"]),
        ("Sanctions were imposed on Iran by Norway on Monday.", ["Norway"], ["Iran"]),
        ("Norway lifted its ban on Russian ships.", ["Norway"], ["Russia"]),
    ],
)
def test_imposer_and_target_are_told_apart(tell, sentence, actors, counterparts):
    (mention,) = [m for m in tell("2026-03-04", sentence) if m.type == "sanction"]
    assert sides(mention) == (actors, counterparts)


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Emmanuel Macron met Olaf Scholz.", {"Emmanuel Macron", "Olaf Scholz"}),
        ("Talks between Iran and Oman were held.", {"Iran", "Oman"}),
        ("Iranian and Omani negotiators held talks.", {"Iran", "Oman"}),
        (
            "On Monday, Olaf Scholz was received by Emmanuel Macron.",
            {"Emmanuel Macron", "Olaf Scholz"},
        ),
        ("Olaf Scholz spoke with Emmanuel Macron.", {"Emmanuel Macron", "Olaf Scholz"}),
        (
            "Olaf Scholz flew to Kyiv on Monday to see Volodymyr Zelensky.",
            {"Olaf Scholz", "Volodymyr Zelenskyy"},
        ),
    ],
)
def test_all_who_meet_are_found(tell, sentence, parties):
    found = {p.name for m in tell("2026-03-04", sentence) if m.type == "meeting" for p in m.parties}
    assert found == parties


def test_a_body_that_meets_its_own_state_is_no_meeting(tell):
    found = tell("2026-03-04", "Vladimir Putin met the Russian defence ministry on Monday.")
    assert [m for m in found if m.type == "meeting"] == []


def test_one_who_welcomes_a_plan_meets_nobody(tell):
    assert tell("2026-03-04", "NATO welcomed Finland's and Sweden's plan on Monday.") == ()


def test_an_unknown_name_gets_no_state_aid(tell):
    assert tell("2026-03-04", "Norway sent tanks to the Harrow Mercy Society.") == ()


def test_whom_an_attack_was_on_is_no_target(tell):
    (measure,) = tell(
        "2026-03-04", "Norway imposed sanctions after the attack on Ukraine on Monday."
    )
    assert measure.counterparts == ()


def test_help_far_from_its_verb_is_named_after_its_recipient(tell):
    (aid,) = tell(
        "2026-03-04", "Norway approved on Monday the long and much awaited new Ukraine aid package."
    )
    assert [p.id for p in aid.counterparts] == ["ukraine"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia armed Iran and sanctioned Oman on Monday.",
        "Russia armed the Iran of old and sanctioned Oman on Monday.",
        "Russia armed and sanctioned Oman on Monday.",
    ],
)
def test_the_object_of_one_verb_is_no_subject_of_the_next(tell, sentence):
    (measure,) = [m for m in tell("2026-03-04", sentence) if m.type == "sanction"]
    assert sides(measure) == (["Russia"], ["Oman"])


def test_a_speaker_does_what_is_told_in_the_same_breath(tell):
    (measure,) = tell(
        "2026-03-04", "Norway said on Monday, imposing sanctions on Oman, it was time."
    )
    assert sides(measure) == (["Norway"], ["Oman"])
