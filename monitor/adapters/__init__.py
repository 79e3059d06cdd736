"""Adapters: the doing behind the ports; each third-party service has one door here."""
