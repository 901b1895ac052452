"""`make drills`, or some of them: `make drills ARGS="database-killed worker-killed"`."""

import os
import shutil
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from desmigratif.local.errors import LocalError, stop_with
from drills.scenes import DRILLS, Outcome
from drills.system import System

HEAD = (
    f"{'drill':20}{'acknowledged':>13}{'lost':>6}{'doubled':>9}{'503 after':>11}{'back after':>12}{'slowest':>9}"
    f"{'unclean':>9}"
)


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} s"


def _line(outcome: Outcome) -> str:
    return (
        f"{outcome.name:20}{outcome.acknowledged:>13}{outcome.lost:>6}{outcome.doubled:>9}"
        f"{_seconds(outcome.until_503):>11}{_seconds(outcome.until_back):>12}{_seconds(outcome.slowest):>9}"
        f"{outcome.unclean:>9}"
    )


def _machine() -> str:
    memory = int(next(line.split()[1] for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines()))
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {memory // 1024**2} GB, load {load:.1f} at the start"


def main(names: list[str]) -> int:
    """Run the named drills, all when none is named; 1 when a promise was broken."""
    if unknown := [name for name in names if name not in DRILLS]:
        print(f"unknown: {' '.join(unknown)}. There are: {' '.join(DRILLS)}")
        return 2
    if any(os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL")):
        print("Drills kill servers: unset DATABASE_URL and REDIS_URL, they use their own.")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # clean up then too
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_machine()}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="desmigratif-drills-"))
    folder.chmod(0o711)
    outcomes = []
    system = System(folder / "data")
    try:
        system.start_all()
        print(HEAD, flush=True)
        for name in names or DRILLS:
            system.wait_for_page()
            outcome = DRILLS[name](system)
            outcomes.append(outcome)
            print("\n".join([_line(outcome), *(f"    {note}" for note in outcome.notes)]), flush=True)
            time.sleep(1)
    except LocalError as error:
        stop_with(error)
    finally:
        system.stop_all()
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(outcome.is_kept for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
