from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from programme.models.base import Versioned, one_of, tracked
from programme.models.organisation import Organisation
from programme.rules import access


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


@tracked
class Person(Versioned, AbstractBaseUser):
    """Someone the programme knows by name. They may exist without an account: a board member on paper only.

    Rights come from grants alone; `is_staff` merely lets an account into the admin.
    """

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True, help_text="Off means: may not sign in, hears nothing")
    is_staff = models.BooleanField("may enter the admin", default=False)
    illustrative = models.BooleanField(default=False)

    objects = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(models.functions.Lower("email"), name="person_email_is_theirs_alone"),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Let officers into the admin's own screens; what they may do there is decided by their grants."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """See has_perm."""
        return self.is_active and self.is_staff

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def has_account(self) -> bool:
        """Return whether they can sign in with a password of their own."""
        return self.is_active and self.has_usable_password()


@tracked
class Grant(Versioned):
    """A role over a council, one of its programmes, or a workstream of that. The only source of rights."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=10, choices=[(r, access.ROLE_WORDS[r]) for r in access.ROLES])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    cleared = models.BooleanField(default=False, help_text="May see exempt items within this grant")
    source = models.CharField(
        max_length=60,
        blank=True,
        help_text="What gave it: blank when given by hand, else for example board:CODE",
    )

    class Meta:
        constraints = [
            one_of("role", access.ROLES, name="grant_role_is_a_known_role"),
            models.CheckConstraint(
                name="grant_over_a_workstream_names_its_programme",
                condition=Q(workstream=None) | Q(programme__isnull=False),
            ),
            models.UniqueConstraint(
                name="grant_is_given_once",
                fields=["person", "role", "organisation", "programme", "workstream", "source"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} as {self.get_role_display()} ({self.id})"

    def fact(self) -> access.GrantFact:
        """Return the grant as the rules read it."""
        return access.GrantFact(
            role=self.role,
            organisation_id=self.organisation_id,
            programme_id=self.programme_id,
            workstream_id=self.workstream_id,
            cleared=self.cleared,
        )


class ApiToken(Versioned):
    """A personal key to the API. Only its hash is kept; the token itself is shown once."""

    READ, WRITE = "read", "write"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, help_text="The first characters, to tell tokens apart")
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=5, choices=[(READ, "Read"), (WRITE, "Read and write")], default=READ)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("scope", ["read", "write"], name="api_token_scope_is_read_or_write")]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"

    @staticmethod
    def digest_of(token: str) -> str:
        """Return what is stored of a token: its SHA-256, in hex. A token is 256 random bits, so no salt."""
        return hashlib.sha256(token.encode()).hexdigest()


class IdempotencyKey(models.Model):
    """An answer already given to a write, so that the same request sent twice acts once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="idempotency_key_is_used_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}:{self.key}"
