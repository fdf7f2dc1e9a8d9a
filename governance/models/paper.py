from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models.base import Attached, OfWorkstream
from governance.models.board import Board, DecisionMaker
from programme.models.base import Removable, Versioned, marked_constraint, one_of, tracked

PAPER_STATES = [("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")]
DOCUMENT_KINDS = [
    ("appendix", "Appendix"),
    ("members_room", "In members' rooms"),
    ("background", "Background paper"),
    ("impact_assessment", "Impact assessment"),
    ("evidence", "Evidence"),
    ("other", "Other"),
]


@tracked
class Paper(Versioned, OfWorkstream, Removable):
    """A decision report, with the fields a council's report has. A blank field was not printed, not nil."""

    ref = models.CharField(max_length=30)
    subject = models.CharField(max_length=300)
    state = models.CharField(max_length=9, choices=PAPER_STATES, default="draft")
    decision_maker = models.ForeignKey(
        DecisionMaker, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    decision_maker_as_printed = models.CharField(max_length=200, blank=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    decision_date = models.DateField(null=True, blank=True)
    report_of = models.CharField(max_length=200, blank=True)
    contacts = models.TextField(blank=True)
    confidentiality = models.TextField("statement of confidentiality", blank=True)
    brief_summary = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)
    reasons = models.TextField("reasons for the recommendations", blank=True)
    alternatives = models.TextField("alternatives considered and rejected", blank=True)
    detail = models.TextField("detail, consultation carried out included", blank=True)
    resource_capital = models.TextField(blank=True)
    resource_revenue = models.TextField(blank=True)
    resource_property = models.TextField(blank=True)
    resource_other = models.TextField(blank=True)
    statutory_power = models.TextField(blank=True)
    other_legal = models.TextField(blank=True)
    risk_management = models.TextField(blank=True)
    policy_framework = models.TextField(blank=True)
    key_decision = models.BooleanField(null=True, blank=True)
    wards = models.CharField(max_length=300, blank=True)
    background_papers = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta(OfWorkstream.Meta):
        constraints = [
            models.UniqueConstraint(fields=["programme", "ref"], name="paper_ref_is_unique_in_its_programme"),
            one_of("state", dict(PAPER_STATES), name="paper_state_is_a_known_state"),
            marked_constraint("paper"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.subject} ({self.id})"


@tracked
class Document(Versioned, Attached, Removable):
    """Something attached to a thing of the programme: a file, or the name of one that lies elsewhere.

    It carries its own marking, and is at least as closed as the thing it is attached to.
    """

    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=17, choices=DOCUMENT_KINDS, default="other")
    number = models.CharField(max_length=20, blank=True, help_text="As the paper numbers it")
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    file = models.ForeignKey(
        "programme.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)

    class Meta(Attached.Meta):
        constraints = [
            one_of("kind", dict(DOCUMENT_KINDS), name="document_kind_is_a_known_kind"),
            models.CheckConstraint(
                name="document_with_a_file_has_its_name", condition=Q(file=None) | ~Q(file_name="")
            ),
            marked_constraint("document"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.id})"


@tracked
class Comment(Versioned, Attached, Removable):
    """What somebody wrote about a thing, with a marking of its own."""

    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField(db_index=True)
    text = models.TextField()
    author = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta(Attached.Meta):
        constraints = [marked_constraint("comment")]

    def __str__(self) -> str:
        return f"{self.author_name} on {self.thing_kind} ({self.id})"
