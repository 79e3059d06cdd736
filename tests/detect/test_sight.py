from monitor.detect.lexicon.entries import Part
from monitor.detect.names import NameSpan, Via
from monitor.detect.sight import sight


def lemmas(seen, kind, *parts):
    return list(dict.fromkeys(hit.entry.lemma for hit in seen.of(kind, *parts)))


def test_nouns_that_look_like_verbs_stay_nouns(look):
    seen, _ = look("New sanctions on Iran followed a promising sign from the ban.")
    assert lemmas(seen, "sanction", Part.ACT) == []
    assert lemmas(seen, "aid_pledge", Part.CARRIER) == []


def test_verbs_that_look_like_nouns_are_verbs_after_a_subject(look):
    seen, _ = look("Washington sanctions two banks and will ban exports.")
    assert lemmas(seen, "sanction", Part.ACT) == ["sanction", "ban+"]


def test_a_sentence_within_a_sentence_starts_anew(look):
    seen, _ = look("He spoke. Sanctions never work.")
    assert lemmas(seen, "sanction", Part.ACT) == []


def test_abbreviations_end_no_clause(look):
    seen, _ = look("The U.S. envoy met Gen. Smith.")
    assert len(set(seen.clauses)) == 1


def test_pauses_and_subordinate_words_part_clauses(look):
    seen, _ = look("Norway paid; Sweden, which waited, paid later.")
    clauses = dict(zip(seen.words, seen.clauses, strict=True))
    assert clauses["norway"] < clauses["sweden"] < clauses["which"]


def test_a_describing_participle_is_no_act(look):
    seen, _ = look("They want to use frozen assets.")
    assert lemmas(seen, "sanction", Part.ACT) == []
    seen, _ = look("The assets frozen by Norway are large.")
    assert lemmas(seen, "sanction", Part.ACT) == ["freeze/froze/frozen"]
    seen, _ = look("The assets were frozen.")
    assert lemmas(seen, "sanction", Part.ACT) == ["freeze/froze/frozen"]


def test_a_number_before_a_word_makes_it_a_noun(look):
    seen, _ = look("It lost 12 ships.")
    assert lemmas(seen, "aid_pledge", Part.CARRIER) == []


def test_words_of_a_name_are_not_looked_up(look):
    seen, _ = look("The World Food Programme met donors.")
    assert lemmas(seen, "aid_pledge", Part.NOUN) == []


def test_a_name_without_a_word_is_passed_over(tools):
    empty = NameSpan(start=0, end=0, text="", actor=None, name="", via=Via.UNKNOWN)
    seen = sight("They met.", offset=0, number=0, lexicon=tools.lexicon, names=(empty,))
    assert seen.names == ()


def test_a_noun_after_to_or_further_is_no_verb_in_the_present(look):
    seen, _ = look("Norway plans further sanctions; when it comes to sanctions, Sweden waits.")
    assert lemmas(seen, "sanction", Part.ACT) == []


def test_close_after_be_is_no_verb(look):
    seen, _ = look("Troops are close to the border.")
    assert lemmas(seen, "sanction", Part.ACT) == []
