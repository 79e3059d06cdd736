import pytest

from monitor.discover.api import wrong_expression


@pytest.mark.parametrize("text", ["@", "data.items[*]", "title || headline", "links[0].href"])
def test_expressions_of_jmespath_can_be_used(text):
    assert wrong_expression(text) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("data[", "column"), ("a" * 1001, "longer"), ("(" * 900 + "a", "nested")],
)
def test_what_is_wrong_with_an_expression_is_said_in_a_line(text, wrong):
    told = wrong_expression(text)
    assert told is not None
    assert "\n" not in told
