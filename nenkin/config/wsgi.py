"""The door for an application server: `granian --interface wsgi nenkin.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nenkin.config.settings")
application = get_wsgi_application()
