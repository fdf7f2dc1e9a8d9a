import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Writes down that it was called."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--both", action="store_true")

    def handle(self, **options: object) -> None:
        with (Path(os.environ["TRACKER_DATA"]) / "examples").open("a") as file:
            file.write(f"{options['name']}{' both' if options['both'] else ''}\n")
