"""docs/architecture.md names every file and says nothing that is not so; links between the documents lead somewhere."""

import re
from pathlib import Path

import pytest

from publishing.roles import MAY, ROLES
from publishing.states import TABLE

ROOT = Path(__file__).resolve().parents[1]
MAP = (ROOT / "docs" / "architecture.md").read_text("utf-8")

MADE_BY_SCRIPTS = {"var", "staticfiles", "test-results", "__pycache__"}
SOURCE = {".py", ".sql", ".html", ".css", ".js", ".svg", ".sh", ""}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def tracked_files() -> set[str]:
    """All files of the tree that we wrote, by their path from its top."""
    tops = [path for path in ROOT.iterdir() if path.name not in MADE_BY_SCRIPTS]
    tops = [path for path in tops if not path.name.startswith(".") or path.name == ".ci"]
    files = {file for top in tops for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file()}
    return {str(file.relative_to(ROOT)) for file in files if "__pycache__" not in file.parts}


def named_paths() -> set[str]:
    """The first cells of the tables of files, each below the folder that stands in the heading above it."""
    tables = MAP.partition("## Every file")[2]
    named = set()
    for chapter in re.split(r"^### ", tables, flags=re.M)[1:]:
        heading, _newline, text = chapter.partition("\n")
        folder = re.match(r"`(.*)`", heading)
        for cell in re.findall(r"^\| (`[^|]*) \|", text, re.M):
            named |= {(folder[1] if folder else "") + name for name in re.findall(r"`([^`]+)`", cell)}
    return named


def rows_under(header: str) -> list[list[str]]:
    """The rows of the table whose header line begins so, as lists of cells."""
    lines = MAP[MAP.index(header) :].splitlines()[2:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_every_source_file_is_named():
    named = named_paths()
    folders = tuple(name for name in named if name.endswith("/"))
    sources = {name for name in tracked_files() if Path(name).suffix in SOURCE and (ROOT / name).stat().st_size}
    assert sorted(name for name in sources - named if not name.startswith(folders)) == []


def test_everything_named_is_there():
    assert sorted(name for name in named_paths() if not (ROOT / name).exists()) == []


def test_no_folder_stands_for_files_that_need_a_line_each():
    grouped = {name for name in named_paths() if name.endswith("/")}
    of_code = {name for name in grouped if not name.endswith("migrations/")}
    assert of_code == {"docs/", "starter/", "deploy/", "tests/", "static/img/"}


def test_the_table_of_states_is_that_of_the_code():
    shown = {row[0]: (row[1], row[2], row[3]) for row in rows_under("| state | shown as")}
    assert shown == {
        f"`{state.value}`": (str(state.label), row.owner, " ".join(f"`{step}`" for step in sorted(row.allows)))
        for state, row in TABLE.items()
    }


def test_the_table_of_roles_is_that_of_the_code():
    shown = {row[0]: [bool(cell) for cell in row[1:4]] for row in rows_under("| step | Coordinator")}
    assert shown == {f"`{step}`": [role in roles for role in ROLES] for step, roles in MAY.items()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
