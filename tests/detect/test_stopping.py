import pytest

DAY = "2026-03-04"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway is putting off the 8 billion kroner that it promised to Ukraine.", "refused"),
        ("Norway has halted the 8 billion kroner which it had pledged to Ukraine.", "refused"),
        ("Norway is sending the 8 billion kroner that it promised to Ukraine.", "pledged"),
        ("Norway said that it promised 8 billion kroner to Ukraine.", "pledged"),
        ("Norway delayed, and it has now promised 8 billion kroner to Ukraine.", "pledged"),
        ("It is the 8 billion kroner that Norway promised to Ukraine on Tuesday.", "pledged"),
        (f"{'In all the halls of the land by the sea ' * 2} that Norway promised tanks.", None),
    ],
)
def test_what_was_promised_and_is_stopped_is_refused(tell, text, status):
    found = [m.status for m in tell(DAY, text) if m.type == "aid_pledge"]
    assert found[:1] == ([status] if status else [])
