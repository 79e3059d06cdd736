import pytest
from lxml.html import document_fromstring

from monitor.extract.byline import MOST_AUTHORS, authors_of
from monitor.extract.head import head_of


def authors(body="", head="", claimed=(), names=("Harbour Courier",)):
    tree = document_fromstring(f"<html><head>{head}</head><body><h1>x</h1>{body}</body></html>")
    return authors_of(tree, head_of(tree), claimed, names)


def meta(content, name="author"):
    return f'<meta name="{name}" content="{content}">'


def test_json_ld_goes_before_metadata_and_that_before_the_line_below_the_heading():
    line = '<a rel="author">Uma Field</a>'
    assert authors(line, meta("Sam Oakes"), ("Ida Brandt",)) == ("Ida Brandt",)
    assert authors(line, meta("Sam Oakes")) == ("Sam Oakes",)
    assert authors(line) == ("Uma Field",)


def test_several_metadata_name_several_authors_each_once():
    head = meta("Ida Brandt") + meta("Sam Oakes") + meta("IDA BRANDT", "byl")
    assert authors(head=head) == ("Ida Brandt", "Sam Oakes")
    many = ",".join(f"Name {chr(65 + n)}{chr(97 + n)}" for n in range(25))
    assert len(authors(head=meta(many))) == MOST_AUTHORS


def test_an_agency_in_brackets_is_named_too_and_the_source_of_a_picture_is_not():
    assert authors(head=meta("Ida Brandt (AFP)")) == ("Ida Brandt", "AFP")
    assert authors(head=meta("Ida Brandt, (Image: Agency/Stock)")) == ("Ida Brandt",)


def test_the_outlet_is_an_author_only_where_nobody_else_is_named():
    assert authors('<a rel="author">Uma Field</a>', claimed=("Harbour Courier",)) == ("Uma Field",)
    assert authors(claimed=("Harbour Courier",)) == ("Harbour Courier",)
    both = ("Harbour Courier", "AFP")
    assert authors(claimed=both) == both


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            '<span itemprop="author"><meta itemprop="name" content="Ida Brandt"></span>',
            ("Ida Brandt",),
        ),
        (
            '<span itemprop="author"><b itemprop="name">Ida  Brandt</b>, desk</span>',
            ("Ida Brandt",),
        ),
        ('<p class="article__author">By Ida Brandt, Sam Oakes</p>', ("Ida Brandt", "Sam Oakes")),
        (
            '<div class="author">Ida Brandt</div><i>x</i><div class="author">Sam Oakes</div>',
            ("Ida Brandt", "Sam Oakes"),
        ),
        (
            '<div class="author">Ida Brandt</div><p class="byline-name">Sam Oakes</p>',
            ("Ida Brandt",),
        ),
        ('<div class="authors-box">Ida Brandt</div>', ()),
        ('<div class="author">ida-brandt</div>', ()),
        ('<div class="author">(Image: Agency)</div>', ()),
        ('<aside><a rel="author">Ida Brandt</a></aside>', ()),
        ('<div class="author">A b c d e f g h i j k l m n</div>', ()),
    ],
)
def test_the_line_below_the_heading_names_authors(body, names):
    assert authors(body) == names
