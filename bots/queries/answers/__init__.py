"""Answers to questions: one function for Slack, `ask`, and later the API and the pages.

Every reader is answered as if they held no clearance: nothing exempt or confidential is in an answer.
"""

from bots.queries.answers.answering import answer

__all__ = ["answer"]
