from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from monitor.adapters.embeddings import Brought, Embeddings
from monitor.adapters.endpoint import Endpoint
from monitor.adapters.net import guarded_client
from monitor.app.advising import Means, advising_of, labelled_of
from monitor.app.config.settings import Configuration, EmbeddingsVerifier, EndpointVerifier
from monitor.errors import ConfigError
from monitor.model.opinion import Allowance
from tests.fakes.journal import RecordingJournal
from tests.fakes.sentence_model import written

INSTALLED = all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
NOWHERE = Path("/nonexistent")
CONFIGURATION = Configuration(folder=NOWHERE, state_dir=NOWHERE)
ENDPOINT = EndpointVerifier(
    url="https://models.example/v1", model="small", budget=Allowance(calls=1, tokens=1)
)


@pytest.fixture
async def means(store, clock):
    async with guarded_client() as client:
        yield Means(client=client, store=store, clock=clock)


def asked(verifier, means):
    return advising_of(replace(CONFIGURATION, verifier=verifier), means, RecordingJournal())


def embeddings(folder: Path) -> EmbeddingsVerifier:
    model, tokenizer = (
        Brought(path=path, sha256=sha256(path.read_bytes()).hexdigest()) for path in written(folder)
    )
    return EmbeddingsVerifier(model=model, tokenizer=tokenizer)


def test_nobody_is_asked_unless_it_is_configured(store):
    assert asked(None, None) is None


async def test_an_endpoint_is_asked_through_the_guarded_client(means):
    advising = asked(ENDPOINT, means)
    assert isinstance(advising.adviser, Endpoint)
    assert advising.limit == ENDPOINT.limit


@pytest.mark.skipif(not INSTALLED, reason="the extra `embeddings` is not installed")
async def test_a_sentence_model_is_asked_where_its_extra_is_installed(means, tmp_path):
    assert isinstance(asked(embeddings(tmp_path), means).adviser, Embeddings)


@pytest.mark.skipif(INSTALLED, reason="the extra `embeddings` is installed")
async def test_a_sentence_model_without_its_extra_is_refused(means, tmp_path):
    with pytest.raises(ConfigError, match=r"pip install 'monitor\[embeddings\]'"):
        asked(embeddings(tmp_path), means)


def test_every_shipped_type_has_sentences_of_both_sides():
    for kind, labelled in labelled_of(CONFIGURATION).items():
        assert min(len(labelled.told), len(labelled.missed)) >= 10, kind


def test_a_type_of_the_users_own_brings_its_sentences_or_none(tmp_path):
    shipped = Path("monitor/detect/lexicon/en/vote.yaml")
    own = (Path(__file__).parents[2] / shipped).read_text(encoding="utf-8")
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "ballot.yaml").write_text(
        own.partition("\ntests:")[0].replace("type: vote", "type: ballot")
    )
    labelled = labelled_of(replace(CONFIGURATION, folder=tmp_path))
    assert (labelled["ballot"].told, labelled["ballot"].missed) == ((), ())
