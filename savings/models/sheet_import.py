"""Spreadsheets in and out: a run of the importer, what it wrote, an export's stamp, and dated snapshots."""

from __future__ import annotations

from django.db import models

from programme.models.base import (
    MARKING_CHOICES,
    Marked,
    Row,
    Versioned,
    ledger_triggers,
    marked_constraint,
    one_of,
    tracked,
    tracked_without,
)
from programme.rules import access
from savings.models.budget import InProgrammeQuerySet

IMPORT_KINDS = {
    "savings": "Savings",
    "monitoring": "Monitoring month",
    "milestones": "Milestones",
    "workstreams": "Workstreams",
    "indicators": "Indicators",
    "people": "People",
    "pressures": "Pressures",
    "risks": "Risk register",
    "snapshot": "Snapshot of an earlier tracker",
}
IMPORT_STATES = {
    "waiting": "Waiting to be read",
    "reading": "Being read",
    "previewed": "Ready to be written",
    "asking": "Has a question",
    "conflicts": "Has conflicts",
    "refused": "Refused",
    "writing": "Being written",
    "written": "Written",
    "undoing": "Being undone",
    "undone": "Undone",
    "failed": "Failed",
    "dropped": "Dropped",
}


class SheetImportQuerySet(InProgrammeQuerySet):
    marking_paths = ("marking", "programme__marking")


@tracked_without("done", "of", "report")
class SheetImport(Versioned):
    """One run of the importer: the file, how it is to be read, what was found, and whether it was written.

    It holds lines, so it is as closed as the most closed of them; until it is read nobody knows how closed.
    """

    organisation = models.ForeignKey(
        "programme.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sheet_imports",
    )
    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="sheet_imports"
    )
    kind = models.CharField(max_length=12, choices=list(IMPORT_KINDS.items()), default="savings")
    file = models.ForeignKey(
        "programme.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="sheet_imports"
    )
    file_name = models.CharField(max_length=200)
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=list(IMPORT_STATES.items()), default="waiting")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    report = models.JSONField(
        default=dict, blank=True, help_text="How every column was read, rows, problems, totals, casts"
    )
    choices = models.JSONField(
        default=dict, blank=True, help_text="Answers: which line a row is, conflicts cell by cell"
    )
    marking = models.CharField(max_length=12, choices=MARKING_CHOICES, default=access.CONFIDENTIAL)
    asked_by = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = SheetImportQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        verbose_name = "import"
        constraints = [
            one_of("kind", IMPORT_KINDS, name="sheet_import_kind_is_known"),
            one_of("state", IMPORT_STATES, name="sheet_import_state_is_known"),
        ]
        indexes = [models.Index(fields=["programme", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.id})"


class ImportPreview(Row):
    """What an import would do, line by line, as last worked out: what it writes once somebody says so."""

    sheet_import = models.OneToOneField(SheetImport, on_delete=models.PROTECT, related_name="preview")
    lines = models.JSONField(help_text="savings.rules.preview.PreviewLine as JSON, in the order of the sheet")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sheet_import_id} ({self.id})"


class ImportedRow(Row):
    """What one import did to one thing, so that it can be undone as one change."""

    sheet_import = models.ForeignKey(SheetImport, on_delete=models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    action = models.CharField(max_length=10, choices=[("created", "Created"), ("updated", "Updated")])
    before = models.JSONField(null=True)
    after = models.JSONField()
    version = models.PositiveIntegerField(help_text="The version of the thing that the import wrote")

    class Meta:
        indexes = [models.Index(fields=["sheet_import", "row"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.sheet_import_id} row {self.row} ({self.id})"


class SheetExport(Row):
    """An export, with each line's version and figures as sent out: what an edited copy is merged against."""

    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, related_name="sheet_exports"
    )
    stamp = models.CharField(max_length=16, unique=True)
    lines = models.JSONField(help_text="By saving id: its version and every cell sent out")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)

    class Meta:
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.stamp} ({self.id})"


@tracked
class Snapshot(Versioned, Marked):
    """An earlier tracker as it stood on a day: kept beside the ledger, never rows of it, in its own colours."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="snapshots")
    name = models.CharField(max_length=200)
    on_date = models.DateField()
    definition_set = models.ForeignKey(
        "programme.DefinitionSet", on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    columns = models.JSONField(default=list, help_text="[{name, heading}]")
    source = models.CharField(max_length=300, blank=True)

    objects = InProgrammeQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name", "on_date"], name="snapshot_is_one_a_name_and_day"
            ),
            marked_constraint("snapshot"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on_date} ({self.id})"


class SnapshotRow(Row):
    """One row of a snapshot, cell by cell as it stood; its colour in the words of its own definition set."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=40, blank=True)
    rag_printed = models.CharField(max_length=60, blank=True)
    cells = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "position"], name="snapshot_row_has_its_own_place")
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.snapshot_id} row {self.position} ({self.id})"
