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
        ("Madrid (EFE).- The envoys met.", "EFE"),
        ("By Reuters Staff\nThe envoys met.", "Reuters"),
        ("The envoys met.\nWith files from The Canadian Press", "The Canadian Press"),
        ("The envoys met. (With additional reporting by Lindholm News)", "Lindholm News"),
        ("The envoys met.\nThis story was first published by Northwire.", "Northwire"),
        ("It was late.\nThis piece originally appeared in Tide on Monday.", "Tide"),
        ("The envoys met.\nkl/dpa", "dpa"),
        ("The envoys met. (sti, AFP)", "Agence France-Presse"),
        ("Посли зустрілися. (УНІАН)", "UNIAN"),
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
        "The envoys met.\nWith reporting by Ida Brandt",
        "The envoys met. (and/or)",
        "It was late. This story was originally published in Russian on ru.tide.example",
    ],
)
def test_a_text_of_its_own_has_no_credit(text):
    assert credit_of(text, ()) is None


def test_a_byline_may_tell_it():
    assert credit_of("The envoys met.", ("Ida Brandt", "AFP")) == "Agence France-Presse"
    assert credit_of("The envoys met.", ("Ida Brandt",)) is None
    assert credit_of("The envoys met.", ("Ida Brandt via Reuters",)) == "Reuters"
    assert credit_of("The envoys met.", ("Ida Brandt for Tide",)) is None
    assert credit_of("The envoys met.", ("AFP Deutschland",)) == "Agence France-Presse"


def test_metadata_may_name_an_agency_as_its_source():
    assert credit_of("The envoys met.", (), ("Harbour Courier", "Reuters")) == "Reuters"
    assert credit_of("The envoys met.", (), ("Harbour Courier",)) is None
