from monitor.detect.lexicon.language import Endings, Language


def test_an_ending_of_possession_is_taken_off():
    endings = Endings(possessive=("'s", "’s"))
    assert [endings.bare(word) for word in ("oslo's", "oslo’s", "oslo")] == ["oslo"] * 3


def test_what_a_language_leaves_out_it_does_not_have():
    language = Language()
    assert language.shapes.caption.search("photo") is None
    assert language.endings.bare("oslo's") == "oslo's"
    assert not language.prepositions.placing | language.cues.also
