import json
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.app.config.loading import load
from monitor.app.lexicon import lexicon_documents
from monitor.app.rules import (
    known_types,
    rules_of,
    shipped_types,
    sought_types,
    toolbox_of,
    tools_by_language,
)
from monitor.detect.detection import detect
from monitor.errors import ConfigError
from monitor.extract.sentences import sentences
from monitor.model.actor import Registry
from monitor.model.development import TypeId
from tests.fakes.daemon import Settings
from tests.fakes.making import article

TWELVE = {"aid_pledge", "meeting", "agreement", "sanction", "attack", "statement"}
TWELVE |= {"mobilization", "arrest", "protest", "office", "vote", "disaster"}


def configuration(tmp_path, extra: str = ""):
    config = Settings(feeds={"harbour": "http://127.0.0.1:9/feed"}).write(tmp_path)
    with (config / "sources.yaml").open("a") as sources:
        sources.write(extra)
    return load(config, types=known_types(), environment={})


def test_the_shipped_types_are_among_those_that_watchlists_may_name():
    assert set(shipped_types()) == TWELVE
    assert known_types() == shipped_types()


def test_rules_hold_what_is_configured_without_disabled_sources(tmp_path):
    off = "  - {id: off, feed: http://127.0.0.1:9/off, outlet: Off, enabled: false, family: x}\n"
    rules = rules_of(configuration(tmp_path, off))

    assert list(rules.sources) == ["harbour"]
    assert [w.name for w in rules.watchlists] == ["aid"]
    assert rules.catch_up == timedelta(hours=24)
    assert rules.families.family("Off") == "x"


def test_only_types_that_a_watchlist_asks_for_are_looked_for(tmp_path):
    settings = configuration(tmp_path)
    assert sought_types(settings) == {"aid_pledge"}
    assert set(rules_of(settings).tools.lexicon.types) == {"aid_pledge"}
    assert set(rules_of(settings).natures.types) == TWELVE


def test_a_watchlist_of_every_type_has_them_all_looked_for(tmp_path):
    settings = configuration(tmp_path)
    everything = replace(settings.watchlists[0], name="everything", developments=None)
    settings = replace(settings, watchlists=(*settings.watchlists, everything))
    assert sought_types(settings) is None
    assert set(rules_of(settings).tools.lexicon.types) == TWELVE


def test_rules_detect_by_the_shipped_lexicon(tmp_path):
    rules = rules_of(configuration(tmp_path))
    text = "Norway pledged 18 million euros in aid to Ukraine on Saturday."
    (mention,) = detect(article("a", text=text, sentences=sentences(text)), tools=rules.tools)
    assert mention.type == TypeId("aid_pledge")


def test_a_lexicon_of_the_users_own_that_is_wrong_is_a_fault_of_the_configuration(tmp_path):
    settings = configuration(tmp_path)
    own = settings.folder / "lexicon" / "en"
    own.mkdir(parents=True)
    (own / "aid_pledge.yaml").write_text("odd: 1\n")
    with pytest.raises(ConfigError, match="aid_pledge"):
        rules_of(settings)


def test_tools_are_chosen_by_language_and_built_once(tmp_path):
    tools_in = tools_by_language(configuration(tmp_path), frozenset({"meeting"}))
    german = tools_in("de")
    assert german is not None
    assert set(german.lexicon.types) == {"meeting"}
    assert german.verifier.types == frozenset()
    assert tools_in("de") is german
    assert tools_in("fr") is None


def test_acts_are_told_apart_by_the_shipped_weights(tmp_path):
    settings = configuration(tmp_path)
    likeness = rules_of(settings).resemblance
    assert TypeId("aid_pledge") in likeness.types
    assert likeness.types <= TWELVE
    assert rules_of(settings).resemblance is likeness


def test_tools_are_those_from_before_unless_what_they_are_made_of_changed(tmp_path):
    settings = configuration(tmp_path)
    first = toolbox_of(settings)
    other = replace(settings, catch_up=timedelta(hours=1), watchlists=settings.watchlists * 2)
    assert toolbox_of(other, first) is first
    fewer = replace(settings, registry=Registry({}))
    everything = replace(settings.watchlists[0], developments=None)
    for changed in (fewer, replace(settings, watchlists=(everything,))):
        assert toolbox_of(changed, first) is not first
    own = settings.folder / "lexicon" / "en"
    own.mkdir(parents=True)
    (shipped,) = (d for d in lexicon_documents(settings.folder) if d.name == "vote.yaml")
    (own / "vote.yaml").write_text(json.dumps(shipped.value))
    assert toolbox_of(settings, first) is not first


def test_a_lexicon_that_is_edited_meanwhile_is_none_of_the_rules_that_were_made(tmp_path):
    settings = configuration(tmp_path)
    tools_in = toolbox_of(settings)
    assert tools_in.in_use == ("en",)
    (settings.folder / "lexicon" / "de").mkdir(parents=True)
    (settings.folder / "lexicon" / "de" / "language.yaml").write_text("odd: [\n")
    assert tools_in("de") is not None
    assert tools_in.in_use == ("en", "de")
    with pytest.raises(ConfigError, match="lexicon/de"):
        toolbox_of(settings, tools_in)
