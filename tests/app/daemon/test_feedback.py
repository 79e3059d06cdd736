"""The whole daemon obeys what people say: by command, and by the links of its mails."""

import re

import httpx
import pytest

from monitor.adapters.clock import SystemClock
from tests.app.daemon.test_corrections import Scene
from tests.fakes.desk import desk
from tests.fakes.mail_server import mail_server
from tests.fakes.newsroom import Printed, newsroom
from tests.fakes.serving import free_port
from tests.fakes.stories import before, pledge


@pytest.fixture
def news():
    with newsroom() as room:
        now = SystemClock().now()
        room.publish("harbour", pledge(0, before(now, 9)), pledge(1, before(now, 8)))
        yield room


@pytest.fixture
def scene(tmp_path, news, redis_url):
    with desk() as taken:
        yield Scene(tmp_path, news, taken, redis_url)


def raised(giver: str, old: int, new: int, town: str) -> Printed:
    """Return an article that tells a higher sum."""
    told = f"{giver} raised its aid to Ukraine from {old} million euros to {new} million euros."
    asides = (f"The mayor of {town} opened a library of {new} shelves.", f"It rained in {town}.")
    now = SystemClock().now()
    return Printed(slug=f"{town}-{new}", title=town, paragraphs=(told, *asides), at=before(now, 1))


async def test_what_people_say_by_command_is_obeyed_by_the_next_article(scene):
    async with scene.served():
        await scene.until(lambda: len(scene.told("new")) == 2)
        one, other = sorted(scene.told("new"), key=lambda told: told["development"]["first_seen"])
        names = {a["development"]["actors"][0]["id"]: a for a in (one, other)}
        await scene.says("feedback", "same", one["id"], other["id"])
        scene.news.publish("harbour", raised("Norway", 18, 30, "Lindholm"))
        await scene.until(lambda: scene.told("update"))
        (update,) = scene.told("update")
        lives_on = update["development"]["id"]
        assert lives_on in {one["development"]["id"], other["development"]["id"]}

        await scene.says("feedback", "different", one["id"], other["id"])
        scene.news.publish("harbour", raised("Norway", 30, 45, "Osterby"))
        await scene.until(lambda: len(scene.told("update")) == 2)
        latest = next(a for a in scene.told("update") if a["id"] != update["id"])
        assert latest["development"]["id"] == names["norway"]["development"]["id"]

        await scene.says("feedback", "mute", names["norway"]["id"])
        scene.news.publish("harbour", raised("Norway", 45, 70, "Tessaly"))
        await scene.until(lambda: scene.journal.facts("delivery.muted"))
    assert len(scene.told("new")) == len(scene.told("update")) == 2
    (unsent,) = (await scene.says("deliveries", "--state", "withdrawn", "--json")).records
    assert unsent["reason"] == "muted", "what was not told can be read"


async def test_a_reader_says_by_the_link_of_a_mail_that_it_is_wrong(scene):
    port = free_port()
    async with mail_server() as post:
        smtp = f"smtp://127.0.0.1:{post.port}"
        mail = f"email: {{to: [desk@paper.example], smtp: '{smtp}', from: m@news.example}}"
        web = f"{{listen: '127.0.0.1:{port}', public_url: 'http://127.0.0.1:{port}'}}"
        async with scene.served(others={"mail": mail}, web=web):
            await scene.until(lambda: len(post.handed) == 2)
            plain = post.handed[0].parsed.get_body(("plain",)).get_content()
            link = re.search(r"It is wrong:\s+(\S+)", plain)[1]
            async with httpx.AsyncClient() as reader:
                assert (await reader.get(link)).status_code == 200
                assert scene.told("withdrawn") == []
                done = await reader.post(link, data={"author": "Ada"})
                assert "It is taken back" in done.text
                await scene.until(lambda: len(post.handed) == 3)
                (correction,) = scene.told("withdrawn")
                assert correction["why"] == ["Ada said that it is wrong"]
                again = post.handed[2].parsed.get_body(("plain",)).get_content()
                right = re.search(r"It is right:\s+(\S+)", again)[1]
                assert "It stands again" in (await reader.post(right)).text
                await scene.until(lambda: len(scene.told("new")) == 3)
    listed = (await scene.says("feedback", "list", "--json")).records
    assert [one["author"] for one in listed] == ["a reader of mail", "Ada"]
