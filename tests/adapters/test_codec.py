from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters import codec
from monitor.errors import DependencyUnavailable
from monitor.model.alert import Alert
from monitor.model.development import Development
from monitor.model.source import Enclosed, Find, PollState
from tests.contracts.examples import NOON, alert, development, find, fingerprint, remembered, trace

ENCLOSED = Enclosed(text="<p>Löschboote\n", html=True, cut=True, authors=("Ida", "Sam"))
WORDS = st.lists(st.text(max_size=8), max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Alert, alert()),
        (Development, development(held=NOON + timedelta(microseconds=1))),
        (Find, find(updated=NOON)),
        (Find, replace(find(), candidate=replace(find().candidate, enclosed=ENCLOSED))),
        (PollState, PollState(last_poll=NOON, failures=2)),
    ],
)
def test_what_is_encoded_comes_back_equal(kind, value):
    assert codec.decode(kind, codec.encode(value)) == value


def test_stored_values_can_be_read_by_a_person():
    assert b'"summary":"European Union lends Ukraine \xe2\x82\xac90bn"' in codec.encode(alert())


def test_fields_of_a_newer_program_are_passed_over_and_missing_ones_have_their_default():
    assert codec.decode(PollState, b'{"polls": 3, "mood": "calm"}') == PollState(polls=3)


@pytest.mark.parametrize("stored", [b"", b"{", b"[]", b'{"polls": "many"}'])
def test_what_is_no_such_value_is_refused(stored):
    with pytest.raises(DependencyUnavailable, match="a PollState that cannot be read"):
        codec.decode(PollState, stored)


def test_a_trace_comes_back_equal_and_takes_less_room():
    road = replace(trace(), article=replace(trace().article, text="A word. " * 500))
    stored = codec.encode_trace(road)
    assert codec.decode_trace(stored) == road
    assert len(stored) < 1_000


@pytest.mark.parametrize("stored", [b"", b"plain"])
def test_what_is_no_trace_is_refused(stored):
    with pytest.raises(DependencyUnavailable, match="trace that cannot be read"):
        codec.decode_trace(stored)


@given(
    signature=st.lists(st.integers(0, 2**64 - 1), max_size=8).map(tuple),
    bands=WORDS,
    sentences=WORDS,
)
def test_any_fingerprint_comes_back_equal(signature, bands, sentences):
    seen = replace(fingerprint(), signature=signature, bands=bands, sentences=sentences)
    article = replace(remembered(), fingerprint=seen)
    assert codec.decode_remembered(codec.encode_remembered(article)) == article


def test_the_length_of_a_text_is_kept_and_what_is_only_looked_for_is_not():
    seen = replace(fingerprint(), runs=70, sought=("y",))
    back = codec.decode_remembered(codec.encode_remembered(replace(remembered(), fingerprint=seen)))
    assert back.fingerprint == replace(seen, sought=())


def test_a_record_of_before_lengths_were_kept_is_read():
    *fields, _ = msgspec.msgpack.decode(codec.encode_remembered(remembered()))
    assert codec.decode_remembered(msgspec.msgpack.encode(fields)) == remembered()


def test_what_is_no_record_is_refused():
    stored = codec.encode_remembered(remembered())
    for broken in (b"", b"\x90", stored.replace(b"\xa1I", b"\xa1I"[:1] + b"Q")):
        with pytest.raises(DependencyUnavailable, match="record of an article"):
            codec.decode_remembered(broken)


def test_what_the_first_shape_held_of_sources_is_read_with_what_came_later_unknown():
    state = codec.decode(
        PollState,
        b'{"last_poll":"2025-12-20T12:00:00Z","last_good":"2025-12-20T12:00:00Z","failures":0,'
        b'"polls":7,"etag":"\\"a\\"","last_modified":null,"entries":20,"problem":null}',
    )
    known = PollState(last_poll=NOON, last_good=NOON, polls=7, etag='"a"', entries=20)
    assert state == known
    found = codec.decode(
        Find,
        b'{"source":"gazette","candidate":{"url":"https://gazette.example/a","title":"A",'
        b'"published":{"at":"2025-12-20T12:00:00Z","whole_day":false},"updated":null,'
        b'"kind":"listing"},"url":"https://gazette.example/a","stale":false,'
        b'"found_at":"2025-12-20T12:00:00Z","since":null}',
    )
    assert (found.looks, found.candidate.enclosed, found.found_at) == (0, None, NOON)
