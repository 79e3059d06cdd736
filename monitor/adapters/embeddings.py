"""Second opinions from a sentence model that the user brings as an ONNX file with its tokenizer.

The packages that run it are the extra `embeddings`: they are imported where they are first needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread

from monitor.errors import ConfigError
from monitor.judge.prototypes import Prototypes, Vector, lean, unit
from monitor.model.development import TypeId
from monitor.model.opinion import Opinion, Question

LONGEST = 256
"""Tokens of a sentence that the model is shown."""
EXTRA = "pip install 'monitor[embeddings]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Sentences that tell a type, and sentences that nearly do."""

    told: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file that the user brings, and the sha256 (hexadecimal) that it must have."""

    path: Path
    sha256: str

    def content(self) -> bytes:
        """Return the content; raises `ConfigError` if it cannot be read or is another one."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ConfigError(f"{self.path} cannot be read: {error.strerror}") from error
        found = sha256(content).hexdigest()
        if found != self.sha256.lower():
            raise ConfigError(f"{self.path} is another file: its sha256 is {found}")
        return content


class SentenceModel:
    """Turns sentences into vectors: the mean over their tokens, or what the model gives of them."""

    def __init__(self, model: Brought, tokenizer: Brought) -> None:
        """Load what was checked; raises `ConfigError` if files or packages are not as wanted."""
        runtime, tokenizers = _package("onnxruntime"), _package("tokenizers")
        self._numbers: Any = _package("numpy")
        try:
            self._tokenizer = tokenizers.Tokenizer.from_str(tokenizer.content().decode())
            self._session = runtime.InferenceSession(
                model.content(), providers=["CPUExecutionProvider"]
            )
        except ConfigError:
            raise
        except Exception as error:  # the packages raise bare ones
            raise ConfigError(
                f"{model.path}, {tokenizer.path}: cannot be loaded: {error}"
            ) from error
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        self._inputs = {one.name for one in self._session.get_inputs()}

    def vector(self, sentence: str) -> Vector:
        """Return the vector of a sentence, of length 1."""
        read = self._tokenizer.encode(sentence)
        given = {
            "input_ids": read.ids or [0],
            "attention_mask": read.attention_mask or [1],
            "token_type_ids": read.type_ids or [0],
        }
        fed = {
            name: self._numbers.array([values], dtype=self._numbers.int64)
            for name, values in given.items()
            if name in self._inputs
        }
        found = self._session.run(None, fed)[0][0]
        return unit([float(x) for x in (found.mean(axis=0) if found.ndim > 1 else found)])


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ConfigError(f"sentence embeddings need the package {name}: {EXTRA}") from error


class Embeddings:
    """The port `SecondOpinion`, by likeness with the labelled sentences of each type.

    The vectors of a type's sentences are made when its first question comes.
    """

    def __init__(
        self, model: SentenceModel, labelled: Mapping[TypeId, Labelled], *, margin: float
    ) -> None:
        """`margin`: by how much (of cosine) one side must be nearer than the other."""
        self._model = model
        self._labelled = labelled
        self._margin = margin
        self._known: dict[TypeId, Prototypes] = {}
        self._turn = anyio.Lock()

    async def opinion(self, question: Question) -> Opinion:
        """Return what the likeness says; the model works beside the loop, a sentence at a time."""
        async with self._turn:
            return await anyio.to_thread.run_sync(self._weighed, question, abandon_on_cancel=True)

    def _weighed(self, question: Question) -> Opinion:
        vector = self._model.vector(question.sentence)
        return lean(question, vector, self._prototypes(question.type), self._margin)

    def _prototypes(self, kind: TypeId) -> Prototypes:
        if kind not in self._known:
            labelled = self._labelled.get(kind, Labelled(told=(), missed=()))
            self._known[kind] = Prototypes(
                told=self._vectors(labelled.told), missed=self._vectors(labelled.missed)
            )
        return self._known[kind]

    def _vectors(self, sentences: Sequence[str]) -> tuple[Vector, ...]:
        return tuple(self._model.vector(sentence) for sentence in sentences)
