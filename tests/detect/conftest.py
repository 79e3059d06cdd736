"""An English detector over the shipped registry and lexicon, and a way to tell it a story."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from monitor.detect.cast import cast
from monitor.detect.detection import Tools, detect
from monitor.detect.gazetteer import load_gazetteer
from monitor.detect.names import article_names
from monitor.detect.place import PlaceIndex
from monitor.detect.sight import Sight, sight
from monitor.detect.who import Spoken, Who
from monitor.model.actor import Actor, ActorId, ActorKind, Affiliation, Registry
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.development import Mention
from monitor.model.moment import Stamp

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "monitor" / "detect" / "lexicon" / "en"
NOBODY = Spoken()
Tell = Callable[..., tuple[Mention, ...]]


def _affiliations(raw: object) -> tuple[Affiliation, ...]:
    listed = raw if isinstance(raw, list) else [raw]
    found = []
    for item in listed:
        fields = {"id": item} if isinstance(item, str) else item
        since, until = (_day(fields.get(key)) for key in ("from", "until"))
        found.append(Affiliation(actor=ActorId(fields["id"]), since=since, until=until))
    return tuple(found)


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


@cache
def shipped_registry() -> Registry:
    raw = YAML(typ="safe").load((ROOT / "config" / "actors.yaml").read_text(encoding="utf-8"))
    return Registry.of(
        tuple(
            Actor(
                id=ActorId(fields["id"]),
                name=fields["name"],
                kind=ActorKind(fields["kind"]),
                of=_affiliations(fields.get("of", [])),
                aliases=tuple(fields.get("aliases", ())),
                capital=fields.get("capital"),
                demonyms=tuple(fields.get("demonyms", ())),
            )
            for fields in raw["actors"]
        )
    )


@cache
def shipped_lexicon() -> dict[str, object]:
    yaml = YAML(typ="safe")
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8")) for path in LEXICON.glob("*.yaml")
    }


@pytest.fixture(scope="session")
def lexicon_documents() -> dict[str, object]:
    return shipped_lexicon()


@pytest.fixture(scope="session")
def registry() -> Registry:
    return shipped_registry()


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools.build(
        shipped_registry(),
        lexicon_data=shipped_lexicon(),
        places=PlaceIndex.build(load_gazetteer()),
    )


def article(day: str | None, *sentences: str) -> Article:
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Sentence(start=start, end=start + len(sentence)))
        start += len(sentence) + 1
    return Article(
        id=ArticleId("a"),
        text=" ".join(sentences),
        sentences=tuple(spans),
        published=Stamp.of_day(date.fromisoformat(day)) if day is not None else None,
    )


@pytest.fixture
def tell(tools: Tools) -> Tell:
    """Return what is detected in an article of these sentences, published on the day."""

    def told(day: str | None, *sentences: str) -> tuple[Mention, ...]:
        return detect(article(day, *sentences), tools=tools)

    return told


@pytest.fixture
def look(tools: Tools) -> Callable[[str], tuple[Sight, tuple[Who, ...]]]:
    """Return a sentence as the frames see it, and who is in it."""

    def looked(text: str, spoken: Spoken = NOBODY) -> tuple[Sight, tuple[Who, ...]]:
        names = article_names(text, (Sentence(start=0, end=len(text)),), tools.names)
        seen = sight(text, offset=0, number=0, lexicon=tools.lexicon, names=names)
        return seen, cast(seen, tools.registry, spoken)

    return looked
