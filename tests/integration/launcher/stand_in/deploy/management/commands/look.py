import json
import os
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection


class Command(BaseCommand):
    help = "Asks the database something, and again until a file is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", type=Path)
        parser.add_argument("--idle", action="store_true", help="wait without asking the database")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: object) -> None:
        until = options["until"]
        while True:
            if not options["idle"]:
                with connection.cursor() as cursor:
                    cursor.execute("select current_user, pg_postmaster_start_time()::text")
                    found = cursor.fetchone()
                print(
                    json.dumps({"found": found, "urls": {n: v for n, v in os.environ.items() if "_URL" in n}})
                )
            else:
                print("idle")
            sys.stdout.flush()
            if not isinstance(until, Path) or until.exists():
                return
            time.sleep(0.05)
