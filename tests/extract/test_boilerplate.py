from datetime import UTC, datetime

from monitor.extract.boilerplate import text_of
from monitor.extract.parsing import parsed
from monitor.model.page import Page

SAID = "The council pledged forty million euros for the harbour of the town on Friday evening."
QUAY = "The eastern quay is to be built first, and the grain silos behind it in the year after."
BREAD = "Bread was dear all winter in the towns along the coast, and the bakers blamed the rain."


def text(body, claimed=None):
    html = f"<html><head><title>x</title></head><body>{body}</body></html>"
    page = Page(
        url="https://a.example/x",
        asked="https://a.example/x",
        body=html.encode(),
        fetched_at=datetime(2025, 12, 21, tzinfo=UTC),
    )
    return text_of(parsed(page), body=claimed)


def article(*paragraphs):
    return "<article>" + "".join(f"<p>{one}</p>" for one in paragraphs) + "</article>"


def test_the_text_of_a_plain_page_is_its_paragraphs():
    assert text(article(SAID, QUAY) * 1).split("\n") == [SAID, QUAY]


def test_furniture_and_what_no_reader_sees_is_left_out():
    furniture = f"<nav><p>{BREAD}</p></nav><aside><p>{BREAD}</p></aside><footer>{BREAD}</footer>"
    hidden = f"<script>var words = '{BREAD}'</script><style>.p{{}}</style><svg><text>b</text></svg>"
    assert text(hidden + furniture + article(SAID, QUAY)).split("\n") == [SAID, QUAY]


def test_words_behind_an_element_that_goes_stay():
    assert text(article(f"{SAID}<button>Share</button> {QUAY}")) == f"{SAID} {QUAY}"


MORE = [f"{one} It was said {number} times." for number in range(8) for one in (SAID, QUAY, BREAD)]


def test_the_whole_way_is_gone_where_the_longest_run_of_paragraphs_is_missing():
    teaser = '<div class="article-body">' + f"<p>{SAID}</p><p>{QUAY}</p>" * 3 + "</div>"
    run = "<section><div>" + "".join(f"<p>{one}</p>" for one in MORE) + "</div></section>"
    assert MORE[-1] in text(teaser + run)


def test_the_whole_way_is_gone_where_the_page_claims_a_longer_text():
    kept = text(article(SAID, QUAY), "The council pledged money again. " * 40)
    assert kept.split("\n") == [SAID, QUAY]


def test_a_page_without_paragraphs_is_read_the_whole_way():
    assert SAID in text("<div>" + "<br>".join((SAID, QUAY, BREAD) * 3) + "</div>")
    assert text("") == ""


def test_a_short_run_far_from_a_long_text_costs_no_text():
    body = "<article>" + "".join(f"<h2>{n}</h2><div><p>{m}</p></div>" for n, m in enumerate(MORE))
    assert all(one in text(body + "</article>") for one in MORE)
