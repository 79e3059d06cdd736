"""The archive of a node: what it read, in one SQLite file with full-text search.

`shape` is the file and its versions, `rows` an article as a row, `writing` the one connection that
writes, `keeping` the port on it, `retention` what goes when, `asking` the words of a search,
`looking` what commands read.
"""
