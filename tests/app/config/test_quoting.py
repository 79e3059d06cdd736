import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.quoting import COVER, secret_key
from monitor.app.config.shape import Shape, keys_of
from monitor.app.config.shapes_actors import ActorShape
from monitor.app.config.shapes_monitor import MonitorShape
from monitor.app.config.shapes_sources import FieldsShape, SourceShape
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.app.config.yaml import parse_yaml

SECRET = "sw0rdfish"


def quoted(text: str, line: int = 1) -> str:
    """Return the line of a document as it would be shown."""
    document = parse_yaml(text, name="a.yaml")
    told = document.placed(Problem(file="a.yaml", message="m"), (line, 1), (line, 2))
    assert told.source is not None
    return told.source


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"password: {SECRET}\n", 1),
        (f"pasword: '{SECRET}'\n", 1),
        (f"secrets: [a, {SECRET}]\n", 1),
        (f"secrets:\n  - {SECRET}\n", 2),
        (f"token: |\n  {SECRET}\n", 2),
        (f"webhook: {SECRET}\n", 1),
        (f"headers: {{X-Api-Key: {SECRET}}}\n", 1),
        (f"feed: https://me:{SECRET}@a.example/rss\n", 1),
        (f"feed: https://a.example/rss?key={SECRET}\n", 1),
        (f"shared: &it {SECRET}\npassword: *it\n", 1),
        (f"name: a  # whsec_{SECRET}\n", 1),
        (f"webhook: {{ulr: 'https://a.example/{SECRET}'}}\n", 1),
        (f"receivers: [{{name: a, adress: 'https://a.example/{SECRET}'}}]\n", 1),
        (f"receivers: ['https://a.example/{SECRET}']\n", 1),
        (f"sources: [{{fed: 'https://a.example/rss?{SECRET}'}}]\n", 1),
        (f"api_key: {SECRET}\n", 1),
        (f"apiKey: {SECRET}\n", 1),
        (f"kye: {SECRET}\n", 1),
    ],
)
def test_a_secret_is_covered_and_everything_keeps_its_column(text, line):
    shown = quoted(text, line)
    assert SECRET not in shown
    assert COVER in shown
    assert len(shown) == len(text.splitlines()[line - 1])


@pytest.mark.parametrize(
    "text",
    [
        f"password: {SECRET}\n\tb: c\n",
        f"x: [{{password: {SECRET}, pasword: '{SECRET}'}}\n",
        f"w:\n  secret: |\n     a\n\n    {SECRET}\n",
    ],
)
def test_a_secret_is_covered_in_a_broken_file_too(text):
    with pytest.raises(ConfigErrors) as caught:
        parse_yaml(text, name="a.yaml")
    assert SECRET not in repr(caught.value.problems)


@pytest.mark.parametrize(
    "text",
    [
        "feed: https://a.example/rss",
        "fed: https://a.example/rss",
        "name: desk",
        "keywords: a",
        "select: main p",
        "fields: {url: items.link}",
    ],
)
def test_what_is_no_secret_is_shown(text):
    assert quoted(f"{text}\n") == text


def test_no_key_of_the_configuration_is_taken_for_a_misspelt_secret():
    shapes: tuple[type[Shape], ...] = (
        ActorShape,
        FieldsShape,
        MonitorShape,
        SourceShape,
        WatchlistShape,
    )
    covered = {
        key for shape in shapes for key in keys_of(shape) if secret_key(key) not in {key, None}
    }
    assert covered == {"fields"} & covered


@given(st.text("ab: {}[],'\"#\n\t-&*•", max_size=40))
def test_whatever_is_wrong_its_place_lies_in_the_text(text):
    try:
        parse_yaml(text, name="a.yaml")
    except ConfigErrors as errors:
        for problem in errors.problems:
            assert 1 <= problem.line <= text.count("\n") + 1
            assert 1 <= problem.column < problem.end
