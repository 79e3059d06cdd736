import asyncio
from dataclasses import replace

import pytest

from tests.alert.examples import NEW, PLEDGE, UPDATE, evidence, party
from tests.mail_client.browser import ABSENT, PROGRAM, opened
from tests.mail_client.client import body, client_page, parsed, threads
from tests.mail_client.letters import LETTERS, SIGNER, received

pytestmark = pytest.mark.skipif(PROGRAM is None, reason=ABSENT)
NARROW, WIDE = 320, 800
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 6
LONG = replace(
    UPDATE,
    summary=UNBROKEN,
    watchlists=(UNBROKEN,),
    why=(UNBROKEN,),
    changes=tuple(replace(c, before=UNBROKEN, after=UNBROKEN) for c in UPDATE.changes),
    development=replace(PLEDGE, place=UNBROKEN, counterparts=(party(UNBROKEN),)),
    evidence=tuple(replace(e, sentence=UNBROKEN, outlet=UNBROKEN) for e in UPDATE.evidence),
)
HOSTILE = replace(
    NEW,
    summary="<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">",
    topic="<b>bold</b>",
    evidence=(
        evidence(
            "<style>*{display:none}</style><iframe src=//evil.example></iframe>",
            outlet="<link rel=stylesheet href=https://evil.example/a.css>",
            url="https://evil.example/\"style='background:url(//evil.example)'",
        ),
    ),
    why=("ukraine: <meta http-equiv=refresh content='0;url=https://evil.example'>",),
)
MESSAGES = {**LETTERS, "long": LONG, "hostile": HOSTILE}
BOXES = """selector => [...document.querySelectorAll(selector)].map(element => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height } })"""
CONTRASTS = """() => {
  const light = c => { const l = c.map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * l[0] + .7152 * l[1] + .0722 * l[2] };
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const behind = element => { for (; element; element = element.parentElement) {
      const found = parts(getComputedStyle(element).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found.slice(0, 3) }
    return [255, 255, 255] };
  const worded = [...document.body.querySelectorAll('*')].filter(element =>
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return worded.map(element => {
    const [a, b] = [parts(getComputedStyle(element).color).slice(0, 3), behind(element)]
      .map(light).sort((x, y) => y - x);
    return (a + .05) / (b + .05) }) }"""


@pytest.fixture(scope="module")
def mails():
    """Every message by its name, as an SMTP server received it."""
    return dict(
        zip(MESSAGES, asyncio.run(received(*MESSAGES.values(), signer=SIGNER)), strict=True)
    )


@pytest.fixture(scope="module")
def viewer(mails):
    """A browser, started when the loop that handed in the mails has ended: it runs one itself."""
    with opened() as browser:
        yield browser


@pytest.fixture
def shown(viewer, mails):
    """Show the mail of that name in a pane of so many pixels."""

    def show(name, width, scheme="light"):
        return viewer.page(body(parsed(mails[name]), "html"), width, scheme)

    return show


def boxes(page, selector):
    """Return where the elements stand on the page."""
    return page.evaluate(BOXES, selector)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", MESSAGES)
def test_no_mail_is_wider_than_its_pane(shown, name, width):
    page = shown(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    text = boxes(page, "h1, h2, h3, p, blockquote, table, li, .box")
    assert text
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in text)


@pytest.mark.parametrize("selector", ["blockquote", ".box"])
@pytest.mark.parametrize("name", ["update", "contested"])
def test_old_and_new_stand_side_by_side_where_there_is_room(shown, name, selector):
    old, new = boxes(shown(name, WIDE), selector)
    assert old["y"] == new["y"]
    assert old["x"] + old["width"] < new["x"]
    assert old["width"] == new["width"]


@pytest.mark.parametrize("selector", ["blockquote", ".box"])
@pytest.mark.parametrize("name", ["update", "contested"])
def test_old_stands_above_new_where_there_is_little_room(shown, name, selector):
    old, new = boxes(shown(name, NARROW), selector)
    assert old["y"] + old["height"] < new["y"]
    assert old["x"] == new["x"] == NARROW - old["x"] - old["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", MESSAGES)
def test_every_word_can_be_read_by_day_and_by_night(shown, name, scheme):
    page = shown(name, WIDE, scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 28)"}[scheme]
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 4
    assert min(contrasts) >= 4.5


@pytest.mark.parametrize("name", MESSAGES)
def test_no_mail_loads_or_runs_anything(viewer, shown, name):
    viewer.asked.clear()
    page = shown(name, WIDE)
    assert page.title() != "taken"
    assert page.locator("script, img, iframe, link, object, form, svg").count() == 0
    assert page.locator("style").count() == 1
    assert [address for address in viewer.asked if address != "about:blank"] == []


def test_the_mails_of_a_development_are_one_thread_in_a_mail_program(mails):
    names = ["new", "source", "update", "contested", "overdue", "withdrawn"]
    found = threads([parsed(mails[name]) for name in names])
    assert [len(thread) for thread in found] == [4, 1, 1]
    subjects = [mail["Subject"].removeprefix("Update: ") for mail in found[0]]
    assert len(set(subjects)) == 1


@pytest.mark.parametrize("width", [390, 1180])
def test_a_mail_program_shows_the_thread_and_the_open_mail(viewer, mails, width):
    three = [mails[name] for name in ("new", "update", "contested")]
    page = viewer.page(client_page(three, chosen=1), width)
    assert page.locator("nav article").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    pane = page.frame_locator("iframe")
    assert pane.locator("h1").inner_text() == UPDATE.summary
