"""The shape of `verifier` in monitor.yaml: who gives second opinions."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints, model_validator

from monitor.app.config.scalars import Duration, Text, WebUrl, fault
from monitor.app.config.shape import Shape

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")]


class BudgetShape(Shape):
    """What may be spent in a day (UTC), by all nodes together."""

    calls: int = Field(default=500, ge=0)
    """Questions."""
    tokens: int = Field(default=500_000, ge=0)
    """Tokens of questions and answers."""


class EndpointShape(Shape):
    """A server that speaks the chat completions of OpenAI."""

    url: WebUrl = Field(repr=False)
    """Where it is, such as https://host/v1; /chat/completions is put behind it."""
    model: Text
    """The model, as the server names it."""
    key: SecretStr | None = None
    """The key that it asks for. Better: `key_file`."""
    key_file: Text | None = None
    """File that holds the key."""
    timeout: Duration = Field(default="10s", validate_default=True)
    """The most time for one answer."""
    budget: BudgetShape = Field(default_factory=BudgetShape)
    """What may be spent in a day."""
    cache: Duration = Field(default="30d", validate_default=True)
    """How long an answer is kept, so that the same question is asked once."""

    @model_validator(mode="after")
    def _one_key(self) -> "EndpointShape":
        if self.key is not None and self.key_file is not None:
            raise fault("give only one of key and key_file")
        return self


class BroughtShape(Shape):
    """A file that you bring."""

    file: Text
    """Where it is."""
    sha256: Sha256
    """Its sha256, in hexadecimal digits."""


class EmbeddingsShape(Shape):
    """A model of sentences, run here (with the extra `embeddings`)."""

    model: BroughtShape
    """The model, as ONNX."""
    tokenizer: BroughtShape
    """Its tokenizer, as tokenizer.json."""
    margin: float = Field(default=0.05, ge=0, le=2)
    """By how much, in cosine, a sentence must be nearer to one side than to the other."""


class VerifierShape(Shape):
    """Second opinions on what would be told: they may veto it, or release what is held."""

    kind: Literal["none", "endpoint", "embeddings"] = "none"
    """Who is asked."""
    limit: Duration = Field(default="20s", validate_default=True)
    """The most time for all questions of one article; then it is told as it stands."""
    endpoint: EndpointShape | None = None
    """For the kind endpoint."""
    embeddings: EmbeddingsShape | None = None
    """For the kind embeddings."""

    @model_validator(mode="after")
    def _what_is_asked_for(self) -> "VerifierShape":
        if self.kind != "none" and getattr(self, self.kind) is None:
            raise fault(f"the kind {self.kind} needs its settings under {self.kind}")
        return self
