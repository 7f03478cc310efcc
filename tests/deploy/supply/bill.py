"""The software bill of materials, in CycloneDX's form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def make_bill(root: Path, target: Path) -> dict[str, Any]:
    """Write the bill of this environment's packages to ``target`` and return it.

    Each package comes with version, licence, and what it depends on; the root component is the
    project itself. The same environment gives the same bytes.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "cyclonedx_py", "environment"),
            *("--pyproject", str(root / "pyproject.toml"), "--output-reproducible"),
            *("--of", "JSON", "--output-file", str(target), sys.executable),
        ],
        check=True,
    )
    bill: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return bill
