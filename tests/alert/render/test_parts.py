import pytest

from monitor.alert.render.parts import Quote


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("It was agreed.", "“It was agreed.”"),
        ("“No,” the ministry said.", "“No,” the ministry said."),
        ('"No," the ministry said.', '"No," the ministry said.'),
        ("", "“”"),
    ],
)
def test_a_sentence_stands_in_marks_unless_it_opens_with_some(sentence, said):
    assert Quote(label="", sentence=sentence, source="", link=None).said == said
