"""Drawing charts through one child process, started when the first is asked for.

vl-convert must never be loaded where a server forks, so the process that serves people only speaks to the child.
What was drawn is kept in this process's memory by the digest of its specification: the same board drawn for fifty
members is drawn once, and no drawing lies in a store that others read.
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import json
import os
import select
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from governance.charts.svg import accessible
from governance.rules.charts import Chart

SECONDS: Final = 20  # the longest one chart may take, the start of the child included
KEPT: Final = 400  # drawings kept, some 15 kB each
_START: Final = (
    "import sys; sys.path[:0] = sys.argv[1:3]; from governance.charts.child import main; sys.exit(main())"
)
_KEPT_ENVIRONMENT: Final = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR", "HOME")


class CannotDraw(Exception):
    """The chart could not be drawn. Its table has the same figures."""


@dataclass(frozen=True)
class Drawn:
    """A chart with its picture as SVG for a page; blank where it could not be drawn, and the table stands alone."""

    chart: Chart
    svg: str


def drawn(charts: Sequence[Chart]) -> tuple[Drawn, ...]:
    """Return charts with their pictures, ready to stand in a page. One that cannot be drawn is left blank."""
    return tuple(Drawn(chart, _svg_or_blank(chart)) for chart in charts)


def draw_svg(chart: Chart) -> str:
    """Return a chart as SVG, named and described for those who cannot see it. Raises CannotDraw."""
    plain = _draw({"as": "svg", "spec": chart.spec}).decode()
    return accessible(plain, name=chart.name, words=chart.words, key=_digest([chart.spec, chart.name])[:10])


def draw_png(chart: Chart, *, scale: float = 2.0) -> bytes:
    """Return a chart as PNG, `scale` pixels to the point; its words are the alternative text. Raises CannotDraw."""
    return _draw({"as": "png", "spec": chart.spec, "scale": scale})


def wake() -> None:
    """Start the child where nothing was drawn yet, and do not wait: it gets ready while the figures are read."""
    if _drawings or not _lock.acquire(blocking=False):
        return
    try:
        _child.running()
    except OSError:
        return  # the first chart says so
    finally:
        _lock.release()


def stop() -> None:
    """End the child, if there is one; the next chart starts another."""
    with _lock:
        _child.end()


class _Child:
    """The process that draws, as this process knows it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def ask(self, line: bytes) -> dict[str, str]:
        """Return the answer to one request. Raises OSError where the child is gone, TimeoutError where it hangs."""
        process = self.running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line + b"\n")
        process.stdin.flush()
        said = bytearray()
        while not said.endswith(b"\n"):
            if not select.select([process.stdout], [], [], SECONDS)[0]:
                raise TimeoutError("the chart took too long to draw")
            part = os.read(process.stdout.fileno(), 1 << 16)
            if not part:
                raise BrokenPipeError("the process that draws charts ended")
            said += part
        found: dict[str, str] = json.loads(said)
        return found

    def running(self) -> subprocess.Popen[bytes]:
        """Return the child of this very process; one inherited across a fork is another's to speak to."""
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            if self.owner == os.getpid():
                self.end()
            self.process, self.owner = _start(), os.getpid()
        return self.process

    def end(self) -> None:
        """Stop the child and wait for it."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be written has nobody to read it
        process.kill()
        process.wait()


_child = _Child()
_lock = threading.Lock()
_drawings: OrderedDict[str, bytes] = OrderedDict()


@atexit.register
def _end_with_us() -> None:
    _child.end()


def _svg_or_blank(chart: Chart) -> str:
    try:
        return draw_svg(chart)
    except CannotDraw:
        return ""


def _draw(request: dict[str, Any]) -> bytes:
    key = _digest(request)
    with _lock:
        if key in _drawings:
            _drawings.move_to_end(key)
            return _drawings[key]
        answer = _ask_twice(json.dumps(request).encode())
        if "problem" in answer:
            raise CannotDraw(f"The chart could not be drawn: {answer['problem']}")
        image = answer["drawn"].encode()
        if request["as"] == "png":
            image = base64.b64decode(image)
        _drawings[key] = image
        while len(_drawings) > KEPT:
            _drawings.popitem(last=False)
        return image


def _ask_twice(line: bytes) -> dict[str, str]:
    """Ask, and once more of a new child: the old one may have ended for want of work."""
    for is_last in (False, True):
        try:
            return _child.ask(line)
        except TimeoutError as late:
            _child.end()
            raise CannotDraw(f"The chart could not be drawn: {late}") from late
        except (OSError, ValueError) as gone:
            _child.end()
            if is_last:
                raise CannotDraw(
                    "The chart could not be drawn: the process that draws charts ended"
                ) from gone
    raise AssertionError("unreachable")


def _start() -> subprocess.Popen[bytes]:
    spec = find_spec("vl_convert")
    library = Path(spec.origin).parents[1] if spec and spec.origin else Path()
    environment = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _START, str(Path(__file__).parents[2]), str(library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
