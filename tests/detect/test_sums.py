import pytest

from monitor.detect.sums import is_part, is_running_total, qualifier
from tests.fakes.english import ENGLISH


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("It promised up to ", "", "up_to"),
        ("as much as another ", " a year", "up_to"),
        ("more than ", " in grants", "at_least"),
        ("over ", "", "at_least"),
        ("just over ", "", "about"),
        ("nearly ", "", "about"),
        ("", " a year", "per_year"),
        ("", " annually", "per_year"),
        ("an annual ", "", "per_year"),
        ("a ", " interest-free loan", "loan"),
        ("a loan of ", "", "loan"),
        ("", " in grants", "grant"),
        ("a grant worth ", "", "grant"),
        ("", " to grant permission", None),
        ("totalling ", "", "total"),
        ("", " in total", "total"),
        ("It gave ", " to the town. A loan followed", None),
    ],
)
def test_words_right_beside_a_sum_qualify_it(before, after, word):
    assert qualifier(before, after, ENGLISH.sums) == word


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It has given ", " to date"),
        ("It has given ", " so far"),
        ("It has given ", " in aid since 2022"),
        ("It has given ", " over the past two years"),
        ("bringing its aid to the country to ", ""),
        ("He left. That brings the total to more than ", "."),
        ("Since the invasion the union has given ", ""),
        ("To date, it has sent ", ""),
        ("This brings the total amount it has sent since the war began on Feb. 24 to ", "."),
        ("That takes Norwegian help to the country past ", "."),
        ("Its help now totals ", "."),
        ("A running total of ", "."),
        ("The bill is some ", " by now"),
        ("Over the past ten years it has given ", ""),
    ],
)
def test_a_sum_until_now_is_a_running_total(before, after):
    assert is_running_total(before, after, ENGLISH.sums)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It gave ", " on Monday"),
        ("The ship brought the wounded home and ", " to the town"),
        ("They took ", " to the town"),
        ("It raised its pledge to ", ""),
        ("It gave ", ", the largest gift since 2014"),
        ("It gave ", " on Monday. Since 2022 it has given more"),
        (" to date and ", " today"),
        ("It has done so since 2022. It gave ", " to the town"),
    ],
)
def test_a_single_gift_is_no_running_total(before, after):
    assert not is_running_total(before, after, ENGLISH.sums)


@pytest.mark.parametrize(
    ("before", "part"),
    [
        ("It gave a package including ", True),
        ("The package comprises some ", True),
        ("Of this money, ", True),
        ("Of the package, nearly ", True),
        ("They are members of the union and gave ", False),
        ("It includes tents. It gave ", False),
        ("It includes tents that cost ", False),
    ],
)
def test_words_before_a_sum_say_that_it_is_part_of_another(before, part):
    assert is_part(before, ENGLISH.sums) is part
