from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.archive.asking import question
from monitor.adapters.archive.looking import CLOSES, OPENS, PAGE, Sought, reading
from monitor.adapters.archive.writing import Writer
from monitor.errors import DependencyUnavailable
from monitor.model.article import ArticleId
from monitor.model.moment import Stamp
from tests.fakes.archive import NOON, PLACES, archived


@pytest.fixture
def path(tmp_path):
    return tmp_path / "articles.sqlite"


def kept(path, *articles):
    writer = Writer(path, reserve=0)
    writer.write(articles)
    writer.close()
    return path


def found(path, words: str | None = None, *, limit=20, best=False, **filters) -> list[str]:
    sought = Sought(question=question(words) if words else None, **filters)
    with reading(path) as reader:
        matches = reader.search(sought, limit=limit, best=best)
        listed = {one.article.id for one in reader.articles(sought)}
    ids = [match.kept.article.id for match in matches]
    assert listed.issuperset(ids)
    return ids


def test_words_are_found_in_title_and_text_whatever_case_and_accents(path):
    kept(path, *(archived(number) for number in range(6)))
    assert found(path, "LINDHOLM") == ["a5", "a0"]
    assert found(path, "renee dubois", limit=2) == ["a5", "a4"]
    assert found(path, '"peace talks of vantor"') == ["a4"]
    assert found(path, "title:captain") == []
    assert found(path, "ferry NOT (lindholm OR osterby)") == ["a4", "a3", "a1"]


def test_without_words_those_read_last_come_first(path):
    late = archived(9, read_at=NOON - timedelta(days=1))
    kept(path, archived(0), archived(1), late)
    assert found(path) == ["a1", "a0", "a9"]
    assert found(path, limit=1) == ["a1"]


def test_the_best_come_first_where_that_is_asked(path):
    often = archived(0, text="Harbour, harbour, harbour and again harbour.", title="Harbour")
    once = archived(1, text="Of a harbour among very many other things. " + "It goes on. " * 50)
    kept(path, often, once)
    assert found(path, "harbour") == ["a1", "a0"]
    assert found(path, "harbour", best=True) == ["a0", "a1"]


def test_what_was_found_is_marked_in_its_surroundings(path):
    kept(path, archived(0, text="Far away. " * 50 + "The talks failed. " + "And so on. " * 50))
    with reading(path) as reader:
        (match,) = reader.search(Sought(question='"talks failed"'), limit=1)
        (beginning,) = reader.search(Sought(), limit=1)
    assert f"The {OPENS}talks failed{CLOSES}." in match.snippet
    assert len(match.snippet) < 300
    assert beginning.snippet == ("Far away. " * 50)[:200]


def test_filters_ask_for_outlet_source_language_and_dates(path):
    day = timedelta(days=1)
    kept(
        path,
        archived(0, outlet="Фарватер", language="uk-UA", published=Stamp(at=NOON - 3 * day)),
        archived(1, source="gazette", language="uk", published=Stamp(at=NOON - 2 * day)),
        archived(2, source=None, language=None, outlet=None, published=None),
    )
    assert found(path, outlet="ФАРВАТЕР") == ["a0"]
    assert found(path, source="gazette") == ["a1"]
    assert found(path, language="uk") == ["a1", "a0"]
    assert found(path, since=NOON - 2 * day) == ["a2", "a1"]
    assert found(path, until=NOON - 2 * day) == ["a0"]
    assert found(path, "ferry", since=NOON - 3 * day, until=NOON - day) == ["a1", "a0"]


def test_all_versions_are_listed_page_by_page_in_the_order_of_reading(path):
    number = 2 * PAGE + 17
    kept(path, *(archived(at) for at in reversed(range(number))))
    expected = [f"a{at}" for at in range(number)]
    with reading(path) as reader:
        assert [one.article.id for one in reader.articles(Sought())] == expected
        with_words = [one.article.id for one in reader.articles(Sought(question='"ferry"'))]
        assert reader.count() == number
    assert with_words == expected[::-1]  # in the order of writing


def test_versions_of_a_page_are_found_by_id_and_by_page(path):
    first, second = archived(0), archived(0, text="The ferry sank.", read_at=NOON + timedelta(1))
    entry = archived(0, id=ArticleId("entry"), text="An entry of the same page.")
    kept(path, first, second, entry, archived(1))
    with reading(path) as reader:
        by_id = reader.versions(id_="a0", page="a0")
        by_page = reader.versions(id_="nothing", page=first.page or "")
        assert reader.versions(id_="x", page="x") == ()
    assert [one.article.text for one in by_id] == [first.article.text, second.article.text]
    assert [one.article.id for one in by_page] == ["a0", "entry", "a0"]


def test_the_status_counts_articles_versions_bytes_and_sources(path):
    kept(path, archived(0), archived(0, text="Changed."), archived(1, source=None))
    with reading(path) as reader:
        status = reader.status()
    assert (status.articles, status.versions) == (2, 3)
    assert status.bytes >= path.stat().st_size > 0
    assert status.free > 0
    assert [(one.source, one.versions) for one in status.sources] == [(None, 1), ("harbour", 2)]
    assert status.sources[1].oldest == status.sources[1].newest == NOON


def test_a_missing_file_says_who_makes_it(path):
    told = "`monitor run` and `monitor once` make it"
    with pytest.raises(DependencyUnavailable, match=told), reading(path):
        pass


def test_a_damaged_file_is_read_as_far_as_it_goes_and_then_said_so(path):
    kept(path, *(archived(number) for number in range(400)))
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    with pytest.raises(DependencyUnavailable, match="cannot be read"), reading(path) as reader:
        list(reader.articles(Sought()))


WORDS = ("ferry", "Łódź", "harbour", "peace", "talks", "Ужгород", "naïve", "strike", *PLACES[2:])
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_a_search_finds_what_was_kept_and_nothing_else(tmp_path_factory, texts, one, other):
    path = tmp_path_factory.mktemp("archive") / "articles.sqlite"
    kept(path, *(archived(n, title=None, text=" ".join(t)) for n, t in enumerate(texts)))
    both = {f"a{n}" for n, words in enumerate(texts) if one in words and other in words}
    either = {f"a{n}" for n, words in enumerate(texts) if one in words or other in words}
    phrase = {f"a{n}" for n, words in enumerate(texts) if (one, other) in pairwise(words)}
    assert set(found(path, f"{one} {other}")) == both
    assert set(found(path, f"{one.upper()} OR {other}")) == either
    assert set(found(path, f'"{one} {other}"')) == phrase


def test_moments_outside_the_archive_find_nothing(path):
    kept(path, archived(0))
    assert found(path, since=datetime(2100, 1, 1, tzinfo=UTC)) == []
    assert found(path, until=datetime(1971, 1, 1, tzinfo=UTC)) == []
