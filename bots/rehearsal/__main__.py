"""Run the rehearsal: `python -m bots.rehearsal`. See `settings.py` for what the environment may say."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from bots.rehearsal.server import Rehearsal
from bots.rehearsal.settings import RefusedToStart, Settings, from_environment


async def serve(settings: Settings) -> None:
    """Serve until told to stop (SIGTERM or SIGINT)."""
    rehearsal = Rehearsal(settings)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await rehearsal.start()
    print(f"rehearsal: {rehearsal.stage.base_url} mail: 127.0.0.1:{rehearsal.smtp_port}", flush=True)
    await stop.wait()
    await rehearsal.stop()


def main() -> int:
    """Return 0 after a clean stop, 1 with one sentence when the rehearsal may not or cannot start."""
    try:
        settings = from_environment(os.environ)
        asyncio.run(serve(settings))
    except RefusedToStart as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"The rehearsal could not start: {trouble}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
