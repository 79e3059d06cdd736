from monitor.adapters.spool import Spool
from monitor.extract.sentences import sentences
from tests.fakes.making import article


def test_articles_come_back_whole_in_any_order():
    text = "Канада дала 3 млн. Так сказав міністр."
    first = article("a", text=text, sentences=sentences(text, "uk"), language="uk")
    second = article("b", published=None, title="“T”")
    with Spool() as spool:
        places = [spool.put(first), spool.put(second)]
        assert [spool.at(places[1]), spool.at(places[0])] == [second, first]
