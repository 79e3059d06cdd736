import pytest

from monitor.extract.credit import credit_of


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("KYIV, Dec 19 (Reuters) - The council met.", "Reuters"),
        ("(Reuters) — The council met.", "Reuters"),
        ("KYIV, Ukraine (AP) — The council met.", "Associated Press"),
        ("LINDHOLM, Dec 18 (Northwire) - The envoys met.", "Northwire"),
        ("Lindholm (dpa) - The envoys met.", "dpa"),
        ("TASS: the envoys met.", "TASS"),
        ("By Agence France-Presse\nThe envoys met.", "Agence France-Presse"),
        ("By Lindholm News\nThe envoys met.", "Lindholm News"),
        ("By AFP\nThe envoys met.", "Agence France-Presse"),
        ("The envoys met.\nSource: TASS", "TASS"),
        ("Посли зустрілися.\nДжерело: Північна кореспонденція", "Північна кореспонденція"),
        ("The envoys met.\n— With reporting by Reuters", "Reuters"),
        ("The envoys met. - with Northwire.", "Northwire"),
        ("The envoys met.\n(Bloomberg)", "Bloomberg"),
    ],
)
def test_a_text_tells_whose_it_is(text, credit):
    assert credit_of(text, ()) == credit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The envoys met.",
        "Kyiv (Ukraine) - The envoys met.",
        "By Ida Brandt\nThe envoys met.",
        "Lindholm: the envoys met.",
        "The Council (NC) met. It was late.",
    ],
)
def test_a_text_of_its_own_has_no_credit(text):
    assert credit_of(text, ()) is None


def test_a_byline_may_tell_it():
    assert credit_of("The envoys met.", ("Ida Brandt", "AFP")) == "Agence France-Presse"
    assert credit_of("The envoys met.", ("Ida Brandt",)) is None
