"""The demo: a small newsroom on loopback, a story that it tells, and receivers that keep a
ledger.
"""
