"""Dedupe: is this text new, a copy, or a revision?"""
