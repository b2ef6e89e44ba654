"""The `mulin` command."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; exit 0 done, 1 refused with a report, 2 usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
