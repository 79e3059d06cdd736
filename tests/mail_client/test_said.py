"""The pages behind links, as a browser shows and sends them."""

import pytest
from playwright.async_api import async_playwright

from tests.fakes.port import serving
from tests.fakes.said import SaidPort
from tests.mail_client.browser import ABSENT, PROGRAM

pytestmark = pytest.mark.skipif(PROGRAM is None, reason=ABSENT)


async def test_a_reader_says_in_a_browser_that_it_is_wrong_and_undoes_that(store, clock):
    port = SaidPort(store=store, clock=clock)
    await port.start()
    async with serving(port), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=PROGRAM)
        page = await browser.new_page(viewport={"width": 320, "height": 700})
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        await page.goto(port.address + port.link())
        assert await page.evaluate("document.documentElement.scrollWidth") == 320
        button = page.get_by_role("button", name="Yes, it is wrong")
        box = await button.bounding_box()
        assert box["height"] >= 44, "the style is in force, and there is room for a thumb"
        await page.get_by_label("Why?").fill("an exercise")
        await page.get_by_label("Your name").fill("Ada")
        await button.press("Enter")
        await page.get_by_role("heading", name="It is taken back").wait_for()
        (said,) = await port.withdrawals.feedback(limit=9)
        assert (said.author, said.comment) == ("Ada", "an exercise")

        await page.get_by_role("link", name="it is right").click()
        await page.get_by_role("button", name="Yes, it is right").click()
        await page.get_by_role("heading", name="It stands again").wait_for()
        assert (await port.memory.development("d1")).withdrawn is None
        assert refused == [], "the page keeps to its own policy"
        await browser.close()
