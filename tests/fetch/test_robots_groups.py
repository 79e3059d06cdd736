import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from monitor.fetch.robots_groups import own_lines


def rules(text):
    return own_lines(text.encode(), "monitor").split()


def test_lines_below_our_name_are_ours():
    assert rules("User-agent: monitor\nDisallow: /x\n") == ["Disallow:", "/x"]


def test_lines_below_our_name_go_before_those_for_everybody():
    text = "User-agent: *\nDisallow: /a\nUser-agent: monitor\nDisallow: /b\n"
    assert rules(text) == ["Disallow:", "/b"]


def test_a_group_without_rules_that_names_us_leaves_us_free():
    assert rules("User-agent: *\nDisallow: /\n\nUser-agent: monitor\n") == []


def test_groups_that_name_us_again_are_one():
    text = (
        "User-agent: monitor\nDisallow: /a\nUser-agent: b\nAllow: /\nUser-agent: MONITOR\nAllow: /c"
    )
    assert rules(text) == ["Disallow:", "/a", "Allow:", "/c"]


@pytest.mark.parametrize(
    "between", ["", "\n\n", "# a remark\n", "Sitemap: /map.xml\n", "Host: x\n"]
)
def test_names_that_follow_one_another_share_their_rules(between):
    text = f"User-agent: monitor\n{between}User-agent: other\nUser-agent: *\nDisallow: /x\n"
    assert rules(text) == ["Disallow:", "/x"]


@pytest.mark.parametrize("rule", ["Allow: /y", "Disallow: /y", "Disalow: /y", "Crawl-delay: 3"])
def test_a_name_after_a_rule_starts_another_group(rule):
    text = f"User-agent: monitor\n{rule}\nUser-agent: other\nDisallow: /x\n"
    assert rules(text) == rule.split()


@pytest.mark.parametrize(
    "name",
    ["monitor", "Monitor", "monitor/1.0", "monitor*", "monitor # us", "\tmonitor", "monitor bot"],
)
def test_our_name_is_known_by_its_token(name):
    assert rules(f"User-agent:{name}\nDisallow: /x")


@pytest.mark.parametrize(
    "name", ["monitors", "monitor-bot", "monitor_2", "monitor2", "a monitor", "", "*bot"]
)
def test_other_names_are_not_ours(name):
    assert rules(f"User-agent: {name}\nDisallow: /x") == []


@pytest.mark.parametrize(
    "line", ["User-agent: *", "useragent:*", "USER AGENT *", "  User-Agent : *#"]
)
def test_the_line_may_be_spelled_as_people_do(line):
    assert rules(f"{line}\nDisallow: /x") == ["Disallow:", "/x"]


def test_a_name_within_a_line_is_none():
    assert rules("# not User-agent: *\nDisallow: /x") == []
    assert rules(f"{' ' * 50}User-agent: *\nDisallow: /x") == ["Disallow:", "/x"]
    assert rules("User-agent: *\nDisallow: /x?user-agent: a\nDisallow: /y") == [
        *("Disallow:", "/x?user-agent:", "a"),
        *("Disallow:", "/y"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_all_line_ends_are_understood(end):
    lines = ["User-agent: x", "Allow: /", "User-agent: *", "Disallow: /x", "", "User-agent: y"]
    assert own_lines(end.join(lines).encode(), "monitor").rstrip() == "\nDisallow: /x"


@pytest.mark.parametrize("end", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_line_ends_that_nobody_means_are_line_feeds_too(end):
    text = f"User-agent: *\nDisallow: /x{end}Disallow: /y\n"
    assert own_lines(text.encode(), "monitor").split("\n") == [
        *("", "Disallow: /x", "Disallow: /y", "", "")
    ]


def test_a_mark_of_byte_order_does_no_harm():
    body = b"\xef\xbb\xbfUser-agent: *\nDisallow: /x\n"
    assert own_lines(body, "monitor") == "\nDisallow: /x\n\n"


LINES = st.sampled_from(
    (
        *("User-agent: *", "User-agent: monitor", "User-agent: other", "user agent: *"),
        *("Disallow: /a", "Allow: /a/b", "Disallow: /", "Disallow:", "Crawl-delay: 4"),
        *("# remark", "", "Sitemap: /m"),
    )
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_left_out_changes_no_answer(lines, end):
    """Protego, which reads the whole file, is the judge."""
    text = end.join(lines)
    whole = Protego.parse(text)
    own = Protego.parse("User-agent: *\n" + own_lines(text.encode(), "monitor"))
    for path in ("/", "/a", "/a/b", "/c"):
        url = f"https://harbour.example{path}"
        assert own.can_fetch(url, "monitor") == whole.can_fetch(url, "monitor")
    assert own.crawl_delay("monitor") == whole.crawl_delay("monitor")
