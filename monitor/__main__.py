"""`python -m monitor`, the same as `monitor`."""

from monitor.app.cli.main import main

if __name__ == "__main__":
    main()
