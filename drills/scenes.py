"""The drills. Each makes one fault while officers write, and measures what became of what they were promised."""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from drills.officers import Asked, Office
from drills.system import ROOT, System

BEFORE, AFTER = 5.0, 6.0  # seconds of writing around each fault
OUTAGE = 8.0
BROKER_AWAY = 60.0
JOBS = 4
JOB_SECONDS = 150.0


@dataclass
class Outcome:
    """What a drill measured. Lost or doubled above nought is a broken promise."""

    name: str
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    until_503: float | None = None  # from the fault to the first clean 503
    until_back: float | None = None  # from the repair to the first person saved
    slowest: float = 0.0  # the longest any answer took
    unclean: int = 0  # answers that were neither a success nor a clean 503
    notes: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Whether the promise held."""
        return self.acknowledged > 0 and self.lost == self.doubled == 0


def judge(outcome: Outcome, system: System, office: Office) -> None:
    """Compare what was acknowledged with what is there."""
    promised = office.acknowledged
    there = {str(key): name for key, name in system.rows("select id, full_name from workers_person")}
    names = list(there.values())
    outcome.acknowledged = len(promised)
    outcome.lost = sum(key not in there for key in promised)
    outcome.doubled = sum(names.count(name) > 1 for name in promised.values())


def measure(outcome: Outcome, asked: list[Asked], fault: float, repair: float) -> None:
    """Times of the first clean 503 after the fault and of the first success after the repair."""
    refused = [one.at + one.took for one in asked if one.status == 503 and one.is_clean]
    saved = [one.at + one.took for one in asked if one.status == 302 and one.at + one.took >= repair]
    outcome.until_503 = round(min(refused) - fault, 2) if refused else None
    outcome.until_back = round(min(saved) - repair, 2) if saved else None
    outcome.slowest = round(max((one.took for one in asked), default=0.0), 2)
    outcome.unclean = sum(not one.is_clean for one in asked)


def _with_fault(name: str, system: System, breaks: Callable[[], None], repairs: Callable[[], None]) -> Outcome:
    outcome, office = Outcome(name), Office(system.port)
    office.begin()
    time.sleep(BEFORE)
    fault = time.time()
    breaks()
    time.sleep(OUTAGE)
    repair = time.time()
    repairs()
    time.sleep(AFTER)
    office.end()
    measure(outcome, office.asked_since(fault), fault, repair)
    judge(outcome, system, office)
    return outcome


def database_killed(system: System) -> Outcome:
    """kill -9 of PostgreSQL with all its processes under four writers; started again eight seconds later."""
    return _with_fault("PostgreSQL killed", system, lambda: system.kill("database"), lambda: system.start("database"))


def database_frozen(system: System) -> Outcome:
    """SIGSTOP of PostgreSQL with all its processes: it answers nothing, and no connection breaks."""
    return _with_fault(
        "PostgreSQL frozen",
        system,
        lambda: system.signal("database", signal.SIGSTOP),
        lambda: system.signal("database", signal.SIGCONT),
    )


def web_stopped(system: System) -> Outcome:
    """SIGTERM of the web server while it answers: what is in hand is finished, nothing is torn, and it ends with 0."""
    outcome, office = Outcome("web server stopped"), Office(system.port)
    office.begin()
    time.sleep(BEFORE)
    fault = time.time()
    web = system.parts["web"].process
    web.terminate()
    code = web.wait(30)
    ended = time.time()
    time.sleep(1)
    repair = time.time()
    system.start("web")
    time.sleep(AFTER)
    office.end()
    asked = office.asked_since(fault - 2)
    measure(outcome, asked, fault, repair)
    judge(outcome, system, office)
    outcome.unclean = sum(one.at < fault - 0.05 and not one.is_clean for one in asked)
    outcome.notes.append(f"ended with {code} after {ended - fault:.1f} s; requests in hand torn: {outcome.unclean}")
    return outcome


def broker_stopped(system: System) -> Outcome:
    """Valkey gone for a minute while officers write and ask for downloads: nobody notices, and the jobs come after."""
    outcome, office = Outcome("broker stopped"), Office(system.port)
    office.begin()
    time.sleep(BEFORE)
    fault = time.time()
    system.parts["broker"].stop()
    keys = [ask_for_download(office) for _ in range(JOBS)]
    time.sleep(BROKER_AWAY)
    repair = time.time()
    system.start("broker")
    office.end()
    asked = office.asked_since(fault)
    measure(outcome, asked, fault, repair)
    judge(outcome, system, office)
    outcome.notes.append(f"{sum(one.status == 302 for one in asked)} of {len(asked)} saved without the broker")
    _judge_jobs(outcome, system, keys, repair)
    return outcome


def worker_killed(system: System) -> Outcome:
    """kill -9 of the worker with its children in the middle of a job; another takes over, no file is made twice."""
    outcome, office = Outcome("worker killed"), Office(system.port)
    office.officers[0].log_in()
    keys = [ask_for_download(office) for _ in range(JOBS)]
    deadline = time.monotonic() + 20
    while not _jobs(system, keys, "JALAN", "SIAP") and time.monotonic() < deadline:
        time.sleep(0.01)
    system.kill("worker")
    outcome.notes.append(f"{len(_jobs(system, keys, 'SIAP'))} of {JOBS} jobs were done when it was killed")
    repair = time.time()
    system.start("worker")
    outcome.acknowledged = len(keys)
    _judge_jobs(outcome, system, keys, repair)
    return outcome


def ask_for_download(office: Office) -> str:
    """A list of people as a file; returns the id of the job's record."""
    officer = office.officers[0]
    path = "/unduhan/baru/?q=Siti"  # so few that nobody has to approve it
    if "sessionid" not in officer.cookies:
        officer.log_in()
    _, page, _ = officer.send("GET", path)
    key = re.search(r'name="record_id" value="([^"]+)"', page)[1]
    form = {"record_id": key, "format": "CSV", "purpose": "Latihan gangguan layanan"}
    status, _, _ = officer.send("POST", path, form)
    if status != 302:
        raise RuntimeError(f"the download was not taken: {status}")
    return key


def _jobs(system: System, keys: list[str], *states: str) -> list[str]:
    found = system.rows(
        "select id::text from reporting_export where id = any(%s::uuid[]) and status = any(%s)", (keys, list(states))
    )
    return [key for (key,) in found]


def _judge_jobs(outcome: Outcome, system: System, keys: list[str], repair: float) -> None:
    """Wait for the files; a job that never ends is lost, and one with two files is doubled."""
    deadline = time.monotonic() + JOB_SECONDS
    while len(_jobs(system, keys, "SIAP")) < len(keys) and time.monotonic() < deadline:
        time.sleep(0.5)
        _let_time_pass(system)
    done = _jobs(system, keys, "SIAP")
    outcome.until_back = round(time.time() - repair, 1) if outcome.until_back is None else outcome.until_back
    outcome.lost += len(keys) - len(done)
    files = [path.name for path in (system.data_dir / "files" / "exports").rglob("*") if path.is_file()]
    outcome.doubled += max(0, sum(any(key in name for key in keys) for name in files) - len(done))
    outcome.notes.append(
        f"{len(done)} of {len(keys)} jobs done, the last {time.time() - repair:.0f} s after the repair"
    )


def _let_time_pass(system: System) -> None:
    """A silent worker is called lost after a quarter of an hour; a drill has no time for that, so it is over now."""
    system.rows(
        "update notifications_outboxentry set due_at = now() where due_at > now() and ended_at is null"
        " and coalesce(started_at, handed_at) < now() - interval '20 seconds'"
    )


def backup_restored(system: System) -> Outcome:
    """A backup made while officers write, restored into an empty cluster: what was acknowledged before it is there."""
    outcome, office = Outcome("backup restored"), Office(system.port)
    office.begin()
    time.sleep(BEFORE)
    before = dict(office.acknowledged)
    began = time.monotonic()
    system.manage("backup")
    outcome.notes.append(f"backup {time.monotonic() - began:.1f} s under load")
    office.end()
    backup = max(path for path in (system.data_dir / "backups").iterdir() if not path.name.endswith(".making"))
    with tempfile.TemporaryDirectory(prefix="desmigratif-restored-") as folder:
        Path(folder).chmod(0o711)
        other = System(Path(folder) / "data")
        shutil.copy(system.data_dir / "keys.json", other.data_dir / "keys.json")
        began = time.monotonic()
        command = [sys.executable, "manage.py", "restore", str(backup)]
        done = subprocess.run(command, cwd=ROOT, env=other.env, check=False, capture_output=True, text=True)
        outcome.until_back = round(time.monotonic() - began, 1)
        if done.returncode:
            outcome.notes.append(f"restore failed: {(done.stdout + done.stderr)[-500:]}")
            outcome.acknowledged, outcome.lost = len(before), len(before)
            return outcome
        other = System(Path(folder) / "data")
        other.start("database")
        try:
            there = {str(key): name for key, name in other.rows("select id, full_name from workers_person")}
        finally:
            other.stop_all()
    names = list(there.values())
    outcome.acknowledged = len(before)
    outcome.lost = sum(key not in there for key in before)
    outcome.doubled = sum(names.count(name) > 1 for name in before.values())
    return outcome


DRILLS: dict[str, Callable[[System], Outcome]] = {
    "database-killed": database_killed,
    "database-frozen": database_frozen,
    "web-stopped": web_stopped,
    "worker-killed": worker_killed,
    "broker-stopped": broker_stopped,
    "backup-restored": backup_restored,
}
