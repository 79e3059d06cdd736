"""German and Ukrainian, read by what stands in a clause: each over its shipped folder."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from ruamel.yaml import YAML

from monitor.detect.detection import Tools, detect
from monitor.detect.free_cast import free_cast
from monitor.detect.gazetteer import load_gazetteer
from monitor.detect.lexicon.natures import NATURE_FIELDS
from monitor.detect.names import article_names
from monitor.detect.place import PlaceIndex
from monitor.detect.sight import sight
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.moment import Stamp
from tests.detect.conftest import LEXICON, shipped_lexicon, shipped_registry

DAY = date(2026, 3, 4)  # a Wednesday


@cache
def tools(language):
    yaml, english = YAML(typ="safe"), shipped_lexicon()
    documents = {}
    for path in (LEXICON.parent / language).glob("*.yaml"):
        fields = yaml.load(path.read_text(encoding="utf-8"))
        shared = english[path.stem] if "type" in fields else {}
        nature = {name: value for name, value in shared.items() if name in NATURE_FIELDS}
        documents[path.stem] = nature | fields
    return Tools.build(
        shipped_registry(), lexicon_data=documents, places=PlaceIndex.build(load_gazetteer())
    )


def told(language, text):
    article = Article(
        id=ArticleId("a"),
        text=text,
        sentences=sentences(text, language),
        language=language,
        published=Stamp.of_day(DAY),
    )
    return detect(article, tools=tools(language))


def brief(language, text):
    return [
        (m.type, m.status, [p.id for p in m.actors], [p.id for p in m.counterparts])
        for m in told(language, text)
    ]


def people(language, text):
    found = tools(language)
    names = article_names(text, (Sentence(start=0, end=len(text)),), found.names)
    seen = sight(text, offset=0, number=0, lexicon=found.lexicon, names=names)
    return free_cast(seen, found.registry)


@pytest.mark.parametrize("language", ["de", "uk"])
def test_every_sample_of_a_folder_comes_out_as_it_says(language):
    wrong = []
    for event in tools(language).lexicon.types.values():
        for sample in event.samples:
            found = [m.status for m in told(language, sample.text) if m.type == event.id]
            if found != ([sample.status] if sample.status is not None else []):
                wrong.append((event.id, sample.text, sample.status, found))
    assert wrong == []


@pytest.mark.parametrize("language", ["de", "uk"])
def test_each_of_the_four_types_has_sentences_of_both_kinds(language):
    types = tools(language).lexicon.types
    assert set(types) == {"aid_pledge", "meeting", "agreement", "sanction"}
    for event in types.values():
        told_ones = [s for s in event.samples if s.status is not None]
        assert len(event.samples) >= 20
        assert len(told_ones) >= 8
        assert len(event.samples) - len(told_ones) >= 8


SIDES = [
    ("de", "Norwegen hat der Ukraine 300 Millionen Euro zugesagt.", ["norway"], ["ukraine"]),
    ("de", "Der Ukraine hat Norwegen 300 Millionen Euro zugesagt.", ["norway"], ["ukraine"]),
    ("de", "Die USA wollen Israel Munition liefern.", ["united-states"], ["israel"]),
    ("de", "Der Iran hat Syrien Medikamente geschickt.", ["iran"], ["syria"]),
    ("de", "Den USA hat Katar ein Flugzeug mit Zelten geschickt.", ["qatar"], ["united-states"]),
    ("de", "Der Ukraine wurden von Polen Panzer geliefert.", ["poland"], ["ukraine"]),
    ("de", "Syrien hat von Katar Zelte erhalten.", ["qatar"], ["syria"]),
    ("de", "Norwegische Militärhilfe wird der Ukraine geliefert.", ["norway"], ["ukraine"]),
    ("de", "EU-Hilfen für Moldau wurden gestern bewilligt.", ["european-union"], ["moldova"]),
    ("de", "Estland sperrte den Luftraum für russische Flugzeuge.", ["estonia"], ["russia"]),
    ("uk", "Норвегія виділила Україні 300 мільйонів євро.", ["norway"], ["ukraine"]),
    ("uk", "Україні виділила Норвегія 300 мільйонів євро.", ["norway"], ["ukraine"]),
    ("uk", "Уряд Данії надасть Україні танки.", ["denmark"], ["ukraine"]),
    (
        "uk",
        "ЄС запровадив санкції проти Росії та Білорусі.",
        ["european-union"],
        ["russia", "belarus"],
    ),
]


@pytest.mark.parametrize(("language", "text", "actors", "counterparts"), SIDES)
def test_sides_are_told_by_case_article_and_preposition(language, text, actors, counterparts):
    ((_, _, found, others),) = brief(language, text)
    assert (found, others) == (actors, counterparts)


STATUSES = [
    ("de", "Norwegen wird der Ukraine Panzer liefern.", "pledged"),
    ("de", "Norwegen könnte der Ukraine Panzer liefern.", None),
    ("de", "Norwegen würde der Ukraine Panzer liefern.", None),
    ("de", "Norwegen soll der Ukraine Panzer liefern.", "proposed"),
    ("de", "Der Ukraine werden von Norwegen Panzer geliefert.", "pledged"),
    ("de", "Norwegen hat der Ukraine keine Panzer geliefert.", "refused"),
    ("de", "Norwegen liefert der Ukraine nicht nur Panzer.", "pledged"),
    ("de", "Norwegen weigert sich nicht, der Ukraine Panzer zu liefern.", "pledged"),
    ("de", "Norwegen erwägt, der Ukraine Panzer zu liefern.", "proposed"),
    ("de", "Norwegen begann, der Ukraine Panzer zu liefern.", "delivered"),
    ("de", "Norwegen könnte beschließen, der Ukraine Panzer zu liefern.", None),
    ("de", "Der Bundestag stimmte dafür, der Ukraine 5 Millionen Euro zu geben.", "approved"),
    ("de", "Der Ukraine Panzer zu liefern, sei für Norwegen schwer.", None),
    ("de", "Norwegen behauptet, der Ukraine Panzer geliefert zu haben.", None),
    ("de", "Panzer, von Norwegen der Ukraine geliefert.", None),
    ("de", "Norwegen stellt der Ukraine 5 Millionen Euro zur Verfügung.", "pledged"),
    ("de", "Der Ukraine werden von Norwegen 5 Millionen Euro zur Verfügung gestellt.", "pledged"),
    ("uk", "Норвегія надала б Україні танки.", None),
    ("uk", "Норвегія передасть Україні танки.", "pledged"),
    ("uk", "Норвегія відмовилася передати Україні танки.", "refused"),
]


@pytest.mark.parametrize(("language", "text", "status"), STATUSES)
def test_a_status_is_told_by_all_that_stands_in_the_clause(language, text, status):
    assert [m.status for m in told(language, text)] == ([status] if status else [])


def test_a_helping_verb_before_a_conjunction_is_not_that_of_the_verb_after_it():
    text = "Merz wird Macron treffen und hat der Ukraine 5 Millionen Euro überwiesen."
    assert {m.status for m in told("de", text) if m.type == "aid_pledge"} == {"delivered"}


def test_the_past_perfect_tells_history():
    (mention,) = told("de", "Norwegen hatte der Ukraine Panzer geliefert.")
    assert mention.freshness == "background"


def test_a_wish_is_no_act_in_the_clause_that_it_opens():
    assert told("de", "Macron forderte, dass Norwegen der Ukraine Panzer liefert.") == ()
    assert len(told("de", "Macron sagte, dass Norwegen der Ukraine Panzer liefert.")) == 1


def test_sums_have_decimal_commas_and_scales():
    (mention,) = told("de", "Norwegen sagte der Ukraine 1,5 Mrd. Kronen zu.")
    assert (mention.amount.value, mention.amount.currency) == (Decimal(1_500_000_000), "NOK")
    (mention,) = told("uk", "Норвегія виділила Україні пів мільярда доларів.")
    assert (mention.amount.value, mention.amount.currency) == (Decimal(500_000_000), "USD")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Merz traf am Montag Macron.", "2026-03-02"),
        ("de", "Merz trifft am Montag Macron.", "2026-03-09"),
        ("de", "Merz traf Macron am 3. März 2026.", "2026-03-03"),
        ("de", "Merz traf Macron am 03.03.2026.", "2026-03-03"),
        ("de", "Merz traf vorgestern Macron.", "2026-03-02"),
        ("de", "Merz traf Macron vor zwei Tagen.", "2026-03-02"),
        ("de", "Ein Treffen von Merz mit Macron ist für Freitag geplant.", "2026-03-06"),
        ("uk", "Мерц зустрівся з Макроном у понеділок.", "2026-03-02"),
        ("uk", "Мерц зустрівся з Макроном 3 березня.", "2026-03-03"),
        ("uk", "Мерц зустрінеться з Макроном завтра.", "2026-03-05"),
        ("uk", "Мерц зустрівся з Макроном два дні тому.", "2026-03-02"),
    ],
)
def test_dates_are_those_of_the_language(language, text, day):
    (mention,) = told(language, text)
    assert str(mention.when) == day


def test_a_day_of_saying_is_not_the_day_of_the_act():
    (mention,) = told("de", "Deutschland liefert der Ukraine Panzer, teilte Merz am Montag mit.")
    assert str(mention.when) == "2026-03-02"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("України", "ukraine"),
        ("Україною", "ukraine"),
        ("Трампові", "donald-trump"),
        ("Путіним", "vladimir-putin"),
        ("Володимира Зеленського", "volodymyr-zelenskyy"),
        ("Польщі", "poland"),
        ("Білоруссю", "belarus"),
        ("Європейського Союзу", "european-union"),
        ("українського", "ukraine"),
    ],
)
def test_ukrainian_names_are_found_in_every_case(text, actor):
    ((name),) = tools("uk").names.find(f"Про {text} говорять.")
    assert (name.text, name.actor) == (text, actor)


def test_german_names_are_found_in_the_genitive():
    (first, second) = tools("de").names.find("Deutschlands Hilfe und Selenskyjs Reise")
    assert [first.cases, second.cases] == [{"genitive"}, {"genitive"}]


def test_a_title_or_an_adjective_of_a_state_only_describes_the_person_after_it():
    (who,) = people("de", "Der ukrainische Präsident Wolodymyr Selenskyj schwieg.")
    assert who.party.id == "volodymyr-zelenskyy"
    (who,) = people("uk", "Президент України Володимир Зеленський мовчав.")
    assert who.party.id == "volodymyr-zelenskyy"
    office, _ = people("de", "Das Treffen des ukrainischen Präsidenten mit Macron fiel aus.")
    assert (office.party.id, office.role, office.preposition) == ("ukraine", True, None)
    body, person = people("de", "Die ukrainische Regierung, Selenskyj und andere schwiegen.")
    assert (body.party.id, body.role, person.party.id) == ("ukraine", True, "volodymyr-zelenskyy")
    assert [w.owner for w in people("de", "Ukrainische kluge Menschen lobten Macron.")] == [1, 0]


def test_whoever_only_speaks_takes_no_part():
    text = "Norwegen hat der Ukraine Panzer geliefert, sagte am Montag Macron."
    assert [w.speaker for w in people("de", text)][:2] == [False, False]
    assert people("de", "Macron sagte am Montag nichts.")[0].speaker
    assert people("de", "Das sagte Macron.")[0].speaker
    assert people("de", "Laut Macron regnet es.")[0].speaker
    assert not people("de", "Macron und andere sagten nichts.")[0].speaker


def test_names_that_a_conjunction_joins_share_a_preposition():
    chain = people("de", "Merz sprach mit dem Präsidenten Macron und dem Kanzler Scholz.")
    assert [w.preposition for w in chain] == [None, "mit", "mit"]
    lone = people("de", "Merz dankte Macron für die Reise nach Polen und Norwegen.")
    assert [w.chain for w in lone][2:] == [lone[2].chain] * 2
    listed = people("de", "Polen, Norwegen und Estland schwiegen.")
    assert {w.chain for w in listed} == {0}


def test_clauses_go_on_behind_what_a_comma_embeds():
    text = "Merz, der seit Mai regiert, hat am Montag Macron getroffen."
    ((kind, _, actors, others),) = brief("de", text)
    assert (kind, actors, others) == ("meeting", ["friedrich-merz"], ["emmanuel-macron"])
    text = "Während Polen schwieg, hat Norwegen der Ukraine Panzer geliefert."
    assert brief("de", text) == [("aid_pledge", "delivered", ["norway"], ["ukraine"])]
    text = "Polen schwieg, aber Norwegen hat der Ukraine Panzer geliefert."
    assert brief("de", text) == [("aid_pledge", "delivered", ["norway"], ["ukraine"])]
    text = "Polen schwieg; Norwegen, mit dem Kiew rechnet, hat der Ukraine Panzer geliefert."
    assert brief("de", text) == [("aid_pledge", "delivered", ["norway"], ["ukraine"])]
    text = "„Polen schwieg. Norwegen hat der Ukraine Panzer geliefert“, schrieb ein Blatt."
    assert brief("de", text) == [("aid_pledge", "delivered", ["norway"], ["ukraine"])]


def test_a_verb_that_comes_apart_needs_its_own_particle_at_the_end_of_the_clause():
    assert brief("de", "Norwegen sagte der Ukraine Panzer zu und schwieg.") != []
    assert brief("de", "Norwegen sagte der Ukraine Panzer.") == []
    assert brief("de", "Norwegen gab der Ukraine Panzer auf.") == []


def test_a_noun_is_an_act_after_another_and_none_alone():
    assert brief("de", "Nach einem Treffen mit Macron schwieg Merz.")[0][1] == "held"
    assert brief("de", "Vor einem Treffen mit Macron schwieg Merz.")[0][1] == "planned"
    assert brief("de", "Das Treffen Macrons mit Merz ist Thema.") == []
    assert brief("de", "Nach Paris: Treffen von Macron und Merz.") == []
    assert brief("de", "Merz und Macron haben kein Abkommen unterzeichnet.") == []


def test_whoever_is_visited_is_met():
    ((_, status, actors, others),) = brief("de", "Selenskyj reist am Sonntag nach London.")
    assert (status, actors, others) == ("planned", ["volodymyr-zelenskyy"], ["united-kingdom"])
