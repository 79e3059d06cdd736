import pytest

from monitor.detect.objects import package_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the 19th package of sanctions", 19),
        ("a 2nd sanctions package", 2),
        ("the fourteenth sanctions package", 14),
        ("the twenty-first package", 21),
        ("an aid package", None),
        ("a deal", None),
    ],
)
def test_the_number_of_a_package_is_read_from_figures_and_words(tools, text, number):
    assert package_number(text, tools.lexicon.language) == number


def test_things_named_with_the_act_are_its_objects(tell):
    (aid,) = tell("2026-03-04", "Norway sent Ukraine tanks and ammunition.")
    assert aid.objects == ("weapons", "ammunition")
