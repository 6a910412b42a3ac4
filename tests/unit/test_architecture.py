"""Rules over the whole tree: what every module has, and what no file may hold."""

from __future__ import annotations

import ast
import fnmatch
import importlib
import re
import tomllib
from pathlib import Path

import pytest

import reformbot

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "reformbot"
MODULES = sorted(SOURCE.rglob("*.py"))
PACKAGES = sorted(path.parent for path in MODULES if path.name == "__init__.py")
MOST_LINES = 400
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TEXT = {
    *(".py", ".md", ".toml", ".txt", ".ftl", ".mako", ".json", ".jsonl", ".yaml", ".yml", ".cfg"),
    *(".sh", ".lock", ".ini", ".html", ".svg", ""),
}

# Put together so that this file does not hold what it looks for.
HOSTS = re.compile(
    "|".join(
        (
            r"https?://[\w.-]+(?::\d+)?(?:/[\w.-]+)*/sim" + r"ple/?(?=[\s\"'`]|$)",
            r"(?:--|\b)(?:extra-)?" + r"index-url[= ]+[\"']?https?:",
            r"https?://[\w.-]*(?:files|registry|mirrors?)\." + r"[\w-]+\.\w+",
        )
    )
)
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.~/-])/" + r"(?:home|Users)/(?!\.\.\.)[a-z][\w.-]*/",
            r"(?<![\w.~/-])/" + r"(?:work|workspace|root|mnt)/[\w.-]+",
            r"\b[A-Z]:" + r"\\\\?(?:Users|work)\\",
        )
    )
)


def tracked() -> list[Path]:
    """Text files that look tracked: all but what .gitignore names, and git's own."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split() if line]

    def kept(path: Path) -> bool:
        parts = path.relative_to(ROOT).parts
        return ".git" not in parts and not any(
            fnmatch.fnmatch(part, pattern) for part in parts for pattern in ignored
        )

    top = [path for path in ROOT.iterdir() if kept(path)]
    files = [path for path in top if path.is_file()]
    files += [p for folder in top if folder.is_dir() for p in folder.rglob("*") if p.is_file()]
    return sorted(path for path in files if path.suffix in TEXT and kept(path))


def test_the_modules_were_found() -> None:
    assert len(MODULES) > 40
    assert {"bulletin", "library", "telegram", "locale"} <= {path.name for path in PACKAGES}
    assert Path(reformbot.__file__).parent == SOURCE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_module_has_a_docstring_and_one_duty(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert text.count("\n") <= MOST_LINES, "wants to be two modules"
    assert not re.fullmatch(r"_?(?:utils?|helpers?|misc|common)", path.stem), "names no duty"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_package_exports_exists(package: Path) -> None:
    name = ".".join(package.relative_to(ROOT / "src").parts)
    if name.endswith("migrations"):
        return  # Alembic's, run by it alone
    module = importlib.import_module(name)
    exported = getattr(module, "__all__", [])
    assert [one for one in exported if not hasattr(module, one)] == []
    assert exported == sorted(set(exported), key=exported.index)


def test_some_packages_export() -> None:
    exporting = [
        package
        for package in PACKAGES
        if "__all__" in (package / "__init__.py").read_text(encoding="utf-8")
    ]
    assert len(exporting) >= 4


def modules_named(value: object) -> set[str]:
    """Names of our own modules in a value of the import linter's configuration."""
    if isinstance(value, str):
        return {name.strip() for name in value.split("|") if name.strip().startswith("reformbot")}
    if isinstance(value, list):
        return set().union(*(modules_named(one) for one in value))
    return set()


CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_the_import_linter_names_what_exists(contract: dict[str, object]) -> None:
    named = set().union(*(modules_named(value) for value in contract.values()))
    assert named
    for name in named:
        path = ROOT / "src" / Path(*name.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), name


def test_the_layers_name_every_package() -> None:
    (layers,) = (contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    named = modules_named(layers)
    assert len(named) > 8
    parts = {
        f"reformbot.{path.stem}"
        for path in SOURCE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    # Stand-ins for any layer, and what cli and wiring alone may use.
    free = {"__init__", "__main__", "testing", "config", "logs", "terminal"}
    assert parts - named <= {f"reformbot.{name}" for name in free}


def test_the_import_linter_sees_the_files() -> None:
    from grimp import build_graph

    graph = build_graph("reformbot", include_external_packages=True, cache_dir=None)
    seen = {name for name in graph.modules if name.split(".")[0] == "reformbot"}
    expected = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
    }
    assert seen == expected
    assert graph.find_modules_directly_imported_by("reformbot.wiring")


def test_prompts_are_shipped() -> None:
    assert (ROOT / "prompts").is_dir()
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert shipped == {"prompts": "reformbot/prompts"}


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[?v?(\d+\.\d+\.\d+)", text, re.MULTILINE)
    assert versions
    assert versions[0] == reformbot.__version__ == PROJECT["project"]["version"]


def test_no_file_names_a_package_index_or_a_machine() -> None:
    files = tracked()
    assert len(files) > 100
    assert Path(__file__) in files
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for pattern in (HOSTS, MACHINE)
        # A container has paths of its own.
        if not (pattern is MACHINE and path.parent.name == "docker")
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "https://index.example.com/sim" + "ple",
        "pip install --index-url " + "https://example.com",
        "https://files." + "example.com/packages",
        "see /home/" + "someone/project",
        "'/work/" + "main/src'",
        r"C:" + r"\Users\someone",
    ],
)
def test_the_patterns_find_what_they_should(text: str) -> None:
    assert HOSTS.search(text) or MACHINE.search(text)


@pytest.mark.parametrize(
    "text", ["reformbot --home DIR", "https://api.telegram.org", "src/home/x", "~/.cache/x", "/tmp"]
)
def test_the_patterns_leave_the_rest_alone(text: str) -> None:
    assert not HOSTS.search(text)
    assert not MACHINE.search(text)
