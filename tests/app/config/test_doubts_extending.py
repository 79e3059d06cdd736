import pytest

from monitor.app.config.doubts_extending import of_extending
from monitor.app.config.extending import Shelf, extended
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.app.config.translation import checked
from monitor.app.config.yaml import read_yaml

BASE = """\
name: base
actors: {any: [arcadia]}
keywords: {any: [], all: [treaty]}
where: {any: [{title: pact}], all: [{status: held}]}
"""
TEMPLATE = "parameters: {words: }\nkeywords: {any: [pact, '${words}']}\n"


def told(tmp_path, desk: str) -> list[tuple[str, int, int, str]]:
    documents = {}
    for name, text in (("base", BASE), ("words", TEMPLATE), ("desk", f"name: desk\n{desk}")):
        (tmp_path / name).write_text(text)
        documents[name] = read_yaml(tmp_path / name, name=f"{name}.yaml")
    shelf = Shelf({"base": documents["base"]}, {"words": documents["words"]})
    whole = extended(documents["desk"], shelf)
    found = of_extending(checked(whole, WatchlistShape), whole)
    return [(p.message, p.line, p.column, p.hint) for p in found]


def test_a_list_of_any_that_widens_what_is_extended_is_told_with_how_it_narrows(tmp_path):
    desk = "extends: base\nactors: {any: [bellona]}\nwhere:\n  any: [{title: relief}]\n"
    assert told(tmp_path, desk) == [
        (
            "where.any: adds to the list of base.yaml:4:15",
            5,
            8,
            "to narrow, write it below where.all: [{any: …}]",
        ),
        (
            "actors.any: adds to the list of base.yaml:2:16",
            3,
            15,
            "to narrow, write it below actors.all",
        ),
    ]


@pytest.mark.parametrize(
    "desk",
    [
        "actors: {any: [bellona]}\n",
        "extends: base\nkeywords: {any: [pact]}\n",
        "extends: base\nactors: {any: [arcadia], all: [bellona]}\nwhere: {all: [{title: a}]}\n",
        "extends: template:words\nwith: {words: [treaty, accord]}\n",
    ],
)
def test_what_adds_to_no_list_of_any_is_not_doubted(tmp_path, desk):
    assert told(tmp_path, desk) == []
