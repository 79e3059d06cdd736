import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from monitor.fetch.robots_sieve import Sieve

SITE = "https://harbour.example"
WORD = st.text("ab/", min_size=1, max_size=4)
PIECE = st.sampled_from(
    ["a", "b", "/", "*", "$", "%61", "%2F", "%E3%81", "é", "?", " ", "#", ":", "index.html"]
)
PATTERN = st.lists(PIECE, max_size=5).map("".join)
FIELD = st.sampled_from(
    ["Disallow: ", "Allow: ", "disallow:", "ALLOW :\t", "Disallow ", " Allow:  ", "Host: ", "#"]
)
LINE = st.builds(
    lambda field, start, pattern: field + start + pattern,
    FIELD,
    st.sampled_from(["/", "", "/a", "/ab/a", "http://", "/http://"]),
    PATTERN,
)
PATH = st.lists(
    st.sampled_from(
        ["a", "b", "/", "%61", "%2f", "%E3%81", "é", "?", "=", "#", ":", "index.html", "%"]
    ),
    max_size=6,
).map("".join)


def sieve(*lines):
    return Sieve("\n" + "\n".join(lines) + "\n")


def test_rules_that_begin_otherwise_are_left_out():
    rules = sieve("Disallow: /aa", "Disallow: /ab", "Allow: /b", "Disallow: /")
    assert rules.rules(f"{SITE}/ab/c") == ["Disallow: /", "Disallow: /ab"]
    assert rules.rules(f"{SITE}/b") == ["Disallow: /", "Allow: /b"]
    assert rules.rules(f"{SITE}/") == ["Disallow: /"]
    assert rules.rules(SITE) == ["Disallow: /"]


def test_rules_with_wildcards_are_sieved_by_their_longest_part():
    rules = sieve("Disallow: /*/private/*", "Disallow: *.pdf$", "Disallow: /*?to=")
    assert rules.rules(f"{SITE}/a/private/b") == ["Disallow: /*/private/*"]
    assert rules.rules(f"{SITE}/a.pdf") == ["Disallow: *.pdf$"]
    assert rules.rules(f"{SITE}/a?to=b") == ["Disallow: /*?to="]


def test_a_folder_is_allowed_by_its_index():
    assert sieve("Allow: /index.html").rules(f"{SITE}/") == ["Allow: /index.html"]
    assert sieve("Allow: /a/index.html").rules(f"{SITE}/a/") == ["Allow: /a/index.html"]


def test_a_rule_that_is_a_whole_url_is_found():
    line = "Disallow: http://b.example/"
    assert sieve(line).rules(f"{SITE}/http://b.example/c") == [line]


def test_patterns_that_no_path_begins_with_are_left_out():
    rules = sieve("Disallow: news", "Allow : b", "Disallow: /b", "Disallow: *ws", "Disallow news*")
    assert rules.rules(f"{SITE}/news") == ["Disallow: *ws", "Disallow news*"]


def test_neighbours_that_begin_alike_are_told_from_those_that_do_not():
    lines = ["Disallow: /news/a", "Disallow: /news/b", "Disallow: /new", "Allow: /news/a/c"]
    assert sieve(*lines).rules(f"{SITE}/news/a/c") == [lines[0], *lines[2:]]


def test_lines_that_rule_nothing_are_left_out():
    lines = ("# Disallow: /n", "Sitemap: /n", "", "  ", "Host: /n", "Disallow: /n", "Noindex: /n")
    assert sieve(*lines).rules(f"{SITE}/n") == ["Disallow: /n"]


def test_a_pattern_that_only_words_tell_from_its_field_is_found():
    assert sieve("Disallow *b:/news").rules(f"{SITE}/ab:/news") == ["Disallow *b:/news"]


def test_lines_that_name_a_delay_are_found_in_their_order():
    lines = ("Crawl-delay: 9", "Disallow: /", "CRAWL-DELAY: 8", " crawl delay 7")
    assert sieve(*lines).delays() == ["Crawl-delay: 9", "CRAWL-DELAY: 8", "crawl delay 7"]


def test_shelves_are_not_kept_without_end():
    rules = sieve("Disallow: /a1", "Disallow: /b2")
    for number in range(600):
        assert rules.rules(f"{SITE}/{chr(0x3041 + number)}") == []
    assert rules.rules(f"{SITE}/a1") == ["Disallow: /a1"]


@pytest.mark.parametrize(
    "line", ["Disallow: /#", "Disallow:/", "Disallow:\t/", "Disallow: / # all", "allow:/ "]
)
def test_a_rule_for_the_whole_site_is_found_however_it_is_spelled(line):
    assert sieve(line).rules(f"{SITE}/b") == [line]


@settings(max_examples=300)
@given(st.lists(LINE, max_size=8), PATH)
def test_what_is_sieved_out_changes_no_answer(lines, path):
    """Protego, which reads all the lines, is the judge."""
    url = f"{SITE}/{path}"
    whole = Protego.parse("\n".join(["User-agent: *", *lines]))
    found = Protego.parse("\n".join(["User-agent: *", *sieve(*lines).rules(url)]))
    assert found.can_fetch(url, "monitor") == whole.can_fetch(url, "monitor")
