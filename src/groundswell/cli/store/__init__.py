"""Commands on the data directory. Django is set up here, so that every module of this folder imports at its top."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")
django.setup()
