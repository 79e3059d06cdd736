import pytest

from monitor.detect.names_span import is_possessive
from tests.fakes.english import ENGLISH


@pytest.mark.parametrize(
    ("text", "owns"),
    [
        ("Oslo's", True),
        ("Oslo’s aid", True),
        ("Oslo'sx", False),
        ("Netherlands' aid", True),
        ("Oslo' aid", False),
        ("Netherlands'x", False),
        ("Oslo aid", False),
    ],
)
def test_a_name_owns_what_follows_its_ending(text, owns):
    end = next(i for i, c in enumerate(text) if not c.isalpha())
    assert is_possessive(text, end, ENGLISH.endings) is owns
