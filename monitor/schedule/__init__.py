"""Schedule: when each source is due, what it is asked, what it makes of the answers."""
