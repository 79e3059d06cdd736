import pytest

from monitor.model.months import month_of


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("January", 1),
        ("févr.", 2),
        ("März", 3),
        ("kwi", 4),
        ("мая", 5),
        ("juin", 6),
        ("luglio", 7),
        ("Ağustos", 8),
        ("SEPT", 9),
        ("жовтня", 10),
        ("Noviembre", 11),
        ("prosince", 12),
    ],
)
def test_a_month_is_known_by_its_name_or_by_its_beginning(name, number):
    assert month_of(name) == number


@pytest.mark.parametrize("name", ["jui", "Foo", "Ja", "", "--"])
def test_what_means_no_month_or_two_is_refused(name):
    with pytest.raises(ValueError, match="no month"):
        month_of(name)
