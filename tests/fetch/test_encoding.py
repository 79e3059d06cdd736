import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.encoding import BadEncoding, Unpacker

TEXT = b"The ferry leaves the harbour at noon. " * 50


def unpacked(unpacker, body, size=7):
    parts = [unpacker.feed(body[at : at + size]) for at in range(0, len(body), size)]
    unpacker.finish()
    return b"".join(parts)


@pytest.mark.parametrize("name", [None, "", "identity", "Identity"])
def test_a_plain_body_passes_as_it_is(name):
    assert unpacked(Unpacker(name, 10_000), TEXT) == TEXT


@pytest.mark.parametrize("name", ["gzip", "GZIP", "x-gzip", "identity, gzip"])
def test_gzip_is_unpacked_piece_by_piece(name):
    assert unpacked(Unpacker(name, 10_000), gzip.compress(TEXT)) == TEXT


def test_a_body_of_several_gzip_members_is_one_body():
    body = gzip.compress(TEXT) + gzip.compress(b"And back.")
    assert unpacked(Unpacker("gzip", 10_000), body, 10_000) == TEXT + b"And back."


def test_what_trails_a_gzip_body_is_passed_over():
    assert unpacked(Unpacker("gzip", 10_000), gzip.compress(TEXT) + b"\0\0\0", 10_000) == TEXT


@pytest.mark.parametrize("name", [None, "gzip"])
def test_a_body_is_cut_at_its_limit_and_says_so(name):
    body = gzip.compress(TEXT) if name else TEXT
    unpacker = Unpacker(name, 100)
    assert unpacked(unpacker, body) == TEXT[:100]
    assert unpacker.overflowed
    assert unpacker.feed(body) == b""


@pytest.mark.parametrize("name", [None, "gzip"])
def test_a_body_of_exactly_the_limit_is_whole(name):
    unpacker = Unpacker(name, len(TEXT))
    assert unpacked(unpacker, gzip.compress(TEXT) if name else TEXT, 10_000) == TEXT
    assert not unpacker.overflowed


def test_a_bomb_is_never_unpacked_beyond_its_limit():
    bomb = gzip.compress(bytes(50_000_000))
    unpacker = Unpacker("gzip", 2_000_000)
    assert sum(len(unpacker.feed(bomb[at : at + 4096])) for at in range(0, len(bomb), 4096)) == (
        2_000_000
    )
    assert unpacker.overflowed


def test_a_packing_that_never_unpacks_to_anything_comes_to_an_end():
    """The name of the packed file, which stands before its content, has no bound of its own."""
    unpacker = Unpacker("gzip", 1000)
    unpacker.feed(b"\x1f\x8b\x08\x08\0\0\0\0\0\x03")
    for _ in range(10):
        assert unpacker.feed(b"a" * 10_000) == b""
    assert unpacker.overflowed


@pytest.mark.parametrize("name", ["br", "zstd", "deflate", "compress", "gzip, gzip, gzip"])
def test_other_and_stacked_encodings_are_refused(name):
    with pytest.raises(BadEncoding, match="Content-Encoding"):
        Unpacker(name, 1000)


def test_a_gzip_body_that_is_none_or_breaks_off_is_refused():
    with pytest.raises(BadEncoding, match="broken"):
        unpacked(Unpacker("gzip", 1000), TEXT)
    with pytest.raises(BadEncoding, match="breaks off"):
        unpacked(Unpacker("gzip", 10_000), gzip.compress(TEXT)[:-9])
    with pytest.raises(BadEncoding, match="breaks off"):
        unpacked(Unpacker("gzip", 1000), b"")


@given(st.binary(max_size=300), st.integers(1, 50), st.integers(0, 400))
def test_nothing_beyond_the_limit_ever_comes_out(content, size, limit):
    unpacker = Unpacker("gzip", limit)
    assert unpacked(unpacker, gzip.compress(content), size) == content[:limit]
    assert unpacker.overflowed == (len(content) > limit)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_unpacked_or_refused(body):
    with suppress(BadEncoding):
        assert unpacked(Unpacker("gzip", 10_000), body) == zlib.decompress(body, 31)


def test_a_body_of_thousands_of_empty_members_is_refused():
    """Each costs a new window of memory, and unpacks to nothing."""
    unpacker = Unpacker("gzip", 1000)
    with pytest.raises(BadEncoding, match="members"):
        unpacker.feed(gzip.compress(b"") * 1001)
    Unpacker("gzip", 1000).feed(gzip.compress(b"") * 1000)
