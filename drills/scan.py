"""`make scan`: four scanners against the whole system on this machine; exit 1 when one finds what nothing explains.

They stand in a virtual environment of their own (requirements-scan.txt). Reports are left in `.data/scan`.
"""

import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from drills.officers import Officer
from drills.system import ROOT, System

PROGRAMS = ROOT / ".venv-scan" / "bin"
REPORTS = ROOT / ".data" / "scan"
PACKAGES = ("desmigratif", "villages", "workers", "pillars", "coordination")
WAPITI_MODULES = "sql,xss,csrf,csp,cookieflags,http_headers,exec,file,redirect,crlf"
SECONDS = 900
CLEAN = "do not appear to be injectable"

# What a scanner says and we leave as it is: the pattern of its words, and why. docs/security.md tells it at length.
EXPLAINED = {
    r"bandit: B308 (desmigratif|workers)/.*admin": "the text marked safe is '<br>', written in the program",
    r"bandit: B305 desmigratif/core/rest/pseudonym": "one block a value, used as a permutation of ids",
    r"bandit: B608 desmigratif/(local/backup/inventory|reference/services/regions)": "texts of the program, no input",
    r"bandit: B310 desmigratif/local/management/commands/up": "asks its own page, by http on the loopback",
    r"wapiti: Secure Flag cookie": "one machine has no TLS; production marks both cookies (check --deploy)",
    r"wapiti: Strict-Transport-Security": "one machine has no TLS; production sends it for a year",
    r"wapiti: HTTP Strict Transport Security": "one machine has no TLS; production sends it for a year",
}
Found = list[str]


def run(name: str, command: list[str | Path], *, seconds: int = SECONDS) -> tuple[int, str]:
    """A scanner's exit code and words; both are kept in a file."""
    try:
        done = subprocess.run(command, cwd=REPORTS, check=False, capture_output=True, text=True, timeout=seconds)
        code, said = done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired as error:
        code, said = 124, f"not finished after {seconds} s\n{error.stdout!r}"
    (REPORTS / f"{name}.txt").write_text(said, encoding="utf-8")
    return code, said


def bandit() -> Found:
    """Our own Python, from medium severity on; ruff's S rules look at the rest with every check."""
    report = REPORTS / "bandit.json"
    paths = [ROOT / package for package in PACKAGES]
    run("bandit", [PROGRAMS / "bandit", "-q", "-r", *paths, "-ll", "-f", "json", "-o", report])
    told = json.loads(report.read_text(encoding="utf-8"))["results"]
    return [f"bandit: {one['test_id']} {Path(one['filename']).relative_to(ROOT)}:{one['line_number']}" for one in told]


def token_of(system: System) -> str:
    """A token of the demo client."""
    said = dict(re.findall(r"export DESMIGRATIF_(\w+)='([^']+)'", system.manage("api_client")))
    officer = Officer(system.port, "")
    officer.cookies["csrftoken"] = ""
    form = {"grant_type": "client_credentials", "client_id": said["CLIENT_ID"], "client_secret": said["CLIENT_SECRET"]}
    status, body, _ = officer.send("POST", "/oauth2/token/", form)
    if status != 200:
        raise RuntimeError(f"no token: {status} {body}")
    return json.loads(body)["access_token"]


def schemathesis(system: System) -> Found:
    """Every endpoint of the description, with all checks."""
    command: list[str | Path] = [PROGRAMS / "schemathesis", "run", ROOT / "docs" / "openapi.yaml"]
    command += ["--url", f"http://127.0.0.1:{system.port}", "-H", f"Authorization: Bearer {token_of(system)}"]
    command += ["--checks", "all", "--max-examples", "20", "--workers", "1", "--seed", "1", "--no-color"]
    code, said = run("schemathesis", command)
    if code == 0:
        return []
    failures = re.findall(r"^- (.+)$", said, re.MULTILINE) or [f"exit {code}, see schemathesis.txt"]
    return [f"schemathesis: {one}" for one in dict.fromkeys(failures)]


def wapiti(system: System) -> Found:
    """The pages of a logged-in officer, forms and all; log-out is left out."""
    officer = Officer(system.port, "ratna")
    officer.log_in()
    report, address = REPORTS / "wapiti.json", f"http://127.0.0.1:{system.port}"
    command: list[str | Path] = [PROGRAMS / "wapiti", "-u", f"{address}/", "--scope", "folder", "-m", WAPITI_MODULES]
    command += ["-H", f"Cookie: sessionid={officer.cookies['sessionid']}; csrftoken={officer.cookies['csrftoken']}"]
    command += ["-x", f"{address}/keluar/", "-x", f"{address}/static/", "--flush-session", "--no-bugreport"]
    command += ["--max-links-per-page", "30", "--max-files-per-dir", "40", "--max-scan-time", "300"]
    command += [
        "--max-attack-time",
        "120",
        "-d",
        "4",
        "-f",
        "json",
        "-o",
        report,
        "--store-session",
        REPORTS / "wapiti",
    ]
    code, _ = run("wapiti", command)
    if not report.exists():
        return [f"wapiti: exit {code}, see wapiti.txt"]
    told = json.loads(report.read_text(encoding="utf-8"))
    parts = [told.get("vulnerabilities", {}), told.get("anomalies", {})]
    return [
        f"wapiti: {kind} {one['path']} {one['parameter']}"
        for part in parts
        for kind, all_ in part.items()
        for one in all_
    ]


def sqlmap(system: System) -> Found:
    """Three endpoints that take words: the search of people, the log-in, the API's filters."""
    officer = Officer(system.port, "ratna")
    officer.log_in()
    address = f"http://127.0.0.1:{system.port}"
    cookie = ["--cookie", f"sessionid={officer.cookies['sessionid']}; csrftoken={officer.cookies['csrftoken']}"]
    bearer = ["-H", f"Authorization: Bearer {token_of(system)}"]
    form = f"username=ratna&password=x&csrfmiddlewaretoken={officer.form_token}"
    targets = {
        "sqlmap-search": ["-u", f"{address}/orang/?q=siti", "-p", "q", *cookie],
        "sqlmap-log-in": ["-u", f"{address}/masuk/", "--data", form, "-p", "username,password"],
        "sqlmap-api": ["-u", f"{address}/api/v1/persons/?limit=2&sex=2", "-p", "limit,sex", *bearer],
    }
    found = []
    common = ["--batch", "--level", "2", "--risk", "1", "--flush-session", "--disable-coloring", "--ignore-code", "*"]
    for name, target in targets.items():
        _, said = run(name, [PROGRAMS / "sqlmap", *target, *common, "--output-dir", REPORTS / "sqlmap"], seconds=420)
        if CLEAN not in said:
            found.append(f"sqlmap: {name}, see {name}.txt")
    return found


SCANNERS: dict[str, Callable[[System], Found]] = {"schemathesis": schemathesis, "sqlmap": sqlmap, "wapiti": wapiti}


def report(name: str, found: Found) -> int:
    """Print what was found; returns how much of it nothing explains."""
    open_findings = []
    for finding in found:
        why = next((reason for pattern, reason in EXPLAINED.items() if re.match(pattern, finding)), "")
        open_findings += [] if why else [finding]
        print(f"    {finding}{f'  (explained: {why})' if why else ''}")
    print(f"{name:14}{len(found):>4} found, {len(open_findings)} unexplained", flush=True)
    return len(open_findings)


def main(names: list[str]) -> int:
    """Run the named scanners, all when none is named."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    REPORTS.mkdir(parents=True, exist_ok=True)
    wanted = names or ["bandit", *SCANNERS]
    unexplained = report("bandit", bandit()) if "bandit" in wanted else 0
    if not set(wanted) & SCANNERS.keys():
        return 1 if unexplained else 0
    folder = Path(tempfile.mkdtemp(prefix="desmigratif-scan-"))
    folder.chmod(0o711)
    system = System(folder / "data")
    try:
        system.start_all()
        for name, scanner in SCANNERS.items():
            if name in wanted:
                unexplained += report(name, scanner(system))
        log = (system.data_dir / "web.log").read_text(encoding="utf-8")
        failures = re.findall(r'"Internal Server Error: ([^"]+)"', log)
        unexplained += report("server", [f"500: {path}" for path in dict.fromkeys(failures)])
    finally:
        system.stop_all()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
