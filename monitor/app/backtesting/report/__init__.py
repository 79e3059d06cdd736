"""A replay as a page: one file that loads nothing, for a browser, a mail or a printer."""
