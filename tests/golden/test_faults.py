import pytest

from tests.golden.faults import CASES, EXPECTED, cases, shown


@pytest.mark.parametrize("case", cases())
def test_what_is_told_of_a_broken_configuration_is_as_expected(case, tmp_path):
    expected = (CASES / case / EXPECTED).read_text(encoding="utf-8")
    assert shown(case, tmp_path / case) == expected, "see python -m tests.golden.renew"


def test_there_are_fifty_faults_and_no_two_are_told_alike():
    told = [(CASES / case / EXPECTED).read_text(encoding="utf-8") for case in cases()]
    errors = [text for text in told if ": error: " in text.splitlines()[0]]
    assert len(errors) >= 50
    assert len({text.partition(": error: ")[2] for text in errors}) == len(errors)
