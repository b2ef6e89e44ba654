"""The `mulin` command."""

from mulin.config.cli import main

if __name__ == "__main__":
    main()
