import pytest

from monitor.detect.verifier_words import generalised


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norway gave $5 million on Monday.", "<state> gave <number> <money> on <date>"),
        ("Jens Stoltenberg spoke to Zephyrine.", "<person> <person> spoke to <name>"),
        ("Help came late.", "<first> came late"),
        ("The help came.", "the help came"),
    ],
)
def test_what_belongs_to_one_story_is_taken_out(look, registry, text, words):
    seen, _ = look(text)
    assert " ".join(generalised(seen, registry)) == words
