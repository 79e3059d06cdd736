"""Posts and items that carry their own text, on the whole road: nothing else is fetched."""

import json
from datetime import timedelta

import pytest

from monitor.model.source import Fields, Source, SourceId, SourceKind
from tests.fakes.scene import Scene
from tests.fakes.stories import before

CHANNEL = "https://t.me/s/harbour"
API = "https://harbour.example/api?key=0815"
NORWAY = "Norway pledged 18 million euros in aid to Ukraine, its foreign ministry said."
SWEDEN = "Sweden pledged 90 million euros in aid to Ukraine, its foreign ministry said."
SHORT = timedelta(minutes=12)


class Carrying(Scene):
    """A source whose list carries the articles."""

    def __init__(self, store, clock) -> None:
        super().__init__(store, clock)
        self.seen = 0

    async def told(self, source: Source, body: str) -> list[str]:
        """The source answers so from now on; return the alerts that its next look gives."""
        self.source = source
        self.clock.pass_by(SHORT)
        self.web.page(source.url, body, fetched_at=self.clock.now())
        await self.poll()
        await self.carry_all()
        alerts = [str(one["summary"]) for one in self.journal.facts("alert.emitted")][self.seen :]
        self.seen += len(alerts)
        return alerts


@pytest.fixture
def scene(store, clock):
    return Carrying(store, clock)


def channel(*posts: tuple[int, str, str], meta: str = "") -> str:
    shown = (
        f'<div class="tgme_widget_message" data-post="harbour/{number}">'
        f'<div class="tgme_widget_message_text">{text}</div>'
        f'<span class="tgme_widget_message_meta">{meta}<time datetime="{at}"></time></span></div>'
        for number, at, text in posts
    )
    return f'<section class="tgme_channel_history">{"".join(shown)}</section>'


def source(kind: SourceKind, url: str, **more) -> Source:
    return Source(id=SourceId("harbour"), kind=kind, url=url, outlet="Harbour Post", **more)


async def test_a_post_is_told_and_its_edit_tells_what_is_new(scene):
    telegram = source(SourceKind.TELEGRAM, CHANNEL)
    at = before(scene.clock.now(), 5).isoformat()
    (told,) = await scene.told(telegram, channel((12, at, NORWAY)))
    assert "Norway" in told
    assert await scene.told(telegram, channel((12, at, NORWAY))) == []
    edited = f"{NORWAY}<br/>{SWEDEN}"
    (told,) = await scene.told(telegram, channel((12, at, edited), meta="edited &nbsp;"))
    assert "Sweden" in told
    assert [one.url for one in scene.web.asked] == [CHANNEL] * 3


async def test_items_of_an_api_are_told_once_each_without_pages_of_their_own(scene):
    api = source(SourceKind.API, API, fields=Fields(list="news", text="body", published="at"))
    at = before(scene.clock.now(), 5).isoformat()
    items = [{"body": NORWAY, "at": at}]
    (told,) = await scene.told(api, json.dumps({"news": items}))
    assert "Norway" in told
    items.append({"body": f"<p>{SWEDEN}</p>", "at": at})
    (told,) = await scene.told(api, json.dumps({"news": items}))
    assert "Sweden" in told
    finds = [str(one) for one in scene.journal.facts("article.judged")]
    assert len(finds) == 2
    assert not any("0815" in one for one in finds)


async def test_an_item_whose_text_changes_under_its_address_tells_what_is_new_once(scene):
    api = source(SourceKind.API, API, fields=Fields(list="@", url="url", text="body"))

    async def told(body: str) -> list[str]:
        item = {"url": "https://harbour.example/n/7", "body": body}
        return await scene.told(api, json.dumps([item]))

    assert await told("The ministry will say more today.") == []
    (first,) = await told(NORWAY)
    (second,) = await told(f"{NORWAY}\n{SWEDEN}")
    assert ("Norway" in first, "Sweden" in second) == (True, True)
    assert await told(NORWAY) == []
    assert await told(f"{NORWAY}\n{SWEDEN}\n5 minutes ago") == []
    assert len(list(scene.journal.facts("article.judged"))) == 3
