"""Detect: what does an article say happened?"""
