"""Fetch: what to ask of a host, how often, and what its answer means."""
