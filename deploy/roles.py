"""The database role the product runs as: no DDL, no TRUNCATE, no UPDATE or DELETE on ledgers.

Tables belong to the owner, who migrates. The guards of a ledger are triggers; a role that owns nothing can
switch none of them off.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_LEDGERS = """
    select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and t.tgname like 'pgtrigger_append_only%%'
"""


def grant_app_role(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    """Give the app's role just what it needs on every table. Returns the ledgers, which it may only add to."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("select current_schema(), current_database()")
        schema, database = (connection.ops.quote_name(x) for x in cursor.fetchone())
        cursor.execute(_LEDGERS)
        ledgers = sorted(row[0] for row in cursor.fetchall())
        cursor.execute(f"revoke create on schema {schema} from public")
        cursor.execute(f"revoke temporary on database {database} from public")
        cursor.execute(f"grant usage on schema {schema} to {name}")
        cursor.execute(f"revoke all on all tables in schema {schema} from {name}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema {schema} to {name}")
        cursor.execute(f"grant usage, select on all sequences in schema {schema} to {name}")
        for ledger in ledgers:
            cursor.execute(f"revoke update, delete on {connection.ops.quote_name(ledger)} from {name}")
        cursor.execute(f"revoke insert, update, delete on django_migrations from {name}")
    return ledgers
