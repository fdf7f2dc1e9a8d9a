"""Just enough Django for commands that reach the database."""

import os
from pathlib import Path

import dj_database_url

SECRET_KEY = "stand-in"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.staticfiles", "deploy"]
DATABASES = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL", "postgres://nobody@%2Fnowhere/none"))
}
DATABASES["default"]["USER"] = "tracker_owner"
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("TRACKER_DATA", ".")) / "static"
USE_TZ = True
