"""Who may import whom: the map of DESIGN.md, section 3, and the rules that keep the house tidy, read from the source itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

LAYERS = (
    {"ara_site"},
    {"conditions", "faq", "contact", "search", "staff"},
    {"practice"},
    {"publishing"},
    {"deliveries"},
    {"sealing"},
)
"""From the top down. Code imports from its own app and from lower layers; apps of one layer never import each other."""

KNOTS = {"core", "util", "utils", "common", "helper", "helpers", "base", "misc", "manager", "managers"}
"""Names of modules that would end in the middle of a knot."""

APPS = sorted(set().union(*LAYERS))
FILES = sorted(file for app in APPS for file in (ROOT / app).rglob("*.py"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def below(app: str) -> set[str]:
    """The apps that an app may import."""
    layer = next(place for place, apps in enumerate(LAYERS) if app in apps)
    return {app}.union(*LAYERS[layer + 1 :])


def imports(node: ast.AST) -> list[str]:
    """The modules that an import statement names; a relative one is told by its dots."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return ["." * node.level + (node.module or "")] if isinstance(node, ast.ImportFrom) else []


def all_imports(file: Path) -> list[str]:
    return [module for node in ast.walk(ast.parse(file.read_text("utf-8"))) for module in imports(node)]


def imports_inside_functions(file: Path) -> list[int]:
    """The lines of imports that are not at the top of their module."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    tree = ast.parse(file.read_text("utf-8"))
    return [
        node.lineno
        for outer in ast.walk(tree)
        if isinstance(outer, functions)
        for node in ast.walk(outer)
        if imports(node)
    ]


def test_there_is_something_to_look_at():
    assert {name(file).partition("/")[0] for file in FILES} >= {
        "ara_site",
        "conditions",
        "faq",
        "practice",
        "publishing",
    }


def test_every_app_has_its_place():
    """An app is a folder with Python in it; what is none stands here by name."""
    packages = {file.parent.name for file in ROOT.glob("*/__init__.py")}
    assert packages - {"tests"} <= set(APPS)


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_file_imports_only_from_its_own_app_and_from_below(file):
    app = name(file).partition("/")[0]
    upward = [module for module in all_imports(file) if module.partition(".")[0] in set(APPS) - below(app)]
    assert upward == []
    assert not [module for module in all_imports(file) if module.startswith("tests")]


@pytest.mark.parametrize("file", FILES, ids=name)
def test_no_file_imports_inside_a_function(file):
    assert imports_inside_functions(file) == []


@pytest.mark.parametrize("file", FILES, ids=name)
def test_no_module_has_a_name_that_fits_anything(file):
    assert not {*file.relative_to(ROOT).with_suffix("").parts} & KNOTS


def test_the_rules_find_what_they_forbid(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import faq.models\nfrom practice import kinds\n\ndef late():\n    from conditions import views\n")
    assert all_imports(bad) == ["faq.models", "practice", "conditions"]
    assert imports_inside_functions(bad) == [5]
    assert "conditions" not in below("faq") and "ara_site" not in below("faq") and "faq" not in below("practice")
    assert below("publishing") == {"publishing", "deliveries", "sealing"}
