def test_text_and_tokens_are_found_from_each_other(look):
    seen, _ = look("Norway, he said, sent tanks.")
    assert seen.token_at(seen.text.index("sent")) == 3
    assert seen.between(0, 1) == ", "


def test_words_of_a_kind_are_told_by_its_name(look):
    seen, _ = look("Norway said that it sent tanks.")
    assert [seen.words[hit.at] for hit in seen.marks("report")] == ["said"]
    assert seen.marks("denied") == []
