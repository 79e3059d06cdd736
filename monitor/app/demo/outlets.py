"""The outlets of the demo, all invented: how each lists its articles, lays out its pages and
answers.
"""

from dataclasses import dataclass
from enum import StrEnum


class Listing(StrEnum):
    """The form in which an outlet lists its articles."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"
    SITEMAP = "sitemap"
    FRONT_PAGE = "front_page"


class Layout(StrEnum):
    """How the pages of an outlet are built."""

    MODERN = "modern"
    COLUMNS = "columns"
    PLAIN = "plain"
    MAGAZINE = "magazine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One invented outlet. `teasers` are headlines of other news that its pages show around an
    article.
    """

    id: str
    name: str
    listing: Listing
    layout: Layout
    teasers: tuple[str, ...]
    gzip: bool = False
    dated: bool = False

    @property
    def listed_at(self) -> str:
        """Return the path of its listing."""
        return _PATHS[self.listing]


_PATHS = {
    Listing.RSS: "/rss.xml",
    Listing.ATOM: "/atom.xml",
    Listing.RDF: "/news.rdf",
    Listing.JSON: "/feed.json",
    Listing.SITEMAP: "/news-sitemap.xml",
    Listing.FRONT_PAGE: "/",
}

OUTLETS = (
    Outlet(
        id="northgate",
        name="Northgate Wire",
        listing=Listing.RSS,
        layout=Layout.PLAIN,
        gzip=True,
        teasers=(
            "Japan pledges $6 billion to Ukraine for winter repairs",
            "EU adopts 21st package of sanctions on Russia",
            "Copper falls for a third day",
        ),
    ),
    Outlet(
        id="harbour",
        name="The Harbour Courier",
        listing=Listing.ATOM,
        layout=Layout.MODERN,
        teasers=(
            "Macron to meet Putin in Ankara on Monday",
            "Canada sends 40 armoured vehicles to Ukraine",
            "The ferry that nobody wanted to sell",
        ),
    ),
    Outlet(
        id="linden",
        name="Linden Tribune",
        listing=Listing.RDF,
        layout=Layout.COLUMNS,
        dated=True,
        teasers=(
            "Ukraine and Russia sign prisoner swap in Istanbul",
            "Sweden approves 2 billion euros in aid for Kyiv",
            "Tram line 4 closed until spring",
        ),
    ),
    Outlet(
        id="meridian",
        name="Meridian Daily",
        listing=Listing.JSON,
        layout=Layout.MAGAZINE,
        gzip=True,
        teasers=(
            "Trump and Xi hold talks in Seoul",
            "Britain imposes sanctions on nine Russian tankers",
            "Ten soups for a long winter",
        ),
    ),
    Outlet(
        id="westmark",
        name="Westmark Public Radio",
        listing=Listing.FRONT_PAGE,
        layout=Layout.MODERN,
        teasers=(
            "Rubio meets Lavrov in Geneva",
            "Choir of the year: the finalists",
            "Norway gives Ukraine 12 fighter jets",
        ),
    ),
    Outlet(
        id="kestrel",
        name="Kestrel Post",
        listing=Listing.SITEMAP,
        layout=Layout.COLUMNS,
        gzip=True,
        dated=True,
        teasers=(
            "Germany suspends gas deal with Qatar",
            "Zelensky to meet Erdogan in Istanbul next week",
            "House prices: the map",
        ),
    ),
    Outlet(
        id="vistula",
        name="Vistula Evening Ledger",
        listing=Listing.RSS,
        layout=Layout.MAGAZINE,
        dated=True,
        teasers=(
            "Poland delivers 14 tanks to Ukraine",
            "Lavrov calls off meeting with Rubio",
            "Snow on the Tatra passes",
        ),
    ),
    Outlet(
        id="pelham",
        name="The Pelham Dispatch",
        listing=Listing.ATOM,
        layout=Layout.PLAIN,
        teasers=(
            "World Bank lends Ukraine $3 billion",
            "US lifts sanctions on Belarus airline",
            "A museum for lost umbrellas",
        ),
    ),
    Outlet(
        id="southquay",
        name="Southquay Echo",
        listing=Listing.RSS,
        layout=Layout.COLUMNS,
        teasers=(
            "Kim Jong Un visits Moscow for talks with Putin",
            "Dog found on breakwater",
            "EU grants Moldova 250 million euros",
        ),
    ),
)


def outlet(wanted: str) -> Outlet:
    """Return the outlet of this id."""
    return next(o for o in OUTLETS if o.id == wanted)
