"""Before the portal is served: migrate the database, load the practice people, collect the static files.

One process for all three, and each does nothing when nothing changed: a second start is quick.
"""

import os

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nenkin.config.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if settings.PRACTICE:
        call_command("load_practice")
        call_command("load_practice_newcomers")


if __name__ == "__main__":
    main()
