"""`migrate`, as the owner of the tables where one is named, then the app role's rights."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from deploy.roles import grant_app_role


class Command(Migrate):
    help = "Updates the database, as its owner when DATABASE_OWNER_URL is set. Example: manage.py migrate"

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        role = connection.settings_dict.get("USER", "")
        if settings.DATABASE_OWNER_URL:
            owner = urlsplit(settings.DATABASE_OWNER_URL)
            connection.close_pool()  # type: ignore[attr-defined]
            connection.settings_dict["USER"] = unquote(owner.username or "")
            connection.settings_dict["PASSWORD"] = unquote(owner.password or "")
            connection.settings_dict["OPTIONS"].pop("pool", None)
            connection.settings_dict["OPTIONS"]["options"] = "-c lock_timeout=10000"
        super().handle(*args, **options)
        if settings.DATABASE_OWNER_URL and role:
            ledgers = grant_app_role(connection, role)
            if options["verbosity"] > 1:
                self.stdout.write(f"{role} may add to {len(ledgers)} ledgers and change nothing in them")
        connection.close()
