"""What a language's words mean to the types of developments: read from plain data, looked up by
token.
"""
