"""Extract: from a page to an article."""
