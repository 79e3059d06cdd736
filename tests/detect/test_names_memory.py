from monitor.detect.names import NameIndex
from monitor.detect.names_memory import article_names
from monitor.model.actor import Actor, ActorId, ActorKind, Registry
from monitor.model.article import Sentence
from tests.fakes.english import ENGLISH

INDEX = NameIndex.build(
    Registry.of(
        (
            Actor(id=ActorId("vendt"), name="Orla Vendt", kind=ActorKind.PERSON),
            Actor(
                id=ActorId("brand"), name="Tomas Brand", kind=ActorKind.PERSON, aliases=("Brand",)
            ),
            Actor(id=ActorId("ada"), name="Ada Holm", kind=ActorKind.PERSON),
            Actor(id=ActorId("eva"), name="Eva Holm", kind=ActorKind.PERSON),
            Actor(id=ActorId("qatar"), name="Qatar", kind=ActorKind.STATE, demonyms=("Qatari",)),
        )
    ),
    ENGLISH,
)


def names(text, *sentences):
    spans = tuple(Sentence(start=s, end=e) for s, e in sentences)
    return [(s.text, s.actor, s.name) for s in article_names(text, spans, INDEX)]


def test_a_surname_stands_for_the_person_named_in_full_before():
    assert names("Ada Holm came. Holm's aide stayed. Eva Holm came. Holm left.") == [
        ("Ada Holm", "ada", "Ada Holm"),
        ("Holm", "ada", "Ada Holm"),
        ("Eva Holm", "eva", "Eva Holm"),
        ("Holm", "eva", "Eva Holm"),
    ]


def test_a_surname_before_its_person_stands_for_nobody():
    assert names("Holm came. Ada Holm left.") == [("Ada Holm", "ada", "Ada Holm")]


def test_an_unknown_persons_surname_wins_over_the_registrys():
    assert names("Lena Vendt came. Vendt left.") == [
        ("Lena Vendt", None, "Lena Vendt"),
        ("Vendt", None, "Lena Vendt"),
    ]


def test_an_alias_of_the_registry_stays_its_own():
    assert names("Lena Brand came. Brand left.")[1] == ("Brand", "brand", "Tomas Brand")


def test_bodies_have_no_surnames():
    assert names("The Harbour Foundation came. Foundation men left.") == [
        ("Harbour Foundation", None, "Harbour Foundation")
    ]


def test_an_unknown_body_covers_its_demonym():
    text = "The Qatari Harbour Foundation came."
    assert names(text, (0, len(text))) == [
        ("Qatari Harbour Foundation", None, "Qatari Harbour Foundation")
    ]


def test_names_do_not_cross_sentences():
    text = "He saw Lena Roth Tomas Vik left"
    assert [n[0] for n in names(text, (0, 16), (17, 31))] == ["Lena Roth", "Tomas Vik"]


def test_an_article_without_persons_has_its_plain_names():
    assert names("Qatar gave.") == [("Qatar", "qatar", "Qatar")]


def test_a_surname_is_a_whole_word_and_the_longer_of_two_that_start_together():
    told = names("Ann O'Kelm came. Ida Kelm came. Bo Kelm-Roth came. O'Kelm, Kelmer, Kelm-Roth.")
    assert [name for *_, name in told[3:]] == ["Ann O'Kelm", "Bo Kelm-Roth"]


def test_the_last_word_of_a_name_with_of_is_no_surname():
    assert names("The Bank of Holmby came. Holmby left.") == [
        ("Bank of Holmby", None, "Bank of Holmby")
    ]
