#!/usr/bin/env python
"""The site's commands: migrate, createsuperuser, check, demo and the rest."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merchant_portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
