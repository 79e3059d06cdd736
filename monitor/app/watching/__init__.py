"""How a daemon does, seen from outside: by its store, whichever node works on it."""
