import json

from tests.fakes.calling import call


def test_a_schema_is_written_for_each_kind_of_file_and_for_webhooks(tmp_path):
    called = call("schema", "--out", str(tmp_path))

    written = sorted((tmp_path / "schema").glob("*.json"))
    assert [str(path) for path in written] == sorted(called.out.split())
    assert len(written) == 6
    assert all(json.loads(path.read_text())["type"] == "object" for path in written)


def test_the_files_are_named_as_records_too(tmp_path):
    called = call("schema", "--out", str(tmp_path), "--json")
    written = sorted((tmp_path / "schema").glob("*.json"))
    assert sorted(record["path"] for record in called.records) == [str(path) for path in written]
