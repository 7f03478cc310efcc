"""``python -m tests.deploy.supply``: what the program consists of, and whether that may ship.

Writes the software bill of materials to build/sbom.cdx.json, compares licences, asks for known
holes, and looks for secrets in what is committed. Exits with 1 when something was found.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.deploy.supply.audit import OSV, audit
from tests.deploy.supply.bill import make_bill
from tests.deploy.supply.leaks import committed, leaks
from tests.deploy.supply.licences import foreign_licences

ROOT = Path(__file__).resolve().parents[3]


def main() -> int:
    """Run all checks of what the program consists of, and print a line or more of each."""
    target = ROOT / "build" / "sbom.cdx.json"
    bill = make_bill(ROOT, target)
    count = len(bill["components"])
    _say(f"Bill of materials: {count} packages, in {target.relative_to(ROOT)}.")
    foreign = foreign_licences(bill)
    _say(*foreign or ["Licences: all permit what is done here."])
    audited = audit(ROOT / "constraints.txt", OSV)
    _say(audited.text)
    found = leaks(ROOT, committed(ROOT))
    _say(*found or ["Secrets: none in what is committed."])
    return int(bool(foreign or audited.failed or found))


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
