import pytest


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Norway will send Ukraine tanks, Jonas Gahr Støre said.", "Jonas Gahr Støre"),
        ("Norway will send Ukraine tanks, said Sweden on Monday.", "Sweden"),
        ("Norway will send Ukraine tanks, according to Sweden.", "Sweden"),
        ("Norway will send Ukraine tanks, according to a man.", None),
        ("Norway will send Ukraine tanks, one man said.", None),
        ("Norway will send Ukraine tanks.", None),
    ],
)
def test_the_source_that_a_sentence_names_is_kept(tell, sentence, source):
    (aid,) = [m for m in tell("2026-03-04", sentence) if m.type == "aid_pledge"]
    assert aid.attribution == source
