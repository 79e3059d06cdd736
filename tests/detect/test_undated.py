from monitor.detect.undated import without_guesses
from monitor.model.moment import When
from tests.fakes.making import pledge


def test_a_day_of_an_article_without_a_date_is_unknown():
    told = pledge(when=When(year=1970, month=1, day=2))
    assert without_guesses(told, "The bank promised 3 million euros on Friday.").when is None


def test_a_date_with_its_year_needs_no_date_of_the_article():
    told = pledge(when=When(year=2023, month=3, day=1))
    assert without_guesses(told, "It gave 3 million euros on 1 March 2023.") == told


def test_an_undated_mention_stays_as_it_is():
    assert without_guesses(pledge(), "It gave 3 million euros.") == pledge()
