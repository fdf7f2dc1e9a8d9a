"""What a maturity rests on: realised and validated takes a validation that stands."""

from __future__ import annotations

from django.db.models import QuerySet

from programme.changes import Invalid
from savings.models import Saving, Validation
from savings.rules.validation import REALISED


def standing_validations(saving: Saving) -> QuerySet[Validation]:
    """Return the validations of a saving that nothing has taken back."""
    return Validation.objects.filter(saving_id=saving.pk, undoes=None, undone_by=None)


def check_maturity(saving: Saving) -> None:
    """Refuse realised and validated for a saving of which finance stands by nothing. Raises Invalid.

    Source: docs/method.md, "Validation".
    """
    if saving.maturity == REALISED and not standing_validations(saving).exists():
        words = (
            f"Nothing of {saving.ref} is validated: maturity 5 (realised and validated) takes a validation by "
            "finance that stands. Choose 4 until then."
        )
        raise Invalid({"maturity": [words]})
