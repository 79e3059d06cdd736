from base64 import b85decode
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters import codec
from monitor.errors import DependencyUnavailable
from monitor.model.alert import Alert, AlertId
from monitor.model.development import Development, DevelopmentId
from monitor.model.moment import Stamp
from monitor.model.source import Enclosed, Find, PollState
from monitor.model.verdict import Checked, Compared, Heard, Hearing, Neighbour, Sifted
from monitor.model.visit import Coming, Fetched
from tests.contracts.examples import NOON, alert, development, find, fingerprint, remembered, trace

ENCLOSED = Enclosed(text="<p>Löschboote\n", html=True, cut=True, authors=("Ida", "Sam"))
OLD_TRACE = (
    "c$|GwO>f&U4E-wxuX7XISO?VS^|ag8UN!`UVlg&XMRFx7P8Q_9kBVb;!+-@ogkO(*@97N6Gj#@`Jp*ZILDf(K<B{e6",
    "(||>^<ZLmKF@-^^i!UcS6c1Igl}xH&^e(JqCZJ`s9R_HBoFT9PLtB*~L(qO~E}IgfH-b7akD*<!d-V&MafL^<9}TXr",
    "n_XmsGH9bQCG6Cm%xQ@_kD78#MIM|_+XQ)xTSH+$op`8pds8*{cXe~uR8Mu&R+W6;1%Dcx!56Irbf-+fi(EBo#c6WJ",
    "W#S~q92jN$sQMfWN571gU>#rSZUjYRM?nOc>1S1EJ@+yvwR9Yx#%r4Ni;&g=E!P`&K)>t|={O1u%ykXrziJBojx+nt",
    "MbX}m(sawHeM+T$2W4Vf_)z7a0Cv%PF-xex<MY>ap*m)cZ;@n5PM*0e2=%JE|Md8wuK%8Y{`MJ?xo=S!+EL;G#wiPz",
    "+hN&06{LkJNj7Ijqq;2ZG@#AiGJD#_S+m<y@E8V*Aqit~N>63`6T5}*&iS}sdZjfQevc;Sbu##7o5$<oe1=9#f0U=;",
    "bn{e9(bRF?sPTZtjmb^P=^B>i^b!WLePQSo3*v%8@oL><VUwi!--C3Xda}wSuQFI+k@{ilqKC~@#_{yd=5T#ybA0&?",
    "iCjGI",
)
"""The trace of the examples, as it was stored before traces were explained."""
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


def test_a_trace_comes_back_equal_with_all_that_explains_it():
    one = trace()
    checked = Checked(path="actors.any", held=False, why="none of them takes part")
    hearing = Hearing(watchlist="ukraine", heard=Heard.UNWANTED, checked=(checked,), misses=1)
    decision = replace(
        one.decisions[0],
        compared=(Compared(development=DevelopmentId("d2"), same=False, why="another giver"),),
        among=3,
        hearings=(hearing,),
        alerts=(AlertId("x"),),
        released=NOON,
    )
    page = Fetched(asked="https://a", url="https://b", at=NOON, size=3)
    road = replace(
        one,
        decisions=(decision,),
        coming=Coming.of(find(), tries=2, fetched=page),
        neighbour=Neighbour(url="https://c", outlet="C", published=Stamp(at=NOON)),
        sifted=Sifted(language="en", sentences=2, drafts=1),
    )
    assert codec.decode_trace(codec.encode_trace(road)) == road


def test_a_trace_of_before_it_was_explained_is_read():
    road = codec.decode_trace(b85decode("".join(OLD_TRACE)))
    assert road == trace()
    assert (road.coming, road.sifted, road.decisions[0].among) == (None, None, None)


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
