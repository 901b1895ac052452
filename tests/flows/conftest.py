"""The whole system, run as `make run` runs it, and a real browser in front of it."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from desmigratif.devdata.accounts import DEMO_PASSWORD
from desmigratif.local.reset import delete

START_SECONDS = 300
PHONE, LAPTOP = {"width": 360, "height": 640}, {"width": 1366, "height": 768}
# Without these the browser asks for hosts outside, which a closed network refuses one by one.
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WATCH_CSP = """
window.cspViolations = [];
addEventListener("securitypolicyviolation", (e) => cspViolations.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
AXE_RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]});
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
}"""


@dataclass
class System:
    """The running system: its address, and all that its processes wrote."""

    url: str
    lines: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def manage(self, *words: str) -> str:
        """Run a management command beside it; returns what it wrote."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


@pytest.fixture(scope="session")
def system_up() -> Iterator[System]:
    """`manage.py up` with a data folder and a port of its own, new and seeded.

    While writing a flow, FLOWS_URL names a system that runs already (from the same DATA_DIR), to save its start.
    """
    if running := os.environ.get("FLOWS_URL"):
        settings_name = {"DJANGO_SETTINGS_MODULE": "desmigratif.settings.dev", "SITE_URL": running}
        yield System(running, environment={**os.environ, **settings_name})
        return
    data_dir = settings.DATA_DIR / "flows"
    delete(data_dir)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name not in {"DESMIGRATIF_TESTING", "SITE_URL"}},
        "DATA_DIR": str(data_dir),
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "tests.flows.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    system = System(f"http://localhost:{port}", environment=environment)
    reader = threading.Thread(target=lambda: system.lines.extend(iter(process.stdout.readline, "")), daemon=True)
    reader.start()
    deadline = time.monotonic() + START_SECONDS
    while not any(line.startswith("ready: ") for line in system.lines):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail("the system did not start:\n" + "".join(system.lines[-30:]))
        time.sleep(0.1)
    yield system
    process.terminate()
    process.wait(60)
    reader.join(10)
    process.stdout.close()
    delete(data_dir)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver) -> Iterator[Browser]:
    """Chromium of this machine."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail("The browser tests need Chromium. Run: sudo apt-get install --no-install-recommends chromium")
    started = playwright_driver.chromium.launch(executable_path=found, headless=True, args=QUIET)
    yield started
    started.close()


def demo_client(system: System) -> dict[str, str]:
    """Id and secret of the demo client, as its command prints them."""
    return dict(re.findall(r"export (\w+)='([^']*)'", system.manage("api_client")))


def run_generated_client(system: System, keys: dict[str, str], *names: str) -> dict[str, list[dict[str, Any]]]:
    """What a program made from the published schema reads: rows by dataset, of all datasets when none is named."""
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "tests/flows/generated_client.py"), system.url, *names],
        env={**system.environment, **keys},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def invented_woman() -> tuple[str, date]:
    """A NIK nobody has, and the birth date in it; another one each time, so that a flow can run again."""
    born = date(1960 + secrets.randbelow(40), 1 + secrets.randbelow(12), 1 + secrets.randbelow(28))
    return f"350414{born.day + 40:02}{born:%m%y}{9500 + secrets.randbelow(490)}", born


class Visitor:
    """Somebody at a browser. Leaving, it fails on what the page's owner would be ashamed of."""

    def __init__(self, system: System, context: BrowserContext) -> None:
        self.system = system
        self.context = context
        self.page: Page = context.new_page()
        self.failures: list[str] = []
        self.page.on("pageerror", lambda error: self.failures.append(f"script: {error}"))
        self.page.on("response", self._note_response)

    def _note_response(self, response) -> None:
        if response.status >= 500:
            self.failures.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Page:
        """Go to a path of the system."""
        self.page.goto(path if path.startswith("http") else self.system.url + path)
        return self.page

    def log_in(self, username: str) -> "Visitor":
        """Log in with the demo password."""
        self.open("/masuk/")
        self.page.get_by_label("Nama pengguna atau nomor HP").fill(username)
        self.page.get_by_label("Kata sandi", exact=True).fill(DEMO_PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url(re.compile(r"^(?!.*/masuk/)"))
        return self

    def check_page(self) -> list[str]:
        """What is wrong with the page as it stands: accessibility, policy, sideways scroll, small targets."""
        found = [f"csp {line}" for line in self.page.evaluate("cspViolations")]  # first: axe adds styles of its own
        self.page.evaluate(AXE)
        found += [f"axe {line}" for line in self.page.evaluate(AXE_RUN)]
        if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append("scrolls sideways")
        return [*found, *self.failures]

    def shoot(self, name: str) -> None:
        """Keep a picture when SHOTS names a folder."""
        folder = os.environ.get("SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            width = self.page.viewport_size["width"]
            self.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


@pytest.fixture
def visitor(browser, system_up) -> Iterator[Callable[..., Visitor]]:
    """Opens browsers: `visitor("ratna")`, `visitor("analis", LAPTOP)`, `visitor()` for somebody not logged in."""
    opened: list[Visitor] = []

    def come(username: str = "", viewport: dict = PHONE, **options: object) -> Visitor:
        context = browser.new_context(viewport=viewport, locale="id-ID", timezone_id="Asia/Jakarta", **options)
        context.add_init_script(WATCH_CSP)
        context.set_default_timeout(15_000)
        opened.append(Visitor(system_up, context))
        return opened[-1].log_in(username) if username else opened[-1]

    yield come
    failures = [line for one in opened for line in one.failures]
    for one in opened:
        one.context.close()
    assert not failures
