"""Sentence embeddings: what is said where the extra is missing; the real thing where it is not."""

from hashlib import sha256
from importlib.util import find_spec

import pytest

from monitor.adapters.embeddings import EXTRA, Brought, Embeddings, Labelled, SentenceModel
from monitor.errors import ConfigError
from monitor.model.opinion import Agrees, NoOpinion, Question, Unsure, Vetoes
from tests.fakes.sentence_model import written

INSTALLED = all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
with_extra = pytest.mark.skipif(not INSTALLED, reason="the extra `embeddings` is not installed")
without_extra = pytest.mark.skipif(INSTALLED, reason="the extra `embeddings` is installed")
LABELLED = Labelled(
    told=("gave money", "pledged money", "gave"), missed=("a novel about history",) * 3
)


def brought(path, **more) -> Brought:
    return Brought(path=path, **({"sha256": sha256(path.read_bytes()).hexdigest()} | more))


def question(sentence: str, kind: str = "aid_pledge") -> Question:
    return Question(type=kind, status="pledged", actors=(), counterparts=(), sentence=sentence)


@pytest.fixture(params=[False, True], ids=["words", "pooled"])
def model(request, tmp_path):
    """Return the sentence model, or what stands for it where the extra is missing."""
    file, tokenizer = written(tmp_path, pooled=request.param)
    return SentenceModel(brought(file), brought(tokenizer))


def test_a_file_is_read_if_its_sha256_is_as_told_in_any_case(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"weights")
    known = brought(path)
    assert known.content() == b"weights"
    assert Brought(path=path, sha256=known.sha256.upper()).content() == b"weights"


def test_a_file_with_another_sha256_is_refused_and_its_own_told(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"weights")
    with pytest.raises(ConfigError, match=f"is another file: its sha256 is {brought(path).sha256}"):
        brought(path, sha256="0" * 64).content()


def test_a_file_that_is_not_there_is_named(tmp_path):
    missing = Brought(path=tmp_path / "nowhere.onnx", sha256="0" * 64)
    with pytest.raises(ConfigError, match=r"nowhere\.onnx cannot be read: No such file"):
        missing.content()


@without_extra
def test_without_the_extra_it_is_said_how_to_install_it(tmp_path):
    file, tokenizer = written(tmp_path)
    with pytest.raises(ConfigError) as caught:
        SentenceModel(brought(file), brought(tokenizer))
    assert str(caught.value) == f"sentence embeddings need the package onnxruntime: {EXTRA}"


class KnownVectors:
    """A model that knows the vectors of two words."""

    def vector(self, sentence):
        return (1.0, 0.0) if "gave" in sentence else (0.0, 1.0)


KNOWN = Labelled(told=("They gave.",) * 3, missed=("They sat.",) * 3)


async def test_sentences_are_weighed_against_the_labelled_ones_of_their_type():
    adviser = Embeddings(KnownVectors(), {"aid_pledge": KNOWN}, margin=0.1)
    assert await adviser.opinion(question("He gave it.")) == Agrees(quote="He gave it.")
    assert isinstance(await adviser.opinion(question("He sat down.")), Vetoes)


async def test_a_type_without_labelled_sentences_has_no_opinion():
    adviser = Embeddings(KnownVectors(), {"aid_pledge": KNOWN}, margin=0.1)
    assert isinstance(await adviser.opinion(question("He gave it.", "epidemic")), NoOpinion)


@with_extra
async def test_a_real_model_leans_to_the_side_that_is_nearer(model):
    adviser = Embeddings(model, {"aid_pledge": LABELLED}, margin=0.1)
    assert await adviser.opinion(question("Pledged gave")) == Agrees(quote="Pledged gave")
    assert isinstance(await adviser.opinion(question("novel history")), Vetoes)
    assert await adviser.opinion(question("something else")) == Unsure()


@with_extra
async def test_a_real_model_takes_empty_and_endless_sentences(model):
    adviser = Embeddings(model, {"aid_pledge": LABELLED}, margin=0.1)
    assert await adviser.opinion(question("")) == Unsure()
    assert isinstance(await adviser.opinion(question("gave " * 9_000)), Agrees)


@with_extra
@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_files_that_are_no_model_are_refused(tmp_path, broken):
    file, tokenizer = written(tmp_path)
    (tmp_path / broken).write_bytes(b"\x00not a model")
    with pytest.raises(ConfigError, match="cannot be loaded"):
        SentenceModel(brought(file), brought(tokenizer))
