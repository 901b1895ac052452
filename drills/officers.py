"""Four officers who register people without a pause, and try again with the same id when no answer came."""

import http.client
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from desmigratif.core.ids import uuid7
from desmigratif.devdata.accounts import DEMO_PASSWORD

WHO = ("ratna", "sugeng", "luluk", "ratna")
FORM = "/orang/daftar-purna/"
PATIENCE = 15  # seconds until an officer gives up on an answer
LETTERS = "bcdfghjklmnprstw"


@dataclass
class Asked:
    """One request: when it was sent, how long it took, and what came back (0: nothing, or half of it)."""

    at: float
    took: float
    status: int
    is_clean: bool


@dataclass
class Officer:
    """One browser: cookies, the form, and what was acknowledged."""

    port: int
    username: str
    asked: list[Asked] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)  # id -> name
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, form: dict[str, str | list[str]] | None = None) -> tuple[int, str, dict]:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{path}"}
            body = urlencode({**form, "csrfmiddlewaretoken": self.cookies["csrftoken"]}, doseq=True)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, text, dict(answer.headers)
        finally:
            connection.close()

    def log_in(self) -> None:
        """Through the log-in page."""
        self.send("GET", "/masuk/")
        status, _, _ = self.send("POST", "/masuk/", {"username": self.username, "password": DEMO_PASSWORD})
        if status != 302:
            raise RuntimeError(f"{self.username} could not log in: {status}")
        _, page, _ = self.send("GET", FORM)
        hamlets = re.search(r'<select[^>]*name="hamlet".*?</select>', page, re.DOTALL)
        values = re.findall(r'value="([^"]+)"', hamlets[0]) if hamlets else []
        self.hamlet = values[0] if values else ""
        self.form_token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def register(self, key: str, name: str) -> bool:
        """Send the form once; True when it was acknowledged."""
        form = {
            "record_id": key,
            "full_name": name,
            "no_nik_reason": "LUPA",
            "sex": "2",
            "birth_date": "1988",
            "country": "TW",
            "returned_on": "2024",
            "return_reason": "KONTRAK_SELESAI",
            "needs": ["TIDAK"],
            "hamlet": self.hamlet,
        }
        at, began = time.time(), time.monotonic()
        try:
            status, text, headers = self.send("POST", FORM, form)
        except (OSError, http.client.HTTPException):
            status, text, headers = 0, "", {}
        took = time.monotonic() - began
        is_clean = status == 302 or (status == 503 and "Retry-After" in headers and "Kode kejadian" in text)
        self.asked.append(Asked(at, took, status, is_clean))
        if status == 422:
            problem = re.findall(r"govuk-error-message[^>]*>(.*?)</p>", text, re.DOTALL)
            raise RuntimeError(f"the form was refused: {[' '.join(one.split()) for one in problem]}")
        if status == 302:
            self.acknowledged[key] = name
        return status == 302


def name_of(key: uuid.UUID) -> str:
    """A name without digits that no other person has."""
    letters = "".join(LETTERS[int(sign, 16)] for sign in key.hex[-14:])
    return f"Latihan {letters[:7].title()} {letters[7:].title()}"


class Office:
    """The officers at work, in threads."""

    def __init__(self, port: int) -> None:
        self.officers = [Officer(port, name) for name in WHO]
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.failure: Exception | None = None

    def begin(self) -> None:
        """Log in and start writing."""
        for officer in self.officers:
            officer.log_in()
        # Daemons: a drill that breaks off before `end` must not be held up by officers who knock for ever.
        self._threads = [threading.Thread(target=self._work, args=(one,), daemon=True) for one in self.officers]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let each finish the person in hand, within reason."""
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
        if self.failure:
            raise self.failure

    def _work(self, officer: Officer) -> None:
        try:
            while not self._stop.is_set():
                key = uuid7()
                tries = 0
                while not officer.register(str(key), name_of(key)) and tries < 200:
                    tries += 1
                    time.sleep(0.25)
        except Exception as error:
            self.failure = error

    @property
    def acknowledged(self) -> dict[str, str]:
        """All that was promised to be kept."""
        return {key: name for officer in self.officers for key, name in list(officer.acknowledged.items())}

    def asked_since(self, moment: float) -> list[Asked]:
        """Requests that were answered after the moment, those that were in hand then too, in their order."""
        return sorted(
            (one for officer in self.officers for one in list(officer.asked) if one.at + one.took >= moment),
            key=lambda one: one.at,
        )
