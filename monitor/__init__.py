"""A news-monitoring daemon that tells each new development once, with the sentence that says so."""
