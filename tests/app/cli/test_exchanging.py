from monitor.discover.opml import outlines
from tests.fakes.calling import call

LIST = """<opml version="2.0"><body><outline text="Sea">
<outline text="Quay" xmlUrl="https://quay.example/rss" htmlUrl="https://www.quay.example/"/>
<outline text="Quay sport" xmlUrl="https://quay.example/sport"/>
<outline text="Known" xmlUrl="http://127.0.0.1:9/feed"/>
</outline></body></opml>"""


def imported(config, tmp_path, *arguments):
    path = tmp_path / "list.opml"
    path.write_text(LIST)
    return call("sources", "import", str(path), "--config", str(config), *arguments)


def test_the_feeds_of_a_list_are_added_but_for_those_that_are_there(config, tmp_path):
    called = imported(config, tmp_path)

    assert "2 feeds of 3 added to" in called.out
    assert "1 were there already" in called.out
    text = (config / "sources.yaml").read_text()
    assert "- {id: quay, feed: https://quay.example/rss, outlet: Quay}" in text
    assert "- {id: quay-2, feed: https://quay.example/sport, outlet: Quay sport}" in text
    assert call("check", "--config", str(config)).code == 0


def test_a_language_is_taken_over_where_it_is_one(config, tmp_path):
    path = tmp_path / "list.opml"
    path.write_text(
        '<opml><body><outline xmlUrl="https://a.example/f" text="A" language="pt-BR"/>'
        '<outline xmlUrl="https://b.example/f" text="B" language="English"/></body></opml>'
    )
    called = call("sources", "import", str(path), "--config", str(config), "--json")
    assert [one["entry"].get("language") for one in called.records] == ["pt-BR", None]


def test_a_list_may_be_looked_at_first(config, tmp_path):
    before = (config / "sources.yaml").read_text()
    called = imported(config, tmp_path, "--dry-run", "--disabled")

    assert "2 feeds of 3 would be added" in called.out
    assert "enabled: false" in called.out
    assert (config / "sources.yaml").read_text() == before


def test_programs_get_the_entries_as_records(config, tmp_path):
    called = imported(config, tmp_path, "--json")
    assert [one["entry"]["id"] for one in called.records] == ["quay", "quay-2"]
    assert imported(config, tmp_path, "--json").records == []


def test_a_file_that_is_no_list_of_feeds_is_told(config, tmp_path):
    path = tmp_path / "list.opml"
    path.write_text("<html/>")
    called = call("sources", "import", str(path), "--config", str(config))
    assert (called.code, "this is no OPML" in called.err) == (1, True)


def test_feeds_are_exported_and_what_is_none_is_named(config, tmp_path):
    with (config / "sources.yaml").open("a") as stream:
        stream.write("  - {id: map, sitemap: 'https://map.example/x', outlet: Map}\n")
        stream.write("  - {id: door, feed: 'https://me:hush@door.example/x', outlet: Door}\n")
    called = call("sources", "export", "--config", str(config))

    assert [one.feed for one in outlines(called.out.encode())] == ["http://127.0.0.1:9/feed"]
    assert "left out: map (sitemap)" in called.err
    assert "left out: door (its address holds a secret)" in called.err
    assert "hush" not in called.out + called.err


def test_an_export_goes_to_a_file_if_one_is_named(config, tmp_path):
    out = tmp_path / "mine.opml"
    called = call("sources", "export", "--config", str(config), "--out", str(out))
    assert "1 feed written to" in called.out
    assert len(outlines(out.read_bytes())) == 1
    absent = tmp_path / "absent" / "mine.opml"
    assert call("sources", "export", "--config", str(config), "--out", str(absent)).code == 2
