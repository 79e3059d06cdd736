from decimal import Decimal
from pathlib import Path

import pytest

from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.model.condition import (
    Among,
    Aspect,
    Group,
    Joint,
    Near,
    NoSum,
    Order,
    Origins,
    Reach,
    Role,
    Says,
    Sum,
    Takes,
    Threshold,
    Types,
    Within,
    Word,
)

TYPES = ("aid_pledge", "meeting", "agreement", "sanction")
FILES = {
    "actors.yaml": "actors:\n  - {id: arcadia, name: Arcadia, kind: state}\n",
    "sources.yaml": "sources:\n  - {id: herald, feed: 'https://herald.example/', outlet: Herald}\n",
}
ARCADIA = ("arcadia",)


def loaded(folder: Path, where: str):
    (folder / "watchlists").mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    (folder / "watchlists" / "desk.yaml").write_text(f"name: desk\nwhere: {where}\n")
    configuration = load(folder, types=TYPES, environment={"HOME": "/nowhere"})
    return configuration.watchlists[0].where


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{giver: arcadia}", Takes(path="where.giver", actors=ARCADIA, role=Role.GIVER)),
        ("{of: [arcadia]}", Takes(path="where.of", actors=ARCADIA, reach=Reach.BELOW)),
        ("{developments: meeting}", Types(path="where.developments", types=("meeting",))),
        (
            "{title: [Ukrain*, Kyiv]}",
            Says(path="where.title", words=(Word("Ukrain*"), Word("Kyiv")), within=Within.TITLE),
        ),
        ("{phrase: frozen assets}", Says(path="where.phrase", words=(Word("frozen assets"),))),
        (
            "{near: {words: [assets, frozen], within: 5}}",
            Near(path="where.near", words=(Word("assets"), Word("frozen")), gap=5),
        ),
        (
            "{near: {words: [a, b], within: 0, in_order: true, in: passage}}",
            Near(
                path="where.near",
                words=(Word("a"), Word("b")),
                gap=0,
                order=Order.GIVEN,
                within=Within.PASSAGE,
            ),
        ),
        (
            "{amount: {at_least: 1M EUR}}",
            Sum(path="where.amount", at_least=Threshold(value=Decimal(10**6), currency="EUR")),
        ),
        ("{amount: unknown}", NoSum(path="where.amount")),
        ("{origins: {at_least: 2}}", Origins(path="where.origins", at_least=2)),
        ("{status: held}", Among(path="where.status", aspect=Aspect.STATUS, values=("held",))),
        ("{source: herald}", Among(path="where.source", aspect=Aspect.SOURCE, values=("herald",))),
    ],
)
def test_a_single_condition_means_what_its_key_says(tmp_path, where, expected):
    assert loaded(tmp_path, where) == expected


def test_groups_nest_and_several_keys_must_all_hold_and_each_part_knows_its_path(tmp_path):
    where = "{party: arcadia, any: [{title: a}, {none: [{outlet: '*.example'}]}], language: [en]}"
    outlet = Among(path="where.any[1].none[0].outlet", aspect=Aspect.OUTLET, values=("*.example",))
    assert loaded(tmp_path, where) == Group(
        path="where",
        joint=Joint.ALL,
        parts=(
            Takes(path="where.party", actors=ARCADIA),
            Among(path="where.language", aspect=Aspect.LANGUAGE, values=("en",)),
            Group(
                path="where.any",
                joint=Joint.ANY,
                parts=(
                    Says(path="where.any[0].title", words=(Word("a"),), within=Within.TITLE),
                    Group(path="where.any[1].none", joint=Joint.NONE, parts=(outlet,)),
                ),
            ),
        ),
    )


DEEP = "{all: [" * 9 + "{title: a}" + "]}" * 9
MANY = "{any: [" + ", ".join(["{title: a}"] * 500) + "]}"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{givr: arcadia}", '2:9: where.givr: unknown key; did you mean "giver"?'),
        (
            "{giver: arkadia}",
            '2:16: where.giver: there is no actor "arkadia"; did you mean "arcadia"?',
        ),
        (
            "{any: [{target: [arcadia, bellona]}]}",
            '2:34: where.any[0].target: there is no actor "bellona"',
        ),
        ("{party: [arcadia, arcadia]}", '2:26: "arcadia" stands twice, first at 2:17'),
        ("{giver: []}", "2:16: where.giver: found a list, expected a list of at least 1"),
        ("{giver: 3}", "2:16: where.giver: found a number, expected a list"),
        ("{any: []}", "2:14: where.any: found a list, expected a list of at least 1"),
        ("{any: [{title: a}, {}]}", "2:27: where.any[1]: this condition is empty"),
        (
            "{developments: meetin}",
            (
                '2:23: where.developments: there is no development type "meetin"; '
                'did you mean "meeting"?'
            ),
        ),
        (
            "{status: planed}",
            '2:17: where.status: there is no status "planed"; did you mean "planned"?',
        ),
        (
            "{source: herold}",
            '2:17: where.source: there is no source "herold"; did you mean "herald"?',
        ),
        (
            "{amount: unknwn}",
            (
                '2:17: where.amount: found "unknwn", expected {at_least: …, at_most: …}, '
                "or unknown; "
                'did you mean "unknown"?'
            ),
        ),
        (
            "{amount: 10M EUR}",
            (
                '2:17: where.amount: found "10M EUR", expected {at_least: …, at_most: …}, '
                'or unknown; did you mean "{at_least: 10M EUR}"?'
            ),
        ),
        ("{amount: {}}", "2:17: where.amount: give at_least, at_most or both"),
        (
            "{amount: {at_least: 2M EUR, at_most: 1M EUR}}",
            "2:17: where.amount: at_least is more than at_most: no sum is both",
        ),
        (
            "{origins: {at_least: 3, at_most: 2}}",
            "2:18: where.origins: at_least is more than at_most: no number is both",
        ),
        (
            "{near: {words: [assets], within: 5}}",
            "2:23: where.near.words: found a list, expected a list of at least 2",
        ),
        (
            "{near: {words: [a, A], within: 5}}",
            "2:15: where.near: a word cannot stand near itself: each may be named once",
        ),
        (
            "{near: {words: [a, b], within: 5, in: titel}}",
            (
                '2:46: where.near.in: found "titel", expected one of article, title, '
                "text, passage; "
                'did you mean "title"?'
            ),
        ),
        ("{near: {words: [a, b]}}", "2:15: where.near.within: this key is missing"),
        (
            "{title: a, forms: inflectd}",
            (
                '2:26: where.forms[0]: found "inflectd", expected one of exact, inflected, '
                'transliterated; did you mean "inflected"?'
            ),
        ),
        (
            "{giver: arcadia, forms: inflected}",
            "2:8: where: forms stands beside words: phrase, title, text, passage, near",
        ),
        (
            "{language: english}",
            '2:19: where.language[0]: found "english", expected a language such as en or de',
        ),
        (
            DEEP,
            (
                "2:64: where.all[0].all[0].all[0].all[0].all[0].all[0].all[0].all[0]: "
                "nested deeper "
                "than 8 groups: say it with fewer, or in a list of its own that this one extends"
            ),
        ),
        (
            MANY,
            (
                "2:8: where: 501 conditions, and at most 500 are asked: words of one kind "
                "go into one "
                "list"
            ),
        ),
    ],
)
def test_a_fault_is_told_at_its_place_with_what_was_meant(tmp_path, where, expected):
    with pytest.raises(ConfigErrors) as caught:
        loaded(tmp_path, where)
    assert str(caught.value).splitlines() == [f"watchlists/desk.yaml:{expected}"]
