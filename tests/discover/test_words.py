import time

import pytest
from lxml import etree

from monitor.discover.elements import name
from monitor.discover.words import lines, of_fragment
from monitor.errors import Unreadable


def test_each_block_is_a_line_and_cells_stand_apart():
    page = (
        "<p>a <b>b</b>c<br>d</p>e<!-- x --><ul><li>f<li> g\n h</ul><table><tr><td>1<td>2</table>i"
    )
    assert of_fragment(page) == "a bc\nd\ne\nf\ng h\n1 2\ni"


def test_what_no_reader_sees_is_left_out():
    page = (
        "<p>a<script>x</script>b<style>y</style>c<svg><title>z</title></svg>d</p><button>B</button>"
    )
    assert of_fragment(page) == "abcd"


def test_what_is_to_be_left_out_is_with_all_that_is_in_it_but_not_what_follows():
    root = etree.fromstring("<div>a<i>b<u>c</u></i>d</div>")
    assert lines(root, left_out=lambda element: name(element) == "i") == ("ad",)


def test_what_follows_the_element_is_not_its_own():
    root = etree.fromstring("<div><p>a</p>b</div>")
    assert lines(root[0]) == ("a",)


@pytest.mark.parametrize("markup", ["", "  ", "<!-- a -->"])
def test_a_fragment_without_words_says_nothing(markup):
    assert of_fragment(markup) == ""


def test_a_long_fragment_is_read_in_reasonable_time_or_refused():
    begun = time.process_time()
    assert of_fragment("x<b>y</b>" * 90_000)
    with pytest.raises(Unreadable, match="tags"):
        of_fragment("<b>" * 500_000)
    assert time.process_time() - begun < 5
