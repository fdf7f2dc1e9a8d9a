"""The launcher works before anything is installed but Python: it reads neither Django nor our settings."""

import subprocess
import sys
from pathlib import Path

CODE = Path(__file__).parents[2]

LOOK = """
import pkgutil, sys, deploy.launcher
for module in pkgutil.iter_modules(deploy.launcher.__path__, "deploy.launcher."):
    if not module.name.endswith("__main__"):
        __import__(module.name)
roots = {name.partition(".")[0] for name in sys.modules}
print(*sorted(roots - set(sys.stdlib_module_names) - {"deploy", "__main__"}))
"""


def test_the_launcher_imports_the_standard_library_alone():
    done = subprocess.run(
        [sys.executable, "-S", "-c", LOOK], cwd=CODE, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
