"""What the environment says, and what the embedded default adds to it for its children."""

import json
import os
import secrets
import string
from collections.abc import Mapping
from pathlib import Path

from deploy.launcher.folder import DataFolder

# What can be read aloud and typed from a screen: no l, o, 0 or 1.
EASY_TO_TYPE = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("lo01")))


REHEARSAL_TOKEN = "xoxb-rehearsal-"


def is_given(name: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a variable is set, as NAME or as NAME_FILE."""
    return bool(environ.get(name) or environ.get(f"{name}_FILE"))


def is_production(environ: Mapping[str, str]) -> bool:
    """Tell whether this is production: somebody set a SECRET_KEY."""
    return is_given("SECRET_KEY", environ)


def embedded_environment(
    folder: DataFolder,
    environ: Mapping[str, str],
    *,
    port: int,
    mail_port: int | None = None,
) -> dict[str, str]:
    """Return what the embedded default adds for a web server on `port`; nothing that is given is replaced.

    With a real Slack token there is no rehearsal, so nothing is said of Slack. Without `mail_port` nobody
    takes mail. The secrets are made on the first call and kept in the data folder.
    """
    kept = kept_secrets(folder.secrets)
    offered = {
        "TRACKER_EMBEDDED": "1",
        "EMBEDDED_SECRET_KEY": kept["secret_key"],
        "EXAMPLE_PASSWORD": kept["password"],
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "EMAIL_FROM": "tracker@example.test",
        "WORKER_NAME": "worker:1",
    }
    if mail_port is not None:
        offered["EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}"
    if not has_real_slack(environ):
        offered["SLACK_BOT_TOKEN"] = kept["slack_bot_token"]
        offered["SLACK_SIGNING_SECRET"] = kept["slack_signing_secret"]
        offered["SLACK_API_URL"] = f"http://127.0.0.1:{port + 1}/api/"
    added = {name: value for name, value in offered.items() if not is_given(name, environ)}
    return added | {"TRACKER_DATA": str(folder.root)}  # absolute, wherever a child may run


def has_real_slack(environ: Mapping[str, str]) -> bool:
    """Tell whether a Slack workspace was given; the rehearsal's own tokens are not one."""
    ours = environ.get("SLACK_BOT_TOKEN", "").startswith(REHEARSAL_TOKEN)
    return is_given("SLACK_APP_TOKEN", environ) or (is_given("SLACK_BOT_TOKEN", environ) and not ours)


def kept_secrets(path: Path) -> dict[str, str]:
    """Return the data folder's random secrets; the file is made if missing, readable by its owner alone."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        pass
    made = {
        "secret_key": secrets.token_urlsafe(48),
        "password": easy_password(),
        "slack_bot_token": f"{REHEARSAL_TOKEN}{secrets.token_hex(12)}",
        "slack_signing_secret": secrets.token_hex(16),
    }
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    try:
        os.link(draft, path)  # unlike a rename this loses to whoever was first, and then theirs holds
    except FileExistsError:
        made = kept_secrets(path)
    finally:
        draft.unlink()
    return made


def easy_password() -> str:
    """Return a password of three groups of four random signs: about 60 bits."""
    return "-".join("".join(secrets.choice(EASY_TO_TYPE) for _ in range(4)) for _ in range(3))
