from monitor.model.identifiers import article_id


def test_the_same_address_gives_the_same_id_whatever_the_text():
    assert article_id("https://a.example/x", "one") == article_id("https://a.example/x", "two")


def test_without_an_address_the_text_decides():
    assert article_id(None, "one") != article_id(None, "two")
    assert article_id(None, "one") == article_id("", "one")


def test_an_id_is_sixteen_hex_digits_also_for_broken_text():
    assert len(article_id(None, "\ud800")) == 16
    int(article_id("x", ""), 16)
