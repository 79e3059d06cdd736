"""Discover: from a feed, sitemap or listing page to candidates."""
