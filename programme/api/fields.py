"""How values go in and out: money as strings in pounds, dates with their precision, RAG as words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.rules.access import MARKINGS, Placement
from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.rag import NOT_PUBLISHED, WORDS, Rag

PRECISIONS: Final = [p.value for p in DatePrecision if p is not DatePrecision.NONE]
RAG_CHOICES: Final = [(rag.value, WORDS[rag]) for rag in Rag]
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class BodySerializer(serializers.Serializer[Any]):
    """What a write is sent. A field it does not know is refused: a misspelt one must not be passed over."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(map(str, set(data) - set(self.fields)))):
            words = f"There is no such field here; there are {', '.join(self.fields)}."
            raise serializers.ValidationError({name: [words] for name in unknown})
        return super().to_internal_value(data)


class PoundsField(serializers.DecimalField):
    """Pounds and pence, exact: a string such as "107000.00". A whole number is read too; a float never is."""

    default_error_messages: ClassVar = {"float": 'Write pounds as a string, such as "107000.00".'}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **options)

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool | float) or not isinstance(data, str | int):
            self.fail("float")
        value: Decimal = super().to_internal_value(data)
        return value


class ApproxDateSerializer(serializers.Serializer[Any]):
    """A date as exact as it is known. `date` is the first day of what `text` names."""

    date = serializers.DateField(source="value")
    precision = serializers.ChoiceField(choices=PRECISIONS)
    text = serializers.SerializerMethodField()

    def get_text(self, value: ApproxDate) -> str:
        return str(value)


class NamedSerializer(serializers.Serializer[Any]):
    """Something a row names by a few of its own columns; null where the row has none."""

    key = ""

    def __init__(self, instance: Any = None, **options: Any) -> None:
        super().__init__(instance, source="*", **options)

    def to_representation(self, instance: Any) -> Any:
        return None if getattr(instance, self.key) is None else super().to_representation(instance)


class ProgrammeRefSerializer(NamedSerializer):
    """The programme a row belongs to. An illustrative one holds invented figures."""

    key = "programme_id"

    id = serializers.UUIDField(source="programme_id")
    code = serializers.CharField(source="programme_code")
    illustrative = serializers.BooleanField()


class WorkstreamRefSerializer(NamedSerializer):
    """The workstream a row belongs to."""

    key = "workstream_id"

    id = serializers.UUIDField(source="workstream_id")
    ref = serializers.CharField(source="workstream_ref")
    name = serializers.CharField(source="workstream_name")


class OwnerSerializer(NamedSerializer):
    """The person who owns a thing."""

    key = "owner_id"

    id = serializers.UUIDField(source="owner_id")
    name = serializers.CharField(source="owner")


@extend_schema_field({"type": "string", "enum": list(MARKINGS)})
class MarkingField(serializers.Field[Placement, Any, str, Any]):
    """The most closed of a thing's own marking and those it inherits: open, internal, exempt or confidential."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="placement", read_only=True, **options)

    def to_representation(self, value: Placement) -> str:
        return max(value.markings, key=MARKINGS.index)


def rag_words(rating: str | None) -> str:
    """Return a rating as it is printed; "not published" where there is none."""
    return NOT_PUBLISHED if rating is None else WORDS[Rag(rating)]
