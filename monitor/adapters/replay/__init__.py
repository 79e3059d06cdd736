"""Archives of articles on this machine, WARC and JSONL, read on from a position for a replay."""
