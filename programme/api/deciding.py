"""The decision that a change asks for, as it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from programme.api.fields import BodySerializer
from programme.api.problems import told_as
from programme.changes import Authority, NeedsDecision

told_as(NeedsDecision, "decision")


class AuthorityBody(BodySerializer):
    """The decision on the record that lets a plan change, on the day it is effective and not before."""

    decision = serializers.CharField(max_length=200, help_text="Its reference, as it is on the record")
    decision_maker = serializers.CharField(max_length=200, help_text="Who decided: Council, Cabinet, a post")
    effective = serializers.DateField()


def authority_of(given: Mapping[str, Any]) -> Authority | None:
    """Return the decision that was sent; None where none was."""
    sent = given.get("authority")
    return None if sent is None else Authority(**sent)
