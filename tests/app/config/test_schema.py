import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from monitor.app.config.schema import schemas, write_schemas
from monitor.app.config.yaml import parse_yaml

ROOT = Path(__file__).parents[3]


def properties(schema: object):
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for part in schema.values():
            yield from properties(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from properties(part)


def test_the_schemas_beside_the_configuration_are_those_of_the_code() -> None:
    shipped = {path.name: path.read_text("utf-8") for path in (ROOT / "config/schema").iterdir()}
    assert shipped == schemas()


def test_schemas_are_written_below_the_folder(tmp_path) -> None:
    written = write_schemas(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "schema/monitor.schema.json",
        "schema/sources.schema.json",
        "schema/actors.schema.json",
        "schema/watchlist.schema.json",
        "schema/test.schema.json",
        "schema/payload.schema.json",
    ]
    assert all(json.loads(path.read_text("utf-8"))["type"] == "object" for path in written)


def test_every_key_is_described() -> None:
    for text in schemas().values():
        assert all(
            "description" in schema or "$ref" in schema
            for _, schema in properties(json.loads(text))
        )


def test_editors_are_told_of_unknown_keys_and_receivers_may_meet_new_ones() -> None:
    for name, text in schemas().items():
        closed = json.loads(text).get("additionalProperties") is False
        assert closed == (name != "payload.schema.json")


WHERE = """\
extends: template:aid-desk
with: {recipient: moldova, least: 5M EUR}
name: desk
where:
  all:
    - giver: european-union
    - any:
        - phrase: [frozen assets, immobilised assets]
          forms: [inflected, transliterated]
        - near: {words: [assets, frozen], within: 5, in: passage}
        - title: Ukrain*
    - none:
        - outlet: tabloid.example
        - amount: {at_most: 1M EUR}
        - amount: unknown
"""


@pytest.mark.parametrize(
    ("before", "after", "valid"),
    [
        ("", "", True),
        ("giver:", "givr:", False),
        ("within: 5", "within: five", False),
        ("amount: unknown", "amount: little", False),
        ("- title: Ukrain*", "- title: {any: [a]}", False),
        ("transliterated", "translated", False),
    ],
)
def test_editors_know_conditions_however_deep_they_are_nested(before, after, valid) -> None:
    schema = json.loads(schemas()["watchlist.schema.json"])
    given = parse_yaml(WHERE.replace(before, after), name="desk.yaml").value
    assert Draft202012Validator(schema).is_valid(given) is valid
