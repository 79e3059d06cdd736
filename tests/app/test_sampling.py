from dataclasses import replace

from monitor.app.sampling import sample
from monitor.errors import Unreadable
from monitor.model.page import NotModified
from monitor.model.source import SourceKind
from tests.contracts.examples import source
from tests.fakes.offload import InlineOffload
from tests.fakes.web import FakeWeb

URL = source().url


class Crashing:
    async def run(self, function, /, *args, **kwargs):
        raise Unreadable("crashed")


async def test_an_answer_that_was_not_asked_for_is_a_problem():
    web = FakeWeb(answers={URL: NotModified(url=URL)})
    found = await sample(source(), web, InlineOffload())
    assert found.problem == "not modified, though not asked"


async def test_a_listing_that_cannot_be_read_is_a_problem():
    web = FakeWeb()
    web.page(URL, "<rss/>")
    assert (await sample(source(), web, Crashing())).problem == "unreadable: crashed"


async def test_an_index_that_names_further_lists_is_no_problem():
    web = FakeWeb()
    web.page(URL, "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>")
    map_of = replace(source(), kind=SourceKind.SITEMAP)
    found = await sample(map_of, web, InlineOffload())
    assert (found.entries, found.problem) == (1, None)
