import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from monitor.dedupe.url import canonical, target

PAGE = "https://courier.example/world/aid"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        " http://WWW.Courier.Example:80/world/aid/ ",
        "https://courier.example:443/world/aid#comments",
        "https://m.courier.example/world/aid",
        "https://amp.courier.example/world//aid",
        "https://courier.example/amp/world/aid",
        "https://courier.example/world/aid/amp/",
        "https://courier.example./world/aid/index.html",
        "https://user:secret@courier.example/world/%61id",
        "https://courier.example/world/aid?utm_source=rss&utm_medium=x",
        "https://courier.example/world/aid?subscriber_id=7&_bhlid=1a&jwt_token=e.y&sfmc_sub=1",
        "https://courier.example/world/aid?fbclid=1&at_medium=RSS&mc_cid=2&ref=rss&&amp",
        "https://courier-example.cdn.ampproject.org/c/s/courier.example/world/aid",
        "https://courier-example.cdn.ampproject.org/v/s/courier.example/world/aid?usqp=mq331",
        "https://www.google.com/amp/s/www.courier.example/world/aid",
        "https://www.bing.com/amp/s/courier.example/world/aid",
        "https://courier.example/platform/amp/world/aid",
        "https://courier.example/world/aid/amp.html",
        "https://courier.example/world/aid?amp=1&amp_js_v=0.1",
        "https://courier.example/world/aid?outputType=amp",
        "https://mobile.courier.example/world/aid",
        "https://touch.courier.example/world/aid",
        "https://www.m.courier.example/world/aid",
        "https://courier.example/world/./about/../aid",
        "https://courier.example/../world/aid/index.shtml",
        "https://courier.example/world/aid;jsessionid=1A2B3C.node1",
        "https://courier.example/(S(lit3py55t21z5v55vlm25s55))/world/aid",
        "https://courier.example/world/aid?PHPSESSID=9f1c&sid=0123456789abcdef0123456789abcdef",
        "https://courier.example/world/aid?print=true&mobile=1&share=twitter",
        "https://courier.example/world/aid#:~:text=90%20billion",
        "https://www.google.com/url?rct=j&sa=t&url=https://courier.example/world/aid&ct=ga&cd=1",
        "https://www.google.com/url?q=https%3A%2F%2Fwww.courier.example%2Fworld%2Faid%3Futm_id%3D1",
        "http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fcourier.example%2fworld%2faid",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fcourier.example%2Fworld%2Faid%3Ffbclid%3D1&h=2",
        "https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcourier.example/world/aid&d=1",
    ],
)
def test_one_page_has_one_address(url):
    assert canonical(url) == PAGE


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("http://a.example", "https://a.example/"),
        ("https://a.example/x.amp.html", "https://a.example/x.html"),
        ("https://a.example/?b=2&a=1&c", "https://a.example/?a=1&b=2&c"),
        ("https://a.example/?q=a+b", "https://a.example/?q=a%20b"),
        ("https://a.example/%d0%b0/ж?к=1", "https://a.example/%D0%B0/%D0%B6?%D0%BA=1"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://вісті.укр/x", "https://xn--b1a4ad2fc.xn--j1amh/x"),
        ("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        (
            "https://a.example/?ref=chapter2&source=12&from=2025",
            "https://a.example/?from=2025&ref=chapter2&source=12",
        ),
        ("https://m.example/x", "https://m.example/x"),
        ("https://a.example/ampere/amplify", "https://a.example/ampere/amplify"),
        ("https://www.google.com/amp/about", "https://google.com/about"),
        ("https://en.m.reader.example/wiki/Aid", "https://en.reader.example/wiki/Aid"),
        ("https://a.example/2025/12/aid.html?m=1", "https://a.example/2025/12/aid.html"),
        ("https://a.example/days?m=1", "https://a.example/days?m=1"),
        ("https://a.example/#!/story/5", "https://a.example/#!/story/5"),
        ("https://a.example/#/story/5", "https://a.example/#/story/5"),
        ("https://a.example/news.aspx?id=5", "https://a.example/news.aspx?id=5"),
        ("https://a.example/default.aspx?id=5", "https://a.example/?id=5"),
        ("https://a.example/x?print=42&sid=77", "https://a.example/x?print=42&sid=77"),
        ("https://www.google.com/url?q=ferries", "https://google.com/url?q=ferries"),
        ("https://www.google.com/url?sa=t", "https://google.com/url?sa=t"),
        ("https://t.co/aB3dE5", "https://t.co/aB3dE5"),
        ("https://bit.example/aB3?utm_source=x", "https://bit.example/aB3"),
        ("https://a.example/x?ref=twitter&amp;ref=12", "https://a.example/x?amp;ref=12"),
    ],
)
def test_what_tells_pages_apart_stays(url, form):
    assert canonical(url) == form


@pytest.mark.parametrize("mark", ["post-7", "block-5f2", "7"])
def test_an_entry_of_a_page_keeps_the_fragment_that_names_it(mark):
    entry = f"https://www.courier.example/world/live/?utm_source=rss#{mark}"
    assert canonical(entry, entry=True) == f"https://courier.example/world/live#{mark}"
    assert canonical(entry) == canonical("https://courier.example/world/live")


SHAPES = (
    "https://a.example/?p={id}",
    "https://a.example/index.php?id={id}",
    "https://a.example/index.php?option=content&view=article&id={id}&Itemid=2",
    "https://a.example/story.php?storyid={id}",
    "https://a.example/modules.php?name=News&file=article&sid={id}",
    "https://a.example/news.aspx?newsid={id}",
    "https://a.example/default.aspx?pageid=3&contentid={id}",
    "https://a.example/articleShow?articleId={id}&utm_source=rss",
    "https://a.example/detail?nid={id}&cid=12",
    "https://a.example/view?cid={id}",
    "https://a.example/view?ref={id}",
    "https://a.example/view?source={id}",
    "https://a.example/view?s={id}",
    "https://a.example/news/{id}",
    "https://a.example/news/aid-pledged-{id}.html",
    "https://a.example/2025/12/20/aid-{id}/amp/",
    "https://a.example/amp/{id}",
    "https://m.a.example/{id}/index.html",
    "https://a.example/watch?v={id}",
    "https://m.facebook.com/story.php?story_fbid={id}&id=5",
    "https://a.example/#!/story/{id}",
    "https://a.example/a;id={id}",
    "https://t.co/{id}",
    "https://news.google.com/rss/articles/{id}?oc=5",
    "https://www.google.com/url?url=https%3A%2F%2Fa.example%2F%3Fp%3D{id}",
    "https://a.cdn.ampproject.org/c/s/a.example/?p={id}",
)
IDS = st.integers(1, 10**12).map(str) | st.from_regex(r"[b-q]{3,8}-[0-9]{2,5}", fullmatch=True)


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from(SHAPES), IDS, IDS)
def test_two_articles_never_have_one_address(shape, one, other):
    assume(one != other)
    assert canonical(shape.format(id=one)) != canonical(shape.format(id=other))


DECORATIONS = (
    "utm_campaign=x",
    "fbclid=2",
    "gclid=9",
    "ref=rss",
    "PHPSESSID=7",
    "amp=1",
    "at_medium=a",
)


@settings(deadline=None)  # the machine may be busy
@given(
    st.sampled_from([shape for shape in SHAPES if "#" not in shape and "%3A" not in shape]),
    IDS,
    st.lists(st.sampled_from(DECORATIONS), max_size=3),
    st.booleans(),
)
def test_what_decorates_an_address_never_makes_another_page_of_it(shape, id_, more, anchored):
    plain = shape.format(id=id_)
    joined = "&".join([*plain.partition("?")[2:], *more]).strip("&")
    decorated = plain.partition("?")[0] + (f"?{joined}" if joined else "")
    assert canonical(decorated + ("#top" if anchored else "")) == canonical(plain)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mailto:desk@courier.example",
        "https://",
        "http://[x",
        "http://a.example:port/",
        "nothing",
        "https://" + "a" * 70 + ".example/",
        "https://a.example/" + "x" * 9000,
        "ftp://a.example/x",
    ],
)
def test_what_cannot_be_read_is_left(url):
    assert canonical(f" {url}\n") == url


def test_a_nest_of_mirrors_ends():
    nest = "https://" + "google.com/amp/s/" * 400 + "a.example/x"
    assert canonical(nest) == "https://a.example/x"


@settings(deadline=None)  # the machine may be busy
@given(
    st.text(alphabet=st.characters(exclude_categories=()))
    | st.lists(
        st.sampled_from(
            [
                "http://",
                "https://",
                "www.",
                "m.",
                "a.example",
                "/",
                "amp",
                ".amp",
                ".html",
                "index.html",
                "?",
                "&",
                "=",
                "utm_source",
                "%",
                "%2",
                "5",
                "%61",
                "ß",
                "é",
                "#",
                ":80",
                ":443",
                ":8",
                "@",
                "..",
                "google.com/amp/s/",
                "google.com/url?q=https%3A%2F%2F",
                ";jsessionid=",
                "/./",
                "!/",
                " ",
                "[",
                "]",
                "\\",
            ]
        ),
        max_size=12,
    ).map(lambda parts: "http://a.example" + "".join(parts))
)
@example("http://a.example/.amp/amp/index.html/amp")
def test_a_canonical_address_is_a_fixed_point_and_never_raises(url):
    form = canonical(url)
    assert canonical(form) == form
    entry = canonical(url, entry=True)
    assert canonical(entry, entry=True) == entry
    assert canonical(entry) == form


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        (
            "https://www.google.com/url?rct=j&url=http://m.courier.example/aid?id%3D7&ct=ga",
            "{}?id=7",
        ),
        ("https://www.google.com/url?q=https://l.facebook.com/l.php?u%3D{}", "{}"),
        ("https://courier-example.cdn.ampproject.org/c/s/m.courier.example/aid", "https{}"),
        ("https://m.courier.example/aid?utm_source=x#y", "https{}?utm_source=x#y"),
        (" http://m.courier.example/aid ", "{}"),
        ("ftp://www.google.com/url?url=http://m.courier.example/aid", None),
        ("https://[courier.example/aid", None),
        ("https://www.google.com/url?url=http://m.courier.example/" + "a" * 8_192, None),
        ("https://www.google.com/url?q=ferries", None),
    ],
)
def test_a_link_that_names_its_target_leads_there(link, leads_to):
    page = "http://m.courier.example/aid"
    link = link.replace("{}", page)
    told = link if leads_to is None else leads_to.replace("https{}", page.replace("http", "https"))
    assert target(link) == told.replace("{}", page)


@given(st.text(alphabet="htps:/.gole?url=&%3Acdnamprjct ", max_size=60))
def test_a_target_leads_no_further(text):
    link = target(f"https://www.google.com/url?url={text}")
    assert target(link) == link
