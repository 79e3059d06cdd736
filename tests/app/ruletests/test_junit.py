from xml.etree.ElementTree import fromstring

from monitor.app.ruletests.junit import Ran, junit

RIGHT = Ran(file="a.test.yaml", line=3, name="a pledge", group="a.test.yaml", seconds=0.25)
WRONG = Ran(
    file="b.test.yaml", line=7, name="a “me\x00eting” & <more>", group="b", wrong="b:7\n- x\n+ \x1b"
)


def test_each_file_is_a_suite_with_its_sums():
    root = fromstring(junit([RIGHT, WRONG]))
    assert root.attrib == {
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "time": "0.250",
        "name": "monitor test",
    }
    assert [(s.get("name"), s.get("failures")) for s in root] == [
        ("a.test.yaml", "0"),
        ("b.test.yaml", "1"),
    ]


def test_what_is_wrong_is_told_and_no_letter_breaks_the_document():
    wrong = fromstring(junit([RIGHT, WRONG])).find("testsuite[2]/testcase")
    assert (wrong.get("name"), wrong.get("line")) == ("a “me�eting” & <more>", "7")
    failure = wrong.find("failure")
    assert failure.get("message") == "b:7"
    assert failure.text == "b:7\n- x\n+ �"


def test_nothing_ran():
    assert fromstring(junit([])).get("tests") == "0"
