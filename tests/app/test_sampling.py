from dataclasses import replace
from urllib.parse import urljoin

import pytest

from monitor.adapters.clock import SystemClock
from monitor.app.config.settings import Configuration
from monitor.app.sampling import looking_at, sample
from monitor.errors import Unreadable
from monitor.model.page import NotModified, Reason, Unavailable
from monitor.model.source import SourceKind
from monitor.pipeline.looking import Looking
from tests.contracts.examples import source
from tests.fakes.offload import InlineOffload
from tests.fakes.web import FakeWeb

URL = source().url


class Crashing:
    async def run(self, function, /, *args, **kwargs):
        raise Unreadable("crashed")

    def of(self, whom):
        return self


def looking(web: FakeWeb, offload) -> Looking:
    return Looking(clock=SystemClock(), web=web, offload=offload)


async def test_an_answer_that_was_not_asked_for_is_a_problem():
    web = FakeWeb(answers={URL: NotModified(url=URL)})
    found = await sample(source(), looking(web, InlineOffload()))
    assert found.problem == "not modified, though not asked"


async def test_a_listing_that_cannot_be_read_is_a_problem():
    web = FakeWeb()
    web.page(URL, "<rss/>")
    assert (await sample(source(), looking(web, Crashing()))).problem == "unreadable: crashed"


async def test_an_index_is_sampled_by_the_lists_that_it_names():
    web = FakeWeb()
    web.page(URL, "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>")
    web.page(urljoin(URL, "/a.xml"), "<urlset><url><loc>/story</loc></url></urlset>")
    map_of = replace(source(), kind=SourceKind.SITEMAP)
    found = await sample(map_of, looking(web, InlineOffload()))
    assert (found.entries, found.problem) == (1, None)


async def test_a_watched_page_is_sampled_by_what_it_says():
    web = FakeWeb()
    web.page(URL, "<article><p>The ferry runs at noon, the council says.</p></article>")
    found = await sample(replace(source(), kind=SourceKind.PAGE), looking(web, InlineOffload()))
    assert (found.entries, found.problem) == (1, None)


async def test_an_archive_is_sampled_where_it_lies(tmp_path):
    (tmp_path / "day.jsonl").write_text('{"text": "The ferry runs."}\n')
    archive = replace(source(), kind=SourceKind.ARCHIVE, url=str(tmp_path))
    async with looking_at(Configuration(folder=tmp_path, state_dir=tmp_path)) as looks:
        assert (await sample(archive, looks)).entries == 1


@pytest.mark.parametrize(
    ("change", "reason", "said"),
    [
        ({}, Reason.ROBOTS, "refused"),
        ({}, Reason.NOT_FOUND, "allowed"),
        ({}, Reason.TIMEOUT, None),
        ({"respect_robots": False}, Reason.NOT_FOUND, "not asked"),
    ],
)
async def test_what_robots_txt_says_is_told_as_far_as_it_was_come_to(change, reason, said):
    web = FakeWeb(answers={URL: Unavailable(url=URL, reason=reason, detail="no")})
    found = await sample(replace(source(), **change), looking(web, InlineOffload()))
    assert (found.robots, found.kind, found.age) == (said, None, None)
