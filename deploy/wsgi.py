"""The web process. It never imports Celery: a change writes rows, and others come for them."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")

application = get_wsgi_application()

# Everything is loaded now rather than with somebody's first page, and then left out of garbage collection, which
# would otherwise go through objects that never go away while somebody waits.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
