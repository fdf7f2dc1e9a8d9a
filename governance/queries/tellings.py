"""Which frozen words tell of a thing: for taking back what was said of it. Shown to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from governance.models import Alert, AlertStep


def alerts_telling_of(ids: Iterable[UUID], words: Iterable[str] = ()) -> set[UUID]:
    """Return the alerts whose steps rest on any of these things, or name one by these words."""
    keys = list(ids)
    about = Q(subject_id__in=keys) | Q(workstream_id__in=keys) | Q(programme_id__in=keys)
    found = set(Alert.objects.filter(about).values_list("pk", flat=True))
    steps = AlertStep.objects.annotate(said=Cast("facts", TextField())).filter(
        _holds([*map(str, keys), *words])
    )
    return found | set(steps.values_list("alert_id", flat=True))


def _holds(words: list[str]) -> Q:
    found = Q(pk__in=[])
    for one in words:
        found |= Q(said__contains=one)
    return found
