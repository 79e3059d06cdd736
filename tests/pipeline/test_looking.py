"""One look at sources of every kind, with a web of our own making."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import Unreadable
from monitor.model.health import UNKNOWN
from monitor.model.page import NotModified, Reason, Unavailable
from monitor.model.source import Candidate, Listed, PollState, Source, SourceId, SourceKind
from monitor.pipeline.looking import MOST_FURTHER, MOST_LISTED, Looking
from monitor.schedule.habit import after_look
from monitor.schedule.sameness import body_mark
from tests.fakes.offload import InlineOffload
from tests.fakes.web import FakeWeb

PLACE = "https://harbour.example"
NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
INDEX = f"{PLACE}/index.xml"


class Clock:
    """A clock that goes on by so much at each look."""

    def __init__(self, step=timedelta(0)):
        self.moment, self.step = NOW, step

    def now(self):
        self.moment += self.step
        return self.moment


class Box:
    """A collection that gives what it was given."""

    def __init__(self, given):
        self.given, self.asked = given, []

    async def take(self, source, state):
        self.asked.append((source.id, state.position))
        return self.given


class ReadingOffload:
    """Reads nothing but what it was told that pages list."""

    def __init__(self, lists):
        self.lists = lists

    async def run(self, function, page, source):
        found = self.lists[page.url]
        if isinstance(found, Exception):
            raise found
        return found

    def of(self, whom):
        return self


def source(kind=SourceKind.SITEMAP, url=INDEX, **more):
    return Source(id=SourceId("harbour"), kind=kind, url=url, outlet="Harbour Post", **more)


def sitemap(*names):
    pages = "".join(f"<url><loc>{PLACE}/{name}</loc></url>" for name in names)
    return f"<urlset>{pages}</urlset>"


def index(web, *names, **pages):
    parts = "".join(f"<sitemap><loc>{PLACE}/{name}.xml</loc></sitemap>" for name in names)
    web.page(INDEX, f"<sitemapindex>{parts}</sitemapindex>")
    for name, listed in pages.items():
        web.page(f"{PLACE}/{name}.xml", sitemap(*listed))


def looking(web, *, clock=None, offload=None, **more):
    return Looking(clock=clock or Clock(), web=web, offload=offload or InlineOffload(), **more)


def known(*names, of=None):
    """Return the state of a source that listed these pages before."""
    listed = tuple(Candidate(url=f"{PLACE}/{name}", kind=SourceKind.SITEMAP) for name in names)
    return PollState(habit=after_look(of or source(), UNKNOWN, listed, (), now=NOW))


def named(look):
    return [one.url.removeprefix(f"{PLACE}/") for one in look.all_listed]


async def test_an_index_gives_what_its_sitemaps_list():
    web = FakeWeb()
    index(web, "a", "b", a=["1", "2"], b=["3"])
    look = await looking(web).look(source(), PollState())
    assert sorted(named(look)) == ["1", "2", "3"]
    assert look.found.candidates == ()
    assert look.page.url == INDEX
    assert look.missed == ()


async def test_a_sitemap_that_fails_costs_no_other():
    web = FakeWeb()
    index(web, "a", "b", "c", a=["1"], c=["3"])
    web.unavailable(f"{PLACE}/b.xml", Reason.SERVER_ERROR)
    look = await looking(web).look(source(), PollState())
    assert sorted(named(look)) == ["1", "3"]
    assert [one.url for one in look.missed] == [f"{PLACE}/b.xml"]


async def test_an_index_of_which_nothing_can_be_had_cannot_be_had():
    web = FakeWeb()
    index(web, "a", "b")
    look = await looking(web).look(source(), PollState())
    assert isinstance(look.found, Unavailable)


async def test_a_list_that_says_that_it_has_not_changed_adds_nothing():
    web = FakeWeb()
    index(web, "a", "b", a=["1"])
    web.not_modified(f"{PLACE}/b.xml")
    assert named(await looking(web).look(source(), PollState())) == ["1"]


async def test_after_two_sitemaps_without_news_the_rest_is_left_alone():
    web = FakeWeb()
    names = [f"s{n}" for n in range(6)]
    index(web, *names, **{name: ["1", "2"] for name in names})
    await looking(web).look(source(), known("1", "2"))
    assert len(web.asked) == 3


async def test_at_most_twenty_further_lists_are_asked_for():
    web = FakeWeb()
    names = [f"s{n}" for n in range(30)]
    lists = {INDEX: Listed(further=tuple(f"{PLACE}/{name}" for name in names))}
    for name in names:
        web.page(f"{PLACE}/{name}", "x")
        lists[f"{PLACE}/{name}"] = Listed()
    web.page(INDEX, "x")
    await looking(web, offload=ReadingOffload(lists)).look(source(), PollState())
    assert len(web.asked) == 1 + MOST_FURTHER


async def test_further_lists_take_no_longer_than_one_answer_may():
    web = FakeWeb()
    index(web, *"abcdef", **{name: [name] for name in "abcdef"})
    slow = Clock(timedelta(seconds=9))
    await looking(web, clock=slow).look(source(timeout=timedelta(seconds=20)), PollState())
    assert len(web.asked) == 3


async def test_lists_that_name_each_other_are_asked_once():
    web = FakeWeb()
    lists = {INDEX: Listed(further=(INDEX, f"{PLACE}/2")), f"{PLACE}/2": Listed(further=(INDEX,))}
    for url in lists:
        web.page(url, "x")
    await looking(web, offload=ReadingOffload(lists)).look(source(), PollState())
    assert [request.url for request in web.asked] == list(lists)


async def test_what_many_lists_give_is_bounded():
    web = FakeWeb()
    many = tuple(Candidate(url=f"{PLACE}/{n}", kind=SourceKind.SITEMAP) for n in range(3_000))
    lists = {INDEX: Listed(further=(f"{PLACE}/1", f"{PLACE}/2", f"{PLACE}/3"))}
    lists |= {f"{PLACE}/{n}": Listed(candidates=many) for n in (1, 2, 3)}
    for url in lists:
        web.page(url, "x")
    look = await looking(web, offload=ReadingOffload(lists)).look(source(), PollState())
    assert len(look.all_listed) == MOST_LISTED
    assert len(web.asked) == 3


API = f"{PLACE}/api"


def pages(*counts):
    """Return the pages of an API, each of which names the next."""
    lists, first = {}, 0
    for number, count in enumerate(counts):
        items = tuple(
            Candidate(url=f"{PLACE}/{n}", kind=SourceKind.API) for n in range(first, first + count)
        )
        last = number + 1 == len(counts)
        further = () if last else (f"{API}/{number + 1}",)
        lists[API if number == 0 else f"{API}/{number}"] = Listed(candidates=items, further=further)
        first += count
    return lists


async def asked(state, *counts):
    web, lists = FakeWeb(), pages(*counts)
    for url in lists:
        web.page(url, "x")
    of = source(SourceKind.API, API)
    look = await looking(web, offload=ReadingOffload(lists)).look(of, state)
    return len(web.asked), len(look.all_listed)


async def test_the_next_page_is_asked_for_while_the_one_before_has_news():
    of = source(SourceKind.API, API)
    assert await asked(known("2", "3", of=of), 2, 2, 2) == (2, 4)
    assert await asked(known("0", "1", of=of), 2, 2, 2) == (1, 2)


async def test_the_first_look_at_an_api_is_at_its_first_page():
    assert await asked(PollState(), 2, 2, 2) == (1, 2)


async def test_what_cannot_be_read_is_unavailable_with_the_reason():
    web = FakeWeb()
    web.page(INDEX, "x")
    lists = {INDEX: Unreadable("crashed")}
    look = await looking(web, offload=ReadingOffload(lists)).look(source(), PollState())
    assert (look.found.reason, look.found.detail) == (Reason.UNREADABLE, "crashed")


async def test_a_wall_in_place_of_a_list_is_unavailable():
    web = FakeWeb()
    web.page(INDEX, "<html><head><title>Sign in</title></head><body><input type=password>")
    look = await looking(web).look(source(), PollState())
    assert (look.found.reason, look.found.detail) == (Reason.WALLED, "a login wall")


async def test_not_modified_is_passed_on():
    web = FakeWeb()
    web.not_modified(INDEX)
    look = await looking(web).look(source(), PollState(etag='"a"'))
    assert isinstance(look.found, NotModified)


WATCHED = Candidate(url=f"{PLACE}/tender", kind=SourceKind.PAGE)


@pytest.mark.parametrize(
    ("before", "now", "listed"),
    [(None, "d1", ()), ("d1", "d1", ()), ("d1", "d2", (WATCHED,))],
)
async def test_a_watched_page_is_news_only_where_it_changed(before, now, listed):
    web, url = FakeWeb(), f"{PLACE}/tender"
    web.page(url, "x")
    offload = ReadingOffload({url: Listed(candidates=(WATCHED,), digest=now)})
    watched = source(SourceKind.PAGE, url)
    look = await looking(web, offload=offload).look(watched, PollState(digest=before))
    assert look.all_listed == listed
    assert look.found.digest == now


async def test_a_mailbox_is_asked_from_its_position_and_not_through_the_web():
    web, mail = FakeWeb(), Candidate(url="mid:1", kind=SourceKind.MAILBOX)
    box = Box(Listed(candidates=(mail,), position="8"))
    mailbox = source(SourceKind.MAILBOX, "imaps://mail.example")
    asking = looking(web, collections={SourceKind.MAILBOX: box})
    look = await asking.look(mailbox, PollState(position="7"))
    assert (look.all_listed, look.page, web.asked) == ((mail,), None, [])
    assert box.asked == [("harbour", "7")]


async def test_a_mailbox_that_refuses_is_unavailable():
    gone = Unavailable(url="imaps://mail.example", reason=Reason.FORBIDDEN, detail="no")
    asking = looking(FakeWeb(), collections={SourceKind.MAILBOX: Box(gone)})
    mailbox = replace(source(SourceKind.MAILBOX), url="imaps://mail.example")
    look = await asking.look(mailbox, PollState())
    assert (look.found, look.all_listed) == (gone, ())


@pytest.mark.parametrize(
    "kind",
    [
        SourceKind.FEED,
        SourceKind.SITEMAP,
        SourceKind.LISTING,
        SourceKind.API,
        SourceKind.TELEGRAM,
        SourceKind.PAGE,
    ],
)
async def test_the_same_bytes_are_not_read_again_whoever_sends_them(kind):
    web, of = FakeWeb(), source(kind)
    web.page(INDEX, "the same")
    state = PollState(body=body_mark(of, web.answers[INDEX]))
    look = await looking(web, offload=ReadingOffload({})).look(of, state)
    assert (look.found, look.page) == (NotModified(url=INDEX), web.answers[INDEX])


async def test_the_same_bytes_are_read_again_where_the_source_is_read_by_other_rules():
    web = FakeWeb()
    web.page(INDEX, sitemap("1"))
    state = PollState(body=body_mark(source(link="a.story"), web.answers[INDEX]))
    assert named(await looking(web).look(source(), state)) == ["1"]
