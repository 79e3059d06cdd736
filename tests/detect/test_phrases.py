from monitor.detect.phrases import preposition, unnamed_subject


def test_a_preposition_is_found_over_articles_and_adjectives(look):
    seen, _ = look("They gave it to the small island state Vanuatu.")
    assert preposition(seen, len(seen.words) - 1, titled=False) == "to"


def test_a_comma_a_verb_or_a_weekday_ends_the_search(look):
    for sentence in ("In Paris, Macron spoke.", "To help sent Macron.", "On Monday Macron spoke."):
        seen, _ = look(sentence)
        at = seen.words.index("macron")
        assert preposition(seen, at, titled=True) is None


def test_an_of_within_a_title_is_passed_over(look):
    seen, _ = look("They spoke with Secretary of State Antony Blinken.")
    assert preposition(seen, seen.words.index("antony"), titled=True) == "with"


def test_nothing_stands_before_the_first_word(look):
    seen, _ = look("Macron spoke.")
    assert preposition(seen, 0, titled=True) is None


def test_a_plain_plural_before_a_verb_is_its_subject(look):
    for sentence, unnamed in (
        ("China trades on, even as other nations have banned it.", True),
        ("China trades on, as it has banned it.", False),
        ("It was said that Norway banned it.", False),
        ("Banned it is.", False),
    ):
        seen, _ = look(sentence)
        at = next(i for i, word in enumerate(seen.words) if word.lower() == "banned")
        assert unnamed_subject(seen, at) is unnamed
