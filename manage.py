#!/usr/bin/env python
"""Django's command line, with the embedded servers underneath where the environment names no others."""

import os
import sys

from deploy.env import BadSetting
from deploy.launcher.joining import refuse, servers_for
from deploy.launcher.refusal import Refused


def main() -> None:
    """Run one command; a refusal of the launcher or of the settings is one sentence and exit status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
    try:
        with servers_for(sys.argv, os.environ):
            from django.core.management import execute_from_command_line  # needs the servers' addresses

            execute_from_command_line(sys.argv)
    except (Refused, BadSetting) as refused:
        refuse(str(refused), sys.argv)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
