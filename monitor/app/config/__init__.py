"""Configuration: YAML with positions, checked shapes, overrides, and the settings they make."""
