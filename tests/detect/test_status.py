import pytest

DAY = "2026-03-04"


@pytest.mark.parametrize(
    ("sentence", "status", "when"),
    [
        ("Norway is hosting talks between Iran and Oman on Sunday.", "planned", "2026-03-08"),
        ("Norway hosted talks between Iran and Oman on Sunday.", "held", "2026-03-01"),
        ("Iran and Oman will hold talks on Sunday.", "planned", "2026-03-08"),
        ("Before talks with Iran on 1 March, Oman was silent.", "held", "2026-03-01"),
        ("Talks between Iran and Oman will go on next week.", "held", "None"),
        ("Iran called off talks with Oman on Sunday.", "cancelled", "2026-03-01"),
    ],
)
def test_the_status_of_a_meeting_follows_tense_and_date(tell, sentence, status, when):
    (meeting,) = [m for m in tell(DAY, sentence) if m.type == "meeting"]
    assert (meeting.status, str(meeting.when)) == (status, when)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("After months of stalling, Norway finally approved aid for Ukraine.", "approved"),
        ("Norway's parliament voted to give Ukraine 85 billion kroner.", "approved"),
        ("Norway has not sent Ukraine tanks.", "refused"),
        ("Norway is considering sending Ukraine tanks.", "proposed"),
        ("Norway plans to send Ukraine tanks.", "proposed"),
        ("Norway will send Ukraine tanks.", "pledged"),
        ("Norway sent Ukraine tanks.", "delivered"),
    ],
)
def test_the_status_of_aid_follows_its_verb(tell, sentence, status):
    (aid,) = [m for m in tell(DAY, sentence) if m.type == "aid_pledge"]
    assert aid.status == status


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway could send Ukraine tanks.",
        "If Norway sends Ukraine tanks, Sweden will follow.",
        "Norway continues to send Ukraine tanks.",
        "Norway hands Ukraine the tanks, on 12 January 2020.",
    ],
)
def test_what_is_only_possible_going_on_or_a_caption_is_not_told(tell, sentence):
    assert tell(DAY, sentence) == ()
