import json

from monitor.dedupe.url import canonical
from monitor.model.identifiers import article_id
from tests.fakes.calling import call


def test_pages_come_in_the_order_given_and_a_broken_one_costs_itself_only(tmp_path, packed):
    empty = tmp_path / "empty.html"
    empty.write_text("<html><body></body></html>")
    absent = tmp_path / "absent.html.gz"
    called = call("extract", str(packed), str(empty), str(absent))

    good, unreadable, missing = called.records
    assert good["url"] == str(packed).removesuffix(".gz")
    assert good["title"].startswith("Japan sends ")
    assert good["published"] == "2025-12-20T00:00:00Z"
    assert "million euros" in good["text"]
    assert (unreadable["url"], unreadable["error"]) == (str(empty), "unreadable")
    assert unreadable["detail"]
    assert missing["url"] == str(absent).removesuffix(".gz")
    assert "No such file" in missing["detail"]
    assert called.code == 1


def test_a_packed_page_that_is_cut_short_is_named(packed):
    packed.write_bytes(packed.read_bytes()[:40])
    called = call("extract", str(packed))
    assert (called.code, called.records[0]["error"]) == (1, "unreadable")


def test_a_page_at_an_address_is_fetched_and_named_by_its_canonical_url(reading, news):
    url = f"{news.url}/harbour/canada-0"
    called = call("extract", "--config", str(reading), f"{url}?utm_source=x", f"{news.url}/absent")

    page, absent = called.records
    assert page["id"] == article_id(canonical(url), "")
    assert page["title"].startswith("Canada sends ")
    assert absent["detail"] == f"{news.url}/absent: not_found: answered 404"
    assert called.code == 1


def test_a_reader_sees_the_text(packed, tmp_path):
    called = call("extract", str(packed), str(tmp_path / "absent"), terminal=True)
    assert "Japan sends " in called.out
    assert "2025-12-20T00:00:00Z" in called.out
    assert f"{tmp_path / 'absent'}: No such file or directory" in called.out
    assert called.out.count("absent") == 1


def test_a_reader_may_ask_for_records(packed):
    (page,) = call("extract", str(packed), "--json", terminal=True).records
    assert page["title"].startswith("Japan sends ")


def test_all_good_is_exit_zero(packed):
    assert call("extract", str(packed)).code == 0


def live_blog(*texts: str) -> bytes:
    """Return a live blog with an entry an hour."""
    entries = [
        {"url": f"#e{n}", "articleBody": text, "datePublished": f"2025-12-19T{n + 6:02d}:00:00Z"}
        for n, text in enumerate(texts)
    ]
    node = {"@type": "LiveBlogPosting", "headline": "Talks live", "liveBlogUpdate": entries}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    return (
        f"<html lang='en'><head>{head}</head><body><p>{' '.join(texts)}</p></body></html>".encode()
    )


ENTRIES = (
    "The delegations have arrived at the harbour, and the talks begin this morning.",
    "Canada says that it will pay for the repair of both of the bridges at the harbour.",
    "The talks have ended for today; they go on tomorrow, the host of them tells us.",
)


def test_each_entry_of_a_live_blog_gives_a_line_in_its_order(reading, news, tmp_path):
    news.other["/live"] = (200, "text/html", live_blog(*ENTRIES))
    empty = tmp_path / "empty.html"
    empty.write_text("<html><body></body></html>")
    called = call("extract", "--config", str(reading), f"{news.url}/live", str(empty))

    *entries, broken = called.records
    assert tuple(one["text"] for one in entries) == ENTRIES
    assert [one["url"] for one in entries] == [f"{news.url}/live#e{n}" for n in range(3)]
    assert all(one["entry"] for one in entries)
    assert len({one["id"] for one in entries}) == 3
    assert (broken["error"], called.code) == ("unreadable", 1)
