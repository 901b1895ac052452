"""What the documents say exists: links, make targets, variables, addresses, error sentences, words, numbered rules."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from desmigratif.core.health import ALIVE, READY
from desmigratif.core.models import RegionalModel
from desmigratif.devdata.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = sorted((ROOT / "docs" / "panduan").glob("*.md"))
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = [
    path
    for top in ("desmigratif", "villages", "workers", "pillars", "coordination", "tests", "templates", "static")
    for path in sorted((ROOT / top).rglob("*"))
    if path.suffix in {".py", ".html", ".css", ".js"} and "vendor" not in path.parts
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MINE_ONLY = {
    "audit", "reference", "accounts", "villages", "workers", "pillars", "coordination", "imports", "documents",
    "rights", "reporting", "notifications",
}  # fmt: skip
COMMON = {field.name for field in RegionalModel._meta.local_fields}


def name_of(path: Path) -> str:
    """For the ids of tests."""
    return str(path.relative_to(ROOT))


def anchors_of(path: Path) -> set[str]:
    """The anchors that a forge makes of the headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_link_leads_to_a_file_that_exists(path):
    dead = []
    for target in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, wanted = target.partition("#")
        linked = (path.parent / place).resolve() if place else path
        if not linked.exists() or not linked.is_relative_to(ROOT) or (wanted and wanted not in anchors_of(linked)):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_make_target_and_command_that_is_named_exists(path):
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^|run |or )make ([a-z-]+)", text, re.MULTILINE)) <= targets
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert commands <= get_commands().keys()


def test_every_variable_that_is_read_is_documented():
    source = (ROOT / "desmigratif" / "settings" / "environment.py").read_text(encoding="utf-8")
    read = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[A-Z][A-Z_]+", node.value)
    }
    assert {"DATABASE_URL", "DESMIGRATIF_NIK_KEYS", "TRUSTED_PROXIES"} <= read
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE))
    assert read <= documented
    assert documented <= read | {"DJANGO_SETTINGS_MODULE"}


def messages_of(path: Path) -> list[str]:
    """The sentences of the LocalErrors raised in a file, with … where a value stands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "LocalError":
            said = node.args[0].left if isinstance(node.args[0], ast.BinOp) else node.args[0]
            said = named[said.id] if isinstance(said, ast.Name) else said
            parts = said.values if isinstance(said, ast.JoinedStr) else [said]
            found.append("".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts))
    return found


def test_every_error_sentence_of_one_machine_is_listed_with_its_way_out():
    rows = re.findall(r"^\| (`.+?) \|", OPERATIONS.partition("### When it does not start")[2], re.MULTILINE)
    patterns = [
        ".*".join(re.escape(part.strip()) for part in quoted.split("..."))
        for row in rows
        for quoted in re.findall(r"`([^`]+)`", row)
    ]
    sources = [*(ROOT / "desmigratif" / "local").rglob("*.py"), ROOT / "desmigratif" / "settings" / "environment.py"]
    messages = [message for path in sources for message in messages_of(path)]
    assert len(messages) > 20
    unlisted = [text for text in messages if not any(re.search(pattern, text, re.DOTALL) for pattern in patterns)]
    assert unlisted == []
    stale = [pattern for pattern in patterns if not any(re.search(pattern, text, re.DOTALL) for text in messages)]
    assert stale == []


@pytest.mark.parametrize("path", [*GUIDES, ROOT / "docs" / "operations.md"], ids=name_of)
def test_every_address_in_a_guide_leads_somewhere(path):
    named = set(re.findall(r"`(?:GET |POST )?(/[a-z0-9/_-]+/)`", path.read_text(encoding="utf-8")))
    assert named
    dead = []
    for address in sorted(named - {ALIVE, READY}):
        try:
            resolve(address)
        except Resolver404:
            dead.append(address)
    assert dead == []


def test_the_readme_names_every_demo_account_and_their_password():
    told = set(re.findall(r"`([a-z0-9-]+)`", README.partition("## Demo accounts")[2].partition("## The task")[0]))
    assert told == {account.username for account in DEMO_ACCOUNTS} | {DEMO_PASSWORD}


def test_every_model_and_field_is_in_the_glossary():
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([A-Za-z0-9_]+)`", text))
    missing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in MINE_ONLY or model.__name__ in {"Agreement"}
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.name not in COMMON and not {model.__name__, field.name} <= words
    ]
    assert missing == []


def test_every_number_that_comments_name_is_explained():
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    architecture, domain, security = (
        (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("architecture", "domain", "security")
    )
    decisions = set(re.findall(r"architecture (D[0-9]+b?)", code))
    assert decisions <= set(re.findall(r"^\| (D[0-9]+b?) \|", architecture, re.MULTILINE))
    rules = set(re.findall(r"domain(?:\.md| handbook) ([0-9]+(?:\.[0-9]+)?)\b", code))
    assert rules <= set(re.findall(r"^#+ ([0-9]+(?:\.[0-9]+)?)\.? ", domain, re.MULTILINE))
    promises = set(re.findall(r"\b(P-[0-9]{2})\b", code))
    assert promises <= set(re.findall(r"^\| (P-[0-9]{2}) \|", security, re.MULTILINE))
    assert decisions
    assert rules
    assert promises


def test_the_files_that_security_names_exist():
    security = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)`", security)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_all_vendored_files_and_the_region_data_are_credited():
    credited = (ROOT / "docs" / "third-party.md").read_text(encoding="utf-8")
    vendor = (ROOT / "static" / "vendor" / "VENDOR.toml").read_text(encoding="utf-8")
    for licence in (ROOT / "static" / "vendor").glob("LICENSE-*"):
        assert licence.name in credited
    for version in re.findall(r'^version = "(.+)"$', vendor, re.MULTILINE):
        assert version in credited
    assert "Open Database License" in credited
    assert "Open Database License" in README
