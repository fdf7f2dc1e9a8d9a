from beats import beat_for_ever
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "The dispatcher."

    def handle(self, **options: object) -> None:
        beat_for_ever("dispatcher")
