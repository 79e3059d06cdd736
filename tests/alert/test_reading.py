from monitor.alert.reading import passage
from monitor.model.article import Article, ArticleId, Sentence

SENTENCES = (
    "Norway gives money to Ukraine.",
    "The sum is small.",
    "It comes in May.",
    "Elsewhere it rained.",
    "Farmers were glad.",
    "Ships left the port.",
    "The grain goes to Egypt.",
    "Bakers wait for it.",
)


def written(*sentences: str) -> Article:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Sentence(start=len(text), end=len(text) + len(sentence)))
        text += sentence + "\n"
    return Article(id=ArticleId("a"), text=text, sentences=tuple(spans))


def test_the_passage_is_the_lead_and_the_sentences_around_the_evidence():
    article = written(*SENTENCES)
    last = article.sentences[7]
    assert passage(article, last.start, last.end).split("\n") == [
        *SENTENCES[:3],
        *SENTENCES[5:],
    ]
    assert passage(written(), 0, 4) == ""
