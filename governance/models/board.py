from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from programme.models.base import (
    Marked,
    SightedQuerySet,
    Versioned,
    marked_constraint,
    one_of,
    tracked,
)
from programme.rules import access

DECISION_MAKER_KINDS = [
    ("council", "Council"),
    ("executive", "Executive"),
    ("committee", "Committee"),
    ("post", "Post under delegation"),
]
BOARD_KINDS = [
    ("officer", "Officer board"),
    ("executive", "Executive"),
    ("partnership", "Partnership board"),
    ("statutory", "Statutory forum"),
    ("scrutiny", "Scrutiny: reviews, never decides"),
    ("support", "Support team: not a board"),
]
LIMIT_KINDS = [
    ("virement", "Virement"),
    ("spend", "Spend"),
    ("contract", "Contract"),
    ("saving_change", "Change to a budgeted saving"),
]
MEMBER_ROLES = [("chair", "Chair"), ("member", "Member"), ("adviser", "Adviser")]


@tracked
class DecisionMaker(Versioned):
    """Who decides: Council, the executive, a committee, or a post under delegation."""

    organisation = models.ForeignKey(
        "programme.Organisation", on_delete=models.PROTECT, related_name="decision_makers"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=DECISION_MAKER_KINDS)
    holder = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="posts_held"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="decision_maker_name_is_unique_in_its_council"
            ),
            one_of("kind", dict(DECISION_MAKER_KINDS), name="decision_maker_kind_is_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


@tracked
class DelegationLimit(Versioned):
    """How much a decision-maker may decide of a kind, in pounds, inclusive. No row is neither nil nor unlimited."""

    decision_maker = models.ForeignKey(DecisionMaker, on_delete=models.PROTECT, related_name="limits")
    kind = models.CharField(max_length=13, choices=LIMIT_KINDS)
    limit = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision_maker", "kind"], name="delegation_limit_is_one_a_kind"),
            models.CheckConstraint(name="delegation_limit_is_not_below_nought", condition=Q(limit__gte=0)),
            one_of("kind", dict(LIMIT_KINDS), name="delegation_limit_kind_is_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_maker_id} {self.kind}"


class BoardQuerySet(SightedQuerySet):
    programme_path = "programme_id"
    marking_paths = ("marking", "programme__marking")


@tracked
class Board(Versioned, Marked):
    """Who watches: a remit, a parent, members with terms, a cadence. Scrutiny and support never decide."""

    organisation = models.ForeignKey(
        "programme.Organisation", on_delete=models.PROTECT, related_name="boards"
    )
    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="boards"
    )
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=11, choices=BOARD_KINDS, default="officer")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    remit = models.TextField(blank=True)
    cadence = models.CharField(
        max_length=60, blank=True, help_text="How often it meets, as published or agreed"
    )
    cadence_days = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    live_alerts = models.BooleanField(default=False, help_text="Its members hear of alerts as they happen")
    alert_hold_seconds = models.PositiveIntegerField(
        default=900, help_text="An episode must last this long before anyone hears of it"
    )
    gather_seconds = models.PositiveIntegerField(
        default=900, help_text="What reaches one person within this window becomes one message"
    )
    working_days_only = models.BooleanField(
        default=False,
        help_text="Its alerts are sent on working days from 8:00 to 18:00; what happens else waits",
    )
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            one_of("kind", dict(BOARD_KINDS), name="board_kind_is_a_known_kind"),
            models.CheckConstraint(
                name="board_is_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="board_quorum_is_at_least_one", condition=Q(quorum=None) | Q(quorum__gte=1)
            ),
            marked_constraint("board"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def placement(self) -> access.Placement:
        """Return where the board stands: its council or its programme, with the markings of both."""
        programme = self.programme
        return access.Placement(
            self.organisation_id,
            self.programme_id,
            None,
            frozenset({self.marking, *([programme.marking] if programme is not None else [])}),
            frozenset({self.pk}),
            programme.closed_on if programme is not None else None,
        )


@tracked
class BoardMember(Versioned):
    """A person's seat on a board, for a term. Appointing writes the grant that goes with it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=7, choices=MEMBER_ROLES, default="member")
    term_from = models.DateField(null=True, blank=True)
    term_to = models.DateField(null=True, blank=True, help_text="The last day of the term")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], name="board_member_has_one_seat_a_board"),
            one_of("role", dict(MEMBER_ROLES), name="board_member_role_is_a_known_role"),
            models.CheckConstraint(
                name="board_member_term_ends_after_it_starts",
                condition=Q(term_from=None) | Q(term_to=None) | Q(term_to__gte=F("term_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.board_id}"


@tracked
class Oversight(Versioned):
    """Who decides for a workstream and which board oversees it: exactly one of each."""

    workstream = models.OneToOneField(
        "programme.Workstream", on_delete=models.PROTECT, related_name="oversight"
    )
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="oversees")
    decision_maker = models.ForeignKey(
        DecisionMaker, on_delete=models.PROTECT, null=True, blank=True, related_name="decides_for"
    )

    def __str__(self) -> str:
        return f"{self.workstream_id} ({self.id})"
