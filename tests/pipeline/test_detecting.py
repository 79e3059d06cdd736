"""What an article says by itself, and a replay that detects and tells in its own way."""

from dataclasses import replace

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Silence
from monitor.extract.sentences import sentences
from monitor.pipeline.detecting import Detected, address_of, detected
from monitor.pipeline.judging import Judging
from tests.fakes.making import NOON, article
from tests.fakes.rules import rules

PLEDGE = "Germany pledged 90 million euros in aid to Ukraine on Saturday."


def printed(**more):
    return article("a", text=PLEDGE, sentences=sentences(PLEDGE), **more)


def test_the_same_article_and_rules_say_the_same():
    found = detected(printed(), rules())
    assert found == detected(printed(), rules())
    assert [mention.type for mention in found.mentions] == ["aid_pledge"]


def test_in_a_language_without_tools_nothing_is_looked_for():
    assert detected(printed(language="xx"), rules()).mentions is None


def test_the_address_is_canonical_and_none_where_there_is_none():
    url = "https://example.org/a?utm_source=x"
    assert address_of(printed(url=url)) == "https://example.org/a"
    assert address_of(printed(url=None)) is None


async def test_a_replay_may_bring_what_was_detected_and_tell_it_itself():
    told = []

    def telling(judged, reading, now):
        told.append((judged.mention.type, reading.passage, now))
        return (), replace(judged.after, plover="told")

    found = detected(printed(), rules())
    brought = Judging(
        rules=rules(),
        memory=ThrowawayMemory(),
        journal=Silence(),
        detecting=lambda _: found,
        telling=telling,
    )
    result = await brought.take_in(printed(), now=NOON)
    assert told == [("aid_pledge", PLEDGE, NOON)]
    assert (result.alerts, result.judged[0].after.plover) == ((), "told")

    nothing = replace(brought, detecting=lambda _: Detected(prints=found.prints, mentions=()))
    assert (await nothing.take_in(printed(), now=NOON)).judged == ()
