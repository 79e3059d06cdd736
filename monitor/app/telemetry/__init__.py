"""Telemetry: what the daemon tells of itself, as log events, figures and health."""
