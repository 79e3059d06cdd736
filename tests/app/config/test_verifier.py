from datetime import timedelta
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.app.config.settings import EndpointVerifier
from monitor.model.opinion import Allowance
from tests.fakes.sentence_model import written

INSTALLED = all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
ENDPOINT = "verifier: {kind: endpoint, endpoint: {url: 'https://models.example/v1', model: small"


def loaded(folder: Path, text: str):
    (folder / "monitor.yaml").write_text(text, encoding="utf-8")
    return load(folder, types=(), environment={"HOME": "/home/desk"})


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigErrors) as caught:
        loaded(folder, text)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("text", ["", "verifier:\n", "verifier: {kind: none}\n"])
def test_nobody_is_asked_by_default(tmp_path, text):
    assert loaded(tmp_path, text).verifier is None


def test_settings_that_are_not_chosen_may_stay(tmp_path):
    text = ENDPOINT.replace("kind: endpoint", "kind: none") + "}}\n"
    assert loaded(tmp_path, text).verifier is None


def test_an_endpoint_is_asked_within_a_budget(tmp_path):
    assert loaded(tmp_path, ENDPOINT + "}}\n").verifier == EndpointVerifier(
        url="https://models.example/v1",
        model="small",
        budget=Allowance(calls=500, tokens=500_000),
    )


def test_all_settings_of_an_endpoint_are_read_and_its_key_from_a_file(tmp_path):
    (tmp_path / "model.key").write_text("canary-key\n")
    more = (
        ", key_file: model.key, timeout: 3s, budget: {calls: 1, tokens: 2}, cache: 2d}, limit: 9s}"
    )
    settings = loaded(tmp_path, ENDPOINT + more).verifier
    assert settings == EndpointVerifier(
        url="https://models.example/v1",
        model="small",
        key="canary-key",
        timeout=timedelta(seconds=3),
        budget=Allowance(calls=1, tokens=2),
        cache=timedelta(days=2),
        limit=timedelta(seconds=9),
    )
    assert "canary" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "verifier: {kind: endpoint}\n",
            "monitor.yaml:1:11: verifier: the kind endpoint needs its settings under endpoint",
        ),
        (
            "verifier: {kind: embeddings}\n",
            "monitor.yaml:1:11: verifier: the kind embeddings needs its settings under embeddings",
        ),
        (
            "verifier: {kind: endpont}\n",
            (
                'monitor.yaml:1:18: verifier.kind: found "endpont", '
                'expected one of none, endpoint, embeddings; did you mean "endpoint"?'
            ),
        ),
        (
            ENDPOINT + ", key: a, key_file: b}}\n",
            "monitor.yaml:1:38: verifier.endpoint: give only one of key and key_file",
        ),
        (
            ENDPOINT + ", key: 'canary é'}}\n",
            "monitor.yaml:1:92: key: holds no key",
        ),
        (
            ENDPOINT + ", key_file: nowhere}}\n",
            "monitor.yaml:1:97: key_file: nowhere cannot be read: No such file or directory",
        ),
        (
            "verifier: {embeddings: {model: {file: a, sha256: abc}, tokenizer: {file: a}}}",
            (
                'monitor.yaml:1:50: verifier.embeddings.model.sha256: found "abc", '
                "expected a sha256 of 64 hexadecimal digits"
            ),
        ),
    ],
)
def test_faults_are_told_at_their_place(tmp_path, text, told):
    assert faults(tmp_path, text)[0] == told


def embeddings(folder: Path, *, wrong: bool = False) -> str:
    model, tokenizer = written(folder)
    known = sha256(b"" if wrong else model.read_bytes()).hexdigest()
    other = sha256(tokenizer.read_bytes()).hexdigest()
    return (
        f"verifier:\n  kind: embeddings\n  embeddings:\n    model: {{file: {model.name}, "
        f"sha256: {known}}}\n    tokenizer: {{file: {tokenizer.name}, sha256: {other}}}\n"
    )


def test_a_model_that_is_another_file_is_told_with_its_hash(tmp_path):
    told = [one for one in faults(tmp_path, embeddings(tmp_path, wrong=True)) if ":4:" in one]
    known = sha256((tmp_path / "model.onnx").read_bytes()).hexdigest()
    assert told == [
        f"monitor.yaml:4:19: model: {tmp_path}/model.onnx is another file: its sha256 is {known}"
    ]


@pytest.mark.skipif(INSTALLED, reason="the extra `embeddings` is installed")
def test_without_the_extra_the_kind_is_a_fault_that_says_what_to_install(tmp_path):
    assert faults(tmp_path, embeddings(tmp_path)) == [
        (
            "monitor.yaml:2:9: kind: embeddings needs the package onnxruntime: "
            "pip install 'monitor[embeddings]'"
        )
    ]


@pytest.mark.skipif(not INSTALLED, reason="the extra `embeddings` is not installed")
def test_with_the_extra_the_files_are_the_settings(tmp_path):
    settings = loaded(tmp_path, embeddings(tmp_path)).verifier
    assert (settings.model.path, settings.margin) == (tmp_path / "model.onnx", 0.05)


@pytest.mark.parametrize(
    ("url", "allow", "doubted"),
    [
        ("http://127.0.0.1:8080/v1", "[]", True),
        ("http://localhost/v1", "[]", True),
        ("http://127.0.0.1:8080/v1", "[127.0.0.0/8]", False),
        ("https://models.example/v1", "[]", False),
    ],
)
def test_an_endpoint_on_this_machine_must_be_allowed(tmp_path, url, allow, doubted):
    text = f"network: {{allow: {allow}}}\n{ENDPOINT}}}}}\n".replace(
        "https://models.example/v1", url
    )
    warnings = [w.message for w in loaded(tmp_path, text).warnings]
    assert (
        warnings
        == ["verifier.endpoint.url: this machine is not dialled unless network.allow permits it"]
        * doubted
    )
