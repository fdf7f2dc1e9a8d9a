"""Questions that were not answered, and the wordings that were added for them. Nothing learns by itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row, Versioned, one_of, tracked

BECAME = [
    ("unknown", "Not understood"),
    ("choose", "Asked back, and nothing chosen"),
    ("misread", "Answered, and not what was meant"),
]
PLACES = {
    "dm": "direct message",
    "channel": "channel",
    "command": "slash command",
    "page": "page",
    "ask": "command line",
}
SETTLED = [
    ("open", "To be looked at"),
    ("worded", "A wording was added"),
    ("aside", "Set aside"),
]
WORDING_KINDS = [
    ("alias", "Alias: these words name that thing"),
    ("phrasing", "Phrasing: these words mean the same as those"),
]
LONGEST_PHRASE = 80  # characters


class UnansweredQuestion(Row):
    """What was asked and not answered, redacted before it was kept, once however often it was asked.

    Nobody is kept beside it, and it has no history: when its time is over nothing of it is left. What was understood
    of it is read from `words` when it is looked at. `key` tells one question of one programme from another.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(
        max_length=400, help_text="Redacted: no name of a person nor of anything withheld"
    )
    became = models.CharField(max_length=8, choices=BECAME)
    places = models.JSONField(default=dict, help_text="How often it was asked, by kind of place")
    times = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    settled = models.CharField(max_length=6, choices=SETTLED, default="open")
    settled_by = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "question not answered"
        verbose_name_plural = "questions not answered"
        constraints = [
            one_of("became", dict(BECAME), name="unanswered_question_became_something_known"),
            one_of("settled", dict(SETTLED), name="unanswered_question_is_settled_in_a_known_way"),
            models.CheckConstraint(
                name="unanswered_question_settled_has_date_and_person",
                condition=Q(settled="open", settled_by=None, settled_at=None)
                | (~Q(settled="open") & Q(settled_by__isnull=False, settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words[:60]} ({self.id})"


@tracked
class Wording(Versioned):
    """Words that somebody of the programme office added: an alias of a thing, or a phrasing.

    An alias is of one programme and one thing: by id, or a heading by its name. A phrasing means what words already
    understood mean, everywhere. `question` is its test: asked within `programme` it reads as `reads`, which is how
    `same_as` read on the day `asked_on`. Withdrawn it stays on the record.
    """

    kind = models.CharField(max_length=8, choices=WORDING_KINDS)
    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="+")
    phrase = models.CharField(max_length=LONGEST_PHRASE)
    key = models.CharField(
        max_length=LONGEST_PHRASE, editable=False, help_text="Its words, as they are compared"
    )
    thing_kind = models.CharField(max_length=20, blank=True)
    thing_id = models.UUIDField(null=True, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    means = models.CharField(max_length=LONGEST_PHRASE, blank=True)
    question = models.CharField(max_length=300)
    same_as = models.CharField(max_length=300)
    reads = models.CharField(max_length=500, editable=False)
    asked_on = models.DateField(editable=False)
    reason = models.CharField(max_length=300)
    added_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("kind", dict(WORDING_KINDS), name="wording_kind_is_a_known_kind"),
            models.UniqueConstraint(
                fields=["programme", "key"],
                condition=Q(kind="alias", withdrawn_at=None),
                name="alias_stands_once_in_a_programme",
            ),
            models.UniqueConstraint(
                fields=["key"], condition=Q(kind="phrasing", withdrawn_at=None), name="phrasing_stands_once"
            ),
            models.CheckConstraint(
                name="wording_is_of_a_thing_or_of_words",
                condition=(Q(kind="alias", means="") & ~Q(thing_kind=""))
                | (Q(kind="phrasing", thing_kind="", thing_id=None, heading="") & ~Q(means="")),
            ),
            models.CheckConstraint(
                name="wording_withdrawn_has_date_and_person",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phrase} ({self.id})"


class ThreadTurn(Row):
    """What somebody asked last in a thread of the command line, from which it reads on. Slack's is in its inbox.

    `key` is a digest of the thread and of who asks: nobody reads on from what another asked.
    """

    key = models.CharField(max_length=64, unique=True)
    asked = models.CharField(max_length=500)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key[:8]} ({self.id})"
