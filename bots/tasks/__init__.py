"""What workers do for bots: answer what came in, send what is to go out. Neither trusts that it runs only once."""

from bots.tasks.answering import answer
from bots.tasks.homes import refresh_home
from bots.tasks.sending import send

__all__ = ["answer", "refresh_home", "send"]
