"""Settings of the product with its pages: those of the records, and what a browser needs.

Without accounts it serves one person on this machine (docs/decisions/0060-web-house.md).
"""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from groundswell.records.settings import *  # noqa: F403
from groundswell.records.settings import INSTALLED_APPS as RECORDS_APPS

WEB = Path(__file__).resolve().parent

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(48)
"""One for this process; ``serve`` puts the data directory's own in its place."""
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
GROUNDSWELL_START = secrets.token_hex(16)
"""Which start of the product this is: what a browser kept of another one is old. Workers are told that of their ``serve``."""
GROUNDSWELL_START_TOKEN = ""
"""Set by ``serve`` at each start; empty opens nothing."""
GROUNDSWELL_MACHINE_TOKEN = ""
"""What a monitor shows to ask how the server does; set by ``serve``. Empty opens nothing."""
GROUNDSWELL_MACHINES_NEED_TOKEN = False
"""Where others reach the pages through a proxy on this machine, coming from loopback says nothing: then only the token counts."""

GROUNDSWELL_SHARE_ADDRESS = ""
"""Where ``serve --share`` lets others open share links, as host:port; set by ``serve``."""
GROUNDSWELL_HOSTS: frozenset[str] = frozenset()
"""Names beside loopback by which ``serve --host`` is reached."""
GROUNDSWELL_HTTPS = False
"""Whether a proxy that ``serve --behind-proxy`` trusts speaks https to browsers: then cookies are Secure, and browsers are told to stay."""

INSTALLED_APPS = [*RECORDS_APPS, "django.contrib.messages", "django.contrib.staticfiles", "csp"]
ROOT_URLCONF = "groundswell.web.urls"
WSGI_APPLICATION = "groundswell.web.serving.application"

MIDDLEWARE = [
    "groundswell.web.watching.Watched",
    "groundswell.web.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "groundswell.web.watching.MachineEndPoints",
    "groundswell.web.middleware.HostRule",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "groundswell.web.middleware.AccessRules",
    "groundswell.web.middleware.GuestOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "groundswell.web.middleware.WholeText",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "groundswell.web.context.RecordsContext",
    "groundswell.web.factor_first.FactorFirst",
    "groundswell.web.object_rules.ObjectRules",
    "groundswell.web.middleware.PlainErrors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "groundswell.web.context.page_context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "groundswell.web.errors.csrf_refused"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = None
"""Said by our own middleware: it differs on the pages that a share link opens."""
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # HSTS and
    "security.W008",  # redirects to HTTPS: loopback has no certificate, and nothing leaves the machine
    "security.W016",  # Secure on the CSRF cookie: browsers would not send it to http://127.0.0.1
    "security.W022",  # Referrer-Policy is put on every answer by groundswell.web.middleware.SecurityHeaders
]

MESSAGE_STORAGE = "groundswell.web.toasts.Waiting"

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

USE_I18N = True
USE_TZ = True
LANGUAGE_CODE = "en-gb"

FILE_UPLOAD_HANDLERS = ["groundswell.web.pages.bring.upload_handler.LimitedTemporaryFile"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
"""A block pasted from a spreadsheet is form text; files have their own limit."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "groundswell.web.logs.PlainLines"}},
    "handlers": {"stderr": {"class": "groundswell.web.logs.Lines", "formatter": "plain"}},
    "loggers": {
        "groundswell": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "waitress": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
"""Refused requests are answered, not logged; a fault of ours goes to standard error with its id. ``serve --log`` adds a line a request."""
