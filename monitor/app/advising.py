"""Who gives second opinions, as the configuration says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.adapters.embeddings import Embeddings, Labelled, SentenceModel
from monitor.adapters.endpoint import Endpoint, Terms
from monitor.adapters.net import Client
from monitor.adapters.purse import RedisPurse
from monitor.adapters.store import Store
from monitor.adapters.web import agent_name
from monitor.app.config.settings import Configuration, EmbeddingsVerifier, EndpointVerifier
from monitor.app.lexicon import lexicon_documents
from monitor.model.development import TypeId
from monitor.pipeline.advising import Advising
from monitor.ports import Clock, Journal, SecondOpinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What an adviser may need: a guarded client, the store, the time."""

    client: Client
    store: Store
    clock: Clock


def advising_of(configuration: Configuration, means: Means, journal: Journal) -> Advising | None:
    """Return how second opinions are asked for, None if nobody is to be asked.

    Raises `ConfigError` if a sentence model cannot be loaded.
    """
    settings = configuration.verifier
    if settings is None:
        return None
    adviser: SecondOpinion
    match settings:
        case EndpointVerifier():
            adviser = _endpoint(settings, means, configuration.contact)
        case EmbeddingsVerifier():
            model = SentenceModel(settings.model, settings.tokenizer)
            adviser = Embeddings(model, labelled_of(configuration), margin=settings.margin)
    return Advising(adviser=adviser, journal=journal, limit=settings.limit)


def _endpoint(settings: EndpointVerifier, means: Means, contact: str | None) -> Endpoint:
    terms = Terms(
        url=settings.url,
        model=settings.model,
        budget=settings.budget,
        timeout=settings.timeout,
        key=settings.key,
    )
    purse = RedisPurse(means.store, life=settings.cache)
    return Endpoint(means.client, terms, purse, means.clock, agent=agent_name(contact))


def labelled_of(configuration: Configuration) -> Mapping[TypeId, Labelled]:
    """Return the test sentences of the lexicon in force, by type: those that tell it, and those
    that nearly do.
    """
    found: dict[TypeId, Labelled] = {}
    for document in lexicon_documents(configuration.folder):
        fields = document.value
        if isinstance(fields, dict) and isinstance(kind := fields.get("type"), str):
            samples = tuple(_samples(fields.get("tests")))
            found[TypeId(kind)] = Labelled(
                told=tuple(text for text, told in samples if told),
                missed=tuple(text for text, told in samples if not told),
            )
    return found


def _samples(tests: object) -> Iterator[tuple[str, bool]]:
    """Give each sentence, and whether it tells its type."""
    for one in tests if isinstance(tests, list) else ():
        yield str(one["text"]), one.get("status") is not None
