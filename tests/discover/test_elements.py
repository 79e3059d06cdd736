from lxml import etree

from monitor.discover.elements import children, name, text

ROOT = etree.fromstring("<a xmlns='urn:x'>one <B>two</B><?pi x?><!-- no --> three</a>")


def test_names_come_without_namespace_and_in_lower_case():
    assert name(ROOT) == "a"
    assert [name(child) for child in children(ROOT)] == ["b"]


def test_texts_come_in_order():
    assert text(children(ROOT)[0]) == "two"
