"""The verifier of monitor.yaml: its key read, its files found and checked."""

from importlib.util import find_spec

from monitor.adapters.embeddings import EXTRA, Brought
from monitor.app.config.document import Steps
from monitor.app.config.secret_files import Files
from monitor.app.config.settings import EmbeddingsVerifier, EndpointVerifier
from monitor.app.config.shapes_verifier import (
    BroughtShape,
    EmbeddingsShape,
    EndpointShape,
    VerifierShape,
)
from monitor.errors import ConfigError
from monitor.model.opinion import Allowance

_PACKAGES = ("onnxruntime", "tokenizers")
_PLACE: Steps = ("verifier",)


def verifier(shape: VerifierShape, files: Files) -> EndpointVerifier | EmbeddingsVerifier | None:
    """Return who is asked for second opinions, None if nobody; faults are added to `files`."""
    if shape.kind == "endpoint" and shape.endpoint is not None:
        return _endpoint(shape, shape.endpoint, files)
    if shape.kind == "embeddings" and shape.embeddings is not None:
        return _embeddings(shape, shape.embeddings, files)
    return None


def _endpoint(shape: VerifierShape, own: EndpointShape, files: Files) -> EndpointVerifier:
    place = "key_file" if own.key is None else "key"
    given = own.key.get_secret_value() if own.key is not None else None
    key = given or files.secret((*_PLACE, "endpoint", "key_file"), own.key_file)
    if key is not None and not (key.isascii() and key.isprintable()):
        path = (*_PLACE, "endpoint", place)
        files.problems.append(files.document.problem(path, f"{place}: holds no key"))
    return EndpointVerifier(
        url=own.url,
        model=own.model,
        key=key,
        timeout=own.timeout,
        budget=Allowance(calls=own.budget.calls, tokens=own.budget.tokens),
        cache=own.cache,
        limit=shape.limit,
    )


def _embeddings(shape: VerifierShape, own: EmbeddingsShape, files: Files) -> EmbeddingsVerifier:
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        message = f"kind: embeddings needs the package {missing[0]}: {EXTRA}"
        files.problems.append(files.document.problem((*_PLACE, "kind"), message))
    return EmbeddingsVerifier(
        model=_brought(own.model, "model", files),
        tokenizer=_brought(own.tokenizer, "tokenizer", files),
        margin=own.margin,
        limit=shape.limit,
    )


def _brought(shape: BroughtShape, name: str, files: Files) -> Brought:
    path: Steps = (*_PLACE, "embeddings", name)
    brought = Brought(path=files.read((*path, "file"), shape.file), sha256=shape.sha256)
    try:
        brought.content()
    except ConfigError as error:
        files.problems.append(files.document.problem((*path, "file"), f"{name}: {error}"))
    return brought
