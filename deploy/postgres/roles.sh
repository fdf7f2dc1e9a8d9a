#!/bin/sh
# Makes the two roles once, on an empty database: the owner migrates, the app's role may change no ledger.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
  --set owner_password="$(cat /run/secrets/owner_password)" \
  --set app_password="$(cat /run/secrets/app_password)" <<'SQL'
create role tracker_owner login password :'owner_password';
create role tracker_app login password :'app_password';
create database tracker owner tracker_owner encoding 'UTF8';
revoke all on database tracker from public;
grant connect on database tracker to tracker_app;
SQL
