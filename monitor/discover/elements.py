"""Elements of parsed pages: their names without namespaces, and their texts."""

from lxml import etree


def name(element: etree._Element) -> str:
    """Return the name in lower case, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def text(element: etree._Element) -> str:
    """Return all text in the element, in order."""
    return "".join(map(str, element.itertext())).strip()


def children(element: etree._Element) -> list[etree._Element]:
    """Return the elements in the element, without what is none."""
    return list(element.iterchildren(etree.Element))
