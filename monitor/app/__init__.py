"""App: the command line, configuration, the daemon and its telemetry."""
