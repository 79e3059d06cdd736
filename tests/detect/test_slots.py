DAY = "2026-03-04"


def test_only_wanting_to_meet_is_no_meeting(tell):
    assert tell(DAY, "Emmanuel Macron wants to meet Vladimir Putin.") == ()
    (meeting,) = tell(DAY, "Emmanuel Macron hopes to meet Vladimir Putin on Friday.")
    assert meeting.status == "planned"
