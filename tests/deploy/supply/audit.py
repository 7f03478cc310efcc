"""Known holes in the packages that a fresh install gets, asked of a database of advisories."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OSV = "https://api.osv.dev/v1/query"
"""Where the open database of vulnerabilities is asked."""

# The names of what `requests` raises when there is no way to the service.
_UNREACHED = re.compile(
    r"^requests\.exceptions\.(ConnectionError|ConnectTimeout|ProxyError|ReadTimeout)\b", re.M
)


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of asking: ``failed`` when there are holes, or the answer cannot be used."""

    text: str
    failed: bool


def audit(requirements: Path, service: str) -> Audit:
    """Ask the service about every pinned package of the file.

    Where the service cannot be reached the text says that nothing was audited, and it is no
    failure: without a network the rest of the checks still have to run. Anything else that
    keeps pip-audit from an answer is one.
    """
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--requirement", str(requirements)),
            *("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"),
            *("--vulnerability-service", "osv", "--osv-url", service),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.stdout.strip():
        return _judged(json.loads(done.stdout)["dependencies"])
    if _UNREACHED.search(done.stderr):
        return Audit("Audit: NOT DONE, for the database of advisories cannot be reached.", False)
    return Audit(f"Audit: pip-audit failed.\n{done.stderr.strip()[-2000:]}", True)


def _judged(packages: list[dict[str, Any]]) -> Audit:
    lines = []
    for package in packages:
        if "skip_reason" in package:
            lines.append(f"  {package['name']} was not audited: {package['skip_reason']}")
        for hole in package.get("vulns", []):
            fixed = ", ".join(hole["fix_versions"]) or "no version"
            name = f"{package['name']} {package['version']}"
            lines.append(f"  {name} has the hole {hole['id']}; fixed in {fixed}")
    if lines:
        return Audit("\n".join(["Audit: packages with known holes.", *lines]), True)
    return Audit(f"Audit: no known holes in {len(packages)} packages.", False)
