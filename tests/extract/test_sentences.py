import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.sentences import sentences


def told(text, language=None):
    return [text[s.start : s.end] for s in sentences(text, language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The talks began on Monday.", "They end on Friday."],
        ["Did he sign?", "He did!", "Nobody knows why…", "The rest is silence."],
        ["Mr. Holm met Dr. Aurel Vance.", "Both smiled."],
        ["The U.S. envoy flew to the U.N. office.", "He said nothing."],
        ["He lives in the U.S.", "The rest of the family does not."],
        ["It cost 1.5 billion euros, or about $1.75 billion.", "Nobody paid."],
        ["The vote is on Jan. 5 at 5 p.m. Monday.", "It may slip."],
        ["See Annex No. 4 of the treaty.", "Was it signed?", "No.", "It was not."],
        ["J. R. Holm of Acme Corp. Holdings spoke.", "Others listened."],
        ["Lt. Gen. Ida Brandt and Gov. Sam Oakes (R-Fla. Chapter) agreed.", "It held."],
        ['"We will pay. We always pay," she said.', "Then she left."],
        ["He called it “a start.”", "She did not."],
        ["‘It’s ours,’ he said.", "She shrugged."],
        ["(It was raining. It was cold.)", "They met anyway."],
        ["The sum [as of 1 May. Later unknown.] is small.", "It grows."],
        ["Wait... what happened then... nobody said.", "He left..."],
        ["«Мы согласны. Это мир», — заявил он.", "Переговоры идут."],
        ["政府は援助を約束した。", "会談は続く。"],
        ["「行く。すぐに行く」と彼は言った。", "誰も来なかった。"],
        ["بدأت المحادثات اليوم.", "هل تنتهي غدا؟", "لا أحد يعلم."],
        ["सरकार ने मदद दी।", "बैठक जारी है।"],
        ["A quote “without an end.", "It hides nothing."],
        ['The 5" shell fell.', 'A second 6" shell did not.'],
        ["The year was 2025.", "Talks began."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts):
    assert told(" ".join(parts)) == parts


def test_a_question_in_a_quotation_goes_on_with_its_speaker():
    assert told('"Why now?" he asked. Nobody said.') == ['"Why now?" he asked.', "Nobody said."]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", ["Oslo gibt 3 Mrd. Euro und 5 Mio. Dollar.", "Mehr nicht."]),
        ("de", ["Siehe Art. 5 des Vertrags, so Dr. Brandt.", "Er lächelte."]),
        ("de", ["Die Acme Ltd. zahlt nicht.", "Die Bank am 5. Jan. auch nicht."]),
        ("uk", ["Осло дає 3 млрд. євро та 5 млн. доларів.", "Не більше."]),
        ("uk", ["Див. ст. 5 угоди, сказав проф. Коваль.", "Він усміхнувся."]),
        ("uk", ["Це сталося у 2014 р.", "В Осло про це мовчать."]),
    ],
)
def test_abbreviations_are_those_of_the_language(language, parts):
    assert told(" ".join(parts), language) == parts


def test_an_ordinal_with_a_dot_does_not_end_a_german_sentence():
    assert told("Am 19. Dezember tagt der Rat. Er endet spät.", "de") == [
        "Am 19. Dezember tagt der Rat.",
        "Er endet spät.",
    ]
    assert told("There were 19. Dezember is a month.", "en")[0] == "There were 19."


def test_the_number_of_a_list_item_is_no_sentence():
    assert told("1. Pay the grant.\n2. Send the trucks.") == [
        "1. Pay the grant.",
        "2. Send the trucks.",
    ]


def test_a_line_end_without_punctuation_ends_a_paragraph():
    assert told("Council pledges aid\nThe sum is large.\n\nKyiv thanked it") == [
        "Council pledges aid",
        "The sum is large.",
        "Kyiv thanked it",
    ]


def test_a_wrapped_line_goes_on():
    assert told("The council pledged\naid to the port, \nand more. It is\n\nlate.") == [
        "The council pledged\naid to the port, \nand more.",
        "It is",
        "late.",
    ]


def test_a_mark_before_white_space_alone_is_a_sentence_of_its_own():
    assert told(". .") == [".", "."]


def test_nothing_gives_no_sentence():
    assert sentences("") == sentences(" \n\t ") == ()


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet=st.characters() | st.sampled_from(" \n.\"“”'()AbU.S。?!…"), max_size=200))
def test_sentences_are_ordered_disjoint_and_cover_all_but_white_space(text):
    at = 0
    for sentence in sentences(text):
        assert at <= sentence.start < sentence.end
        assert not text[at : sentence.start].strip()
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        at = sentence.end
    assert not text[at:].strip()
