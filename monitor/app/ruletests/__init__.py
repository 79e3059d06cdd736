"""Rule tests: articles in, expected alerts out."""
