"""The parts of a page that speak of it: its metadata, headings and links, read in one walk."""

from dataclasses import dataclass

from lxml.html import HtmlElement

MOST_BLOCKS = 50  # of JSON-LD


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What speaks of a page, as written.

    `named`: metadata by name in lower case, each with its values in order. `time`: the first below
    a heading. `links`: addresses by relation, of several the first.
    """

    named: dict[str, tuple[str, ...]]
    time: str | None
    headings: tuple[str, ...]
    title: str | None
    links: dict[str, str]
    language: str | None
    blocks: tuple[str, ...]

    def all(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the first value under each of these names that is there."""
        return tuple(self.named[name][0] for name in names if name in self.named)

    def first(self, names: tuple[str, ...]) -> str | None:
        """Return the value under the first of these names that is there."""
        return next(iter(self.all(names)), None)


def head_of(tree: HtmlElement) -> Head:
    """Return the parts of the page that speak of it."""
    named: dict[str, list[str]] = {}
    times: list[tuple[bool, str]] = []
    headings: list[str] = []
    blocks: list[str] = []
    links: dict[str, str] = {}
    titles: list[str] = []
    for element in tree.iter("meta", "time", "h1", "title", "link", "script"):
        match element.tag:
            case "meta":
                _note(named, element)
            case "time":
                times.append((bool(headings), element.get("datetime") or ""))
            case "h1":
                headings.append(" ".join(element.itertext()))
            case "title":
                titles.append(element.text or "")
            case "link":
                _note_link(links, element)
            case _ if "ld+json" in (element.get("type") or "").lower():
                blocks.append(element.text or "")
            case _:
                pass
    return Head(
        named={name: tuple(values) for name, values in named.items()},
        time=_own_time([one for one in times if one[1]]),
        headings=tuple(headings),
        title=titles[0] if titles else None,
        links=links,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        blocks=tuple(blocks[:MOST_BLOCKS]),
    )


def _own_time(times: list[tuple[bool, str]]) -> str | None:
    """Return the first time below a heading, else the only one: others belong to other articles."""
    below = [time for after_heading, time in times if after_heading]
    if below:
        return below[0]
    return times[0][1] if len(times) == 1 else None


def _note(named: dict[str, list[str]], meta: HtmlElement) -> None:
    name = (
        meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
    )
    content = (meta.get("content") or "").strip()
    if name and content:
        named.setdefault(name.strip().lower(), []).append(content)


def _note_link(links: dict[str, str], link: HtmlElement) -> None:
    address = (link.get("href") or "").strip()
    for relation in (link.get("rel") or "").lower().split() if address else ():
        links.setdefault(relation, address)
