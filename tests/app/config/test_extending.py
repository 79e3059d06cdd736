from pathlib import Path

import pytest

from monitor.app.config.folder import shipped_folder, template_paths
from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.model.condition import Group, Takes, Types
from monitor.model.watchlist import Kind, Severity

TYPES = ("aid_pledge", "meeting", "agreement", "sanction", "disaster")
ACTORS = """\
actors:
  - {id: arcadia, name: Arcadia, kind: state}
  - {id: bellona, name: Bellona, kind: state}
"""
BASE = """\
name: base
developments: [meeting]
actors: {any: [arcadia]}
keywords: {any: [treaty], within: passage}
min_amount: 1M EUR
where:
  all: [{status: held}]
on: [new, update]
notify: []
severity: high
"""
TEMPLATE = """\
parameters:
  country:
  least: 2M EUR
  words: [treaty]
developments: [aid_pledge]
where:
  any:
    - {party: "${country}"}
    - {title: ["of ${country}", "${words}", pact]}
min_amount: ${least}
"""


def folder(path: Path, **lists: str) -> Path:
    """Return the folder with these watchlists and, by names with an underscore, templates."""
    (path / "watchlists").mkdir()
    (path / "templates").mkdir()
    (path / "actors.yaml").write_text(ACTORS)
    for name, text in lists.items():
        kind = "templates" if name.startswith("_") else "watchlists"
        (path / kind / f"{name.strip('_')}.yaml").write_text(text)
    return path


def loaded(path: Path, *files: Path):
    found = load(path, types=TYPES, watchlist_files=files, environment={"HOME": "/nowhere"})
    return {watchlist.name: watchlist for watchlist in found.watchlists}


def fault(path: Path) -> str:
    with pytest.raises(ConfigErrors) as caught:
        loaded(path)
    return str(caught.value)


def test_conditions_are_added_to_and_all_else_takes_the_place_of_what_was_there(tmp_path):
    desk = """\
name: desk
extends: base
developments: [meeting, agreement]
actors: {any: [bellona], none: [arcadia]}
keywords: {any: [pact], within: article}
min_amount:
where:
  all: [{title: pact}]
  language: en
on: [contested]
"""
    made = loaded(folder(tmp_path, base=BASE, desk=desk))["desk"]
    assert made.developments == ("meeting", "agreement")
    assert made.actors.any == ("arcadia", "bellona")
    assert made.actors.none == ("arcadia",)
    assert (made.keywords.any, made.keywords.within) == (("treaty", "pact"), "article")
    assert made.min_amount is None
    assert made.on == (Kind.CONTESTED,)
    assert made.severity is Severity.HIGH
    assert isinstance(made.where, Group)
    language, both = made.where.parts
    assert language.path == "where.language"
    assert isinstance(both, Group)
    assert [part.path for part in both.parts] == ["where.all[0].status", "where.all[1].title"]


def test_a_list_may_extend_one_that_extends_another(tmp_path):
    middle = "name: middle\nextends: base\nseverity: low\n"
    last = "name: last\nextends: middle\nactors: {any: [bellona]}\n"
    made = loaded(folder(tmp_path, last=last, base=BASE, middle=middle))
    assert made["last"].severity is Severity.LOW
    assert made["last"].actors.any == ("arcadia", "bellona")
    assert made["base"].severity is Severity.HIGH


def test_a_list_given_by_itself_may_extend_those_of_the_folder(tmp_path):
    path = folder(tmp_path, base=BASE, broken="name: [")
    given = tmp_path / "mine.yaml"
    given.write_text("name: mine\nextends: base\n")
    assert list(loaded(path, given)) == ["mine"]
    assert loaded(path, given)["mine"].actors.any == ("arcadia",)


def test_a_template_is_filled_with_what_is_given_and_else_with_its_defaults(tmp_path):
    one = "name: one\nextends: template:country\nwith: {country: arcadia}\n"
    both = (
        "name: both\nextends: template:country\n"
        "with: {country: bellona, least: 5M EUR, words: [a, b]}\n"
    )
    made = loaded(folder(tmp_path, _country=TEMPLATE, one=one, both=both))
    assert made["one"].min_amount is not None
    assert made["both"].min_amount is not None
    assert (made["one"].min_amount.value, made["both"].min_amount.value) == (2 * 10**6, 5 * 10**6)
    words = [part.parts[1].words for part in (made["one"].where, made["both"].where)]
    assert [[word.text for word in found] for found in words] == [
        ["of arcadia", "treaty", "pact"],
        ["of bellona", "a", "b", "pact"],
    ]


def test_a_template_may_extend_another_with_its_own_parameters(tmp_path):
    outer = "parameters: {who: }\nextends: template:country\nwith: {country: '${who}'}\n"
    desk = "name: desk\nextends: template:outer\nwith: {who: bellona}\n"
    made = loaded(folder(tmp_path, _country=TEMPLATE, _outer=outer, desk=desk))["desk"]
    assert isinstance(made.where, Group)
    assert made.where.parts[0] == Takes(path="where.any[0].party", actors=("bellona",))


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        (
            {"desk": "name: desk\nextends: bse\n", "base": BASE},
            'watchlists/desk.yaml:2:10: extends: there is no watchlist "bse"; did you mean "base"?',
        ),
        (
            {"desk": "name: desk\nextends: template:contry\n", "_country": TEMPLATE},
            (
                'watchlists/desk.yaml:2:10: extends: there is no template "contry"; '
                'did you mean "template:country"?'
            ),
        ),
        (
            {"desk": "name: desk\nextends: desk\n"},
            "watchlists/desk.yaml:2:10: extends goes in a circle: desk → desk",
        ),
        (
            {"a": "name: a\nextends: b\n", "b": "name: b\nextends: a\n"},
            (
                "watchlists/b.yaml:2:10: extends goes in a circle: a → b → a\n"
                "watchlists/a.yaml:2:10: extends goes in a circle: b → a → b"
            ),
        ),
        (
            {"desk": "name: desk\nextends: template:country\n", "_country": TEMPLATE},
            'watchlists/desk.yaml:2:10: extends: "template:country" needs with: {country: …}',
        ),
        (
            {
                "desk": "name: desk\nextends: template:country\nwith: {contry: a}\n",
                "_country": TEMPLATE,
            },
            (
                'watchlists/desk.yaml:3:16: with.contry: the template has no parameter "contry"; '
                'did you mean "country"?'
            ),
        ),
        (
            {"desk": "name: desk\nextends: base\nwith: {country: a}\n", "base": BASE},
            'watchlists/desk.yaml:3:17: with.country: "base" has no parameter "country"',
        ),
        (
            {"desk": "name: desk\nwith: {country: a}\n"},
            "watchlists/desk.yaml:1:1: with stands beside extends",
        ),
        (
            {
                "desk": "name: desk\nextends: template:country\nwith: {country: arkadia}\n",
                "_country": TEMPLATE,
            },
            (
                'watchlists/desk.yaml:3:17: where.any[0].party: there is no actor "arkadia"; '
                'did you mean "arcadia"?'
            ),
        ),
        (
            {
                "desk": "name: desk\nextends: template:t\nwith: {country: arcadia}\n",
                "_t": "parameters: {country: }\nwhere:\n  gver: ${country}\n",
            },
            'templates/t.yaml:3:3: where.gver: unknown key; did you mean "giver"?',
        ),
        (
            {
                "desk": "name: desk\nextends: template:t\nwith: {country: arcadia}\n",
                "_t": "parameters: {country: }\nwhere:\n  giver: ${contry}\n",
            },
            'templates/t.yaml:3:10: there is no parameter "contry"; did you mean "country"?',
        ),
        (
            {"desk": "name: desk\nextends: [base]\n", "base": BASE},
            "watchlists/desk.yaml:2:10: extends: found a list, expected text",
        ),
        (
            {"desk": "name: desk\nextends: template:zzzzzzzzzzzz\n"},
            'watchlists/desk.yaml:2:10: extends: there is no template "zzzzzzzzzzzz"',
        ),
        (
            {
                "desk": "name: desk\nextends: template:country\nwith: {country: [arcadia]}\n",
                "_country": TEMPLATE,
            },
            "watchlists/desk.yaml:3:17: country stands in a text here, and must be a text itself",
        ),
    ],
)
def test_what_cannot_be_extended_is_told_at_its_place(tmp_path, lists, expected):
    assert fault(folder(tmp_path, **lists)) == expected


EXAMPLES = {
    "one-country": "with: {country: [arcadia, bellona]}",
    "aid-desk": "with: {recipient: arcadia, least: 5M EUR}\nwhere: {any: [{phrase: relief}]}",
    "sanctions": "with: {target: arcadia}",
    "diplomacy": "with: {country: arcadia}",
    "disaster-response": "where: {party: arcadia}",
}


def test_every_shipped_template_makes_a_watchlist_of_one_line_more(tmp_path):
    shipped = {path.stem for path in template_paths(shipped_folder())}
    assert shipped == set(EXAMPLES)
    texts = {
        name: f"name: {name}\nextends: template:{name}\n{more}\n" for name, more in EXAMPLES.items()
    }
    made = loaded(folder(tmp_path, **texts))
    assert set(made) == shipped
    assert made["aid-desk"].confirm_at == 2
    assert made["one-country"].developments is None
    disasters = made["disaster-response"].where
    assert isinstance(disasters, Group)
    party, every = disasters.parts
    assert party == Takes(path="where.party", actors=("arcadia",))
    assert isinstance(every, Group)
    (either,) = every.parts
    assert isinstance(either, Group)
    first = Types(path="where.all[0].any[0].developments", types=("disaster",))
    assert either.parts[0] == first
    aid = made["aid-desk"].where
    assert isinstance(aid, Group)
    assert [part.path for part in aid.parts] == ["where.recipient", "where.all", "where.any"]
