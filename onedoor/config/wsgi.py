"""The door for the web server: pages are served by threads, each borrowing a connection from the pool."""

import os

from django.core.wsgi import get_wsgi_application

from onedoor.config.collecting import spare_the_lasting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.config.settings")
os.environ.setdefault("DB_POOL", "8")

application = get_wsgi_application()
spare_the_lasting()
