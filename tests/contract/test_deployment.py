"""What is in deploy/, checked as far as it can be without a server, a cluster or an account."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"

PRODUCTION = {
    "SECRET_KEY": "k" * 60 + "-not-a-real-one-9",
    "DATABASE_URL": "postgres://tracker_app:secret@db.internal:5432/tracker",
    "DATABASE_OWNER_URL": "postgres://tracker_owner:secret@db.internal:5432/tracker",
    "REDIS_URL": "rediss://redis.internal:6379/0",
    "PUBLIC_URL": "https://tracker.example.gov.uk",
    "ALLOWED_HOSTS": "tracker.example.gov.uk",
    "TRUSTED_PROXIES": "1",
    "EMAIL_URL": "submission://user:secret@mail.internal:587",
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "0" * 32,
    "DJANGO_SETTINGS_MODULE": "deploy.settings",
}
CHECK = (
    "import django; django.setup(); from django.core.management import call_command; call_command('check'{})"
)


def run_check(environment, *, deploy=True):
    options = ", deploy=True, fail_level='WARNING', tags=['security']" if deploy else ", tags=['security']"
    clean = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")
    }
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CHECK.format(options)],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class TestProductionSettings:
    def test_pass_the_deployment_check_without_a_warning(self):
        done = run_check(PRODUCTION)

        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout + done.stderr or "0 silenced" in done.stdout + done.stderr

    @pytest.mark.parametrize(
        "name", ["DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "ALLOWED_HOSTS", "EMAIL_URL"]
    )
    def test_stop_and_name_what_is_missing(self, name):
        done = run_check({k: v for k, v in PRODUCTION.items() if k != name})

        assert done.returncode != 0
        assert f"these are not set: {name}" in done.stderr

    @pytest.mark.parametrize(
        ("change", "id"),
        [
            ({"SECRET_KEY": "short"}, "tracker.E001"),
            ({"PUBLIC_URL": "http://tracker.example.gov.uk"}, "tracker.E002"),
            ({"ALLOWED_HOSTS": "*"}, "tracker.E003"),
            ({"REDIS_URL": "memcached://x"}, "tracker.E004"),
            ({"EMAIL_URL": "console://"}, "tracker.E005"),
            ({"SLACK_SIGNING_SECRET": ""}, "tracker.E006"),
            ({"SLACK_BOT_TOKEN": "xoxb-rehearsal-1"}, "tracker.E007"),
            ({"SLACK_APP_TOKEN": "xapp-1"}, "tracker.E008"),
        ],
    )
    def test_stop_and_say_what_is_wrong(self, change, id):
        done = run_check(PRODUCTION | change, deploy=False)

        assert done.returncode != 0
        assert id in done.stderr

    def test_stop_on_sign_in_that_is_not_built_yet(self):
        done = run_check(PRODUCTION | {"OIDC_ISSUER": "https://login.example.gov.uk"})

        assert done.returncode != 0
        assert "OIDC_ISSUER is set, but sign-in by OIDC is not built yet" in done.stderr

    def test_are_refused_on_the_command_line_in_one_sentence(self):
        clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
        done = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=ROOT,
            env=clean | PRODUCTION | {"OIDC_ISSUER": "https://login.example.gov.uk"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert done.returncode == 1
        assert done.stderr.count("\n") == 1

    def test_can_come_from_files(self, tmp_path):
        (tmp_path / "key").write_text("k" * 60 + "-not-a-real-one-9\n")
        rest = {k: v for k, v in PRODUCTION.items() if k != "SECRET_KEY"}

        done = run_check(rest | {"SECRET_KEY_FILE": str(tmp_path / "key")})

        assert done.returncode == 0, done.stderr

    def test_warn_where_one_role_owns_and_runs(self):
        done = run_check(PRODUCTION | {"DATABASE_OWNER_URL": PRODUCTION["DATABASE_URL"]})

        assert "tracker.W001" in done.stderr


class TestEnvExample:
    def test_names_every_variable_that_settings_read(self):
        read = set(
            re.findall(
                r'env\.(?:text|required|words|number|is_set)\("([A-Z_]+)"',
                (DEPLOY / "settings.py").read_text(),
            )
        )
        embedded_only = {
            "EMBEDDED_SECRET_KEY",
            "TRACKER_DATA",
            "DATABASE_POOL",
            "SLACK_API_URL",
            "WORKER_NAME",
        }

        named = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))

        assert read - embedded_only - named == set()

    def test_holds_no_secret(self):
        for line in (DEPLOY / "env.example").read_text().splitlines():
            if re.match(r"(SECRET_KEY|SLACK_\w+|METRICS_TOKEN)=", line):
                assert line.endswith("=")


class TestSlackManifest:
    manifest = yaml.safe_load((DEPLOY / "slack" / "manifest.yml").read_text())

    def test_keeps_to_the_limits_slack_publishes(self):
        schema = json.loads((Path(__file__).parent / "slack_manifest.schema.json").read_text())

        jsonschema.validate(self.manifest, schema)

    def test_gives_the_reason_for_each_scope(self):
        text = (DEPLOY / "slack" / "manifest.yml").read_text()

        for scope in self.manifest["oauth_config"]["scopes"]["bot"]:
            assert re.search(rf"- {re.escape(scope)} +# \S+", text), scope

    def test_the_rehearsal_grants_the_same_scopes(self):
        from bots.rehearsal.workspace import SCOPES

        assert set(SCOPES) == set(self.manifest["oauth_config"]["scopes"]["bot"])

    def test_the_rehearsal_sends_the_same_events_and_has_the_same_shortcuts(self):
        from bots.rehearsal.workspace import EVENTS, MESSAGE_SHORTCUTS, SHORTCUTS

        shortcuts = self.manifest["features"]["shortcuts"]
        assert list(EVENTS) == self.manifest["settings"]["event_subscriptions"]["bot_events"]
        for kind, known in (("global", SHORTCUTS), ("message", MESSAGE_SHORTCUTS)):
            assert {s["callback_id"]: s["name"] for s in shortcuts if s["type"] == kind} == known


class TestCompose:
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())

    def test_runs_what_make_run_runs(self):
        assert set(self.compose["services"]) == {
            "database",
            "redis",
            "migrate",
            "web",
            "dispatcher",
            "worker",
            "socket",
        }

    def test_listens_over_socket_mode_only_where_it_is_asked_to(self):
        apart = {name: s["profiles"] for name, s in self.compose["services"].items() if "profiles" in s}

        assert apart == {"socket": ["socket-mode"]}
        assert self.compose["services"]["socket"]["command"] == ["python", "manage.py", "run_socket"]
        assert "ports" not in self.compose["services"]["socket"]

    def test_publishes_the_web_on_loopback_alone(self):
        ports = {name: s.get("ports") for name, s in self.compose["services"].items() if s.get("ports")}

        assert ports == {"web": ["127.0.0.1:8000:8000"]}

    def test_what_it_mounts_and_builds_is_in_the_tree(self):
        assert (DEPLOY / "postgres" / "roles.sh").stat().st_mode & 0o111
        assert (DEPLOY / "Containerfile").exists()

    def test_is_accepted_by_compose(self):
        client = shutil.which("docker")
        if (
            client is None
            or subprocess.run([client, "compose", "version"], capture_output=True, check=False).returncode
        ):
            pytest.skip("no docker client with compose on this machine")
        done = subprocess.run(
            [client, "compose", "-f", "compose.yml", "config", "--no-interpolate", "--quiet"],
            cwd=DEPLOY,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


class TestSystemd:
    units = sorted((DEPLOY / "systemd").iterdir())

    @pytest.mark.parametrize("unit", [u.name for u in units])
    def test_is_accepted_by_systemd(self, unit, tmp_path):
        client = shutil.which("systemd-analyze")
        if client is None:
            pytest.skip("no systemd-analyze on this machine")
        for each in self.units:
            text = each.read_text().replace("/opt/tracker/.venv/bin/", "/bin/true ").replace("%i", "1")
            (tmp_path / each.name).write_text(text)
        done = subprocess.run(
            [client, "verify", str(tmp_path / unit.replace("@", "@1"))]
            if "@" in unit
            else [client, "verify", str(tmp_path / unit)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        )
        assert done.returncode == 0, done.stderr

    def test_the_worker_keeps_its_name_across_restarts(self):
        text = (DEPLOY / "systemd" / "tracker-worker@.service").read_text()

        assert "Environment=WORKER_NAME=worker:%i" in text
