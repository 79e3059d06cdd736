import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.enclosing import LONGEST_ENCLOSED, enclosed, version
from monitor.model.source import Enclosed


def test_a_plain_text_is_enclosed_as_it_is():
    text = "Ships < boats. <script>x</script>"
    assert enclosed(text) == Enclosed(text=text)


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("<p>a</p><STYLE>p{}</Style ><p>b</p>", "<p>a</p><p>b</p>"),
        ("a<script src='x'>1 < 2</script>b<!-- <p>c</p> -->d", "abd"),
        ("<svg><path/></svg >e<template><p>f</p></template>g", "eg"),
        ("<script>1</script><script>2</script>h", "h"),
        ("<style><!-- </style>i --> <style>j", "i --> <style>j"),
        ("<!-- k <!-- l --> m", " m"),
        ("<styled>n</styled>", "<styled>n</styled>"),
    ],
)
def test_markup_is_enclosed_without_its_machinery(page, kept):
    assert enclosed(page, html=True) == Enclosed(text=kept, html=True)


def test_scripts_that_describe_the_page_are_kept():
    page = '<script type="application/ld+json">{"headline": "x"}</script><p>a</p>'
    assert enclosed(f"{page}<script>y</script>", html=True).text == page


def test_what_is_too_long_is_cut_and_says_so():
    cut = enclosed("word " * LONGEST_ENCLOSED)
    assert (len(cut.text), cut.cut) == (LONGEST_ENCLOSED, True)


def test_what_is_long_for_its_machinery_alone_is_whole():
    page = f"<style>{'p{} ' * LONGEST_ENCLOSED}</style><p>a</p>"
    assert enclosed(page, html=True) == Enclosed(text="<p>a</p>", html=True)


def test_openings_without_an_end_are_looked_for_once():
    page = "<script><style><!--" * 100_000
    assert enclosed(page, html=True).cut  # takes hours if each looks for its end


@given(st.text(alphabet="<!->/script ", max_size=60))
def test_nothing_is_added_and_what_was_kept_is_kept_again(page):
    kept = enclosed(page, html=True).text
    assert len(kept) <= len(page)


def test_a_version_is_that_of_what_is_said_and_not_of_what_moves_by_itself():
    first = version("Harbour", "The ferry runs.\n3 minutes ago")
    assert first == version("Harbour", "The ferry runs.\n\n14 minutes ago")
    assert first != version("Harbour", "The ferry stands.")
    assert first != version("Port", "The ferry runs.")
    assert first != version(None, "The ferry runs.")
