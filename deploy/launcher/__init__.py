"""The embedded default: PostgreSQL and Valkey as our own children, and the supervision of `make run`.

Standard library only, and no Django: this has to work before anything is migrated or even configured.
Read `ownership` first (who starts the servers, who joins them), then `servers`, then `run`.
"""
