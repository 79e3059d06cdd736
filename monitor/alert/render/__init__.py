"""Alerts as receivers read them: the body of a webhook, and mails in plain text and HTML."""
