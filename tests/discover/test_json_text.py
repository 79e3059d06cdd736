import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.json_text import DEEPEST, parsed
from monitor.errors import Unreadable

ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(ANY, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_json_is_read_in_all_its_encodings(value, encoding):
    assert parsed(json.dumps(value).encode(encoding)) == value


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
def test_json_that_is_too_deep_is_refused_before_it_is_parsed(opening):
    begun = time.process_time()
    with pytest.raises(Unreadable, match="levels deep"):
        parsed(opening * 500_000)
    assert time.process_time() - begun < 1


def test_brackets_in_strings_are_no_depth():
    assert parsed(json.dumps(["[" * 900, '\\"' + "{" * 900]).encode()) == [
        "[" * 900,
        '\\"' + "{" * 900,
    ]
    assert parsed(b"[" * DEEPEST + b"]" * DEEPEST) is not None


@pytest.mark.parametrize("body", [b"", b"{", b'{"a" 1}', b"\xff\xfe", b'"\\ud8'])
def test_broken_json_is_refused(body):
    with pytest.raises(Unreadable, match="the JSON is broken"):
        parsed(body)


def test_numbers_that_mean_nothing_are_nothing():
    assert parsed(b"[NaN, Infinity, 7, " + b"9" * 5_000 + b"]") == [None, None, 7, None]
