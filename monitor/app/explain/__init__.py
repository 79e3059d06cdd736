"""Parts of `monitor explain`: the road of an article, from the poll that found it to whom it was
told.
"""
