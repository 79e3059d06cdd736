"""What an outlet repeats on its pages is left out of an article before it is judged."""

from monitor.extract.repeated import candidates, without_repeated
from monitor.model.article import Article
from monitor.ports import Furniture


async def pruned(article: Article, furniture: Furniture | None) -> Article:
    """Return the article without the lines that are known as its outlet's furniture, and count
    those that it has. Without a memory of lines, or an outlet, it stays as it is.
    """
    lines = candidates(article.text)
    if furniture is None or article.outlet is None or not lines:
        return article
    return without_repeated(article, await furniture.seen(article.outlet, article.id, lines))
