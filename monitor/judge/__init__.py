"""Judge: is what was detected news, and what changed?"""
