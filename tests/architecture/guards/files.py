"""How files must look: names, length, words at the top, what they import, what a page may load."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from grimp import ImportGraph

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("desmigratif", "villages", "workers", "pillars", "coordination")
NAMELESS = {"utils", "util", "helpers", "helper", "common", "constants", "misc", "tools", "base_utils", "shared"}
LONGEST = 400  # lines
# Call the next step in the service; one language stands in place.
UNWANTED = re.compile(r"django\.db\.models\.signals|django\.dispatch|gettext|\{%\s*(trans|blocktrans)")


def modules(root: Path = ROOT) -> Iterator[Path]:
    """Every file of the project's own code."""
    for package in PACKAGES:
        yield from sorted((root / package).rglob("*.py"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def nameless(paths: Iterable[Path], root: Path = ROOT) -> set[str]:
    """Names of files and folders that say nothing."""
    return {part for path in paths for part in (*path.relative_to(root).parts[:-1], path.stem)} & NAMELESS


def too_long(paths: Iterable[Path]) -> dict[str, int]:
    """Files longer than anybody reads, with their lines; migrations may be."""
    return {
        path.name: lines
        for path in paths
        if "migrations" not in path.parts and (lines := len(_text(path).splitlines())) > LONGEST
    }


def silent(paths: Iterable[Path]) -> list[str]:
    """Modules that do not say what they are."""
    return [
        str(path)
        for path in paths
        if (text := _text(path)).strip() and "migrations" not in path.parts and not ast.get_docstring(ast.parse(text))
    ]


def unwanted(paths: Iterable[Path]) -> list[str]:
    """Files that listen to signals or translate."""
    return [str(path) for path in paths if UNWANTED.search(_text(path))]


def hidden_imports(paths: Iterable[Path]) -> list[str]:
    """Imports inside functions: they hide what a module stands on, and circles."""
    found = []
    for path in paths:
        tree = ast.parse(_text(path))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        found += [
            f"{path}:{node.lineno}"
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
    return found


def badly_named_migrations(paths: Iterable[Path]) -> list[str]:
    """Migrations whose name doesn't tell what they do."""
    return [
        path.name
        for path in paths
        if path.parent.name == "migrations"
        and path.stem != "__init__"
        and (not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", path.stem) or "_auto_" in path.stem)
    ]


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts by name."""
    read = tomllib.loads(_text(ROOT / "pyproject.toml"))
    return {contract["name"]: contract for contract in read["tool"]["importlinter"]["contracts"]}


def upward_imports(graph: ImportGraph) -> set[tuple[str, str]]:
    """Apps that import one above them, as (lower, upper)."""
    contract = contracts()["Apps import only those below"]
    for allowed in contract["ignore_imports"]:
        importer, imported = allowed.split(" -> ")
        graph.remove_import(importer=importer, imported=imported)
    found = graph.find_illegal_dependencies_for_layers(layers=contract["layers"])
    return {(chain.importer, chain.imported) for chain in found}


def breaks_csp(text: str) -> list[str]:
    """What of a template the strict CSP would stop: inline code, or a file of another place."""
    found = re.findall(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=|javascript:", text)
    found += [attributes for attributes in re.findall(r"<script\b([^>]*)>", text) if "src=" not in attributes]
    loaded = re.sub(r"<a\b[^>]*>", "", text)  # a link is followed by hand, it loads nothing
    return found + re.findall(r"""(?:src|href)=["'](?:https?:)?//""", loaded)
