"""The stylesheet that browsers get, and the rules for the files that it is made of."""

import re

import pytest
from django.conf import settings

from ara_site import stylesheet

COMPONENTS = settings.BASE_DIR / "templates" / "components"
RAW = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|\d(?:px|rem|pt|cm|mm)\b", re.IGNORECASE)


def test_every_part_is_in_the_stylesheet_in_cascade_order():
    text = stylesheet.stylesheet()
    first_selectors = (":root", "*, ::before", ".skip-link", ".breadcrumb", ".site-nav", "@media print {\n.skip-link")
    places = [text.index(selector) for selector in first_selectors]
    assert places == sorted(places)


def test_comments_are_left_out():
    assert "/*" not in stylesheet.stylesheet()


def test_the_finder_finds_the_stylesheet_and_nothing_else():
    finder = stylesheet.StylesheetFinder()
    with open(finder.find("css/site.css"), encoding="utf-8") as file:
        assert file.read() == stylesheet.stylesheet()
    assert finder.find("css/site.css", find_all=True) == [finder.find("css/site.css")]
    assert not finder.find("css/base.css")
    assert [name for name, _storage in finder.list(None)] == ["css/site.css"]


def test_every_component_has_a_stylesheet_of_its_name_and_the_other_way_round():
    templates = {path.stem for path in COMPONENTS.glob("*.html")}
    assert {path.stem for path in stylesheet.SOURCE.glob("components/*.css")} == templates


@pytest.mark.parametrize("part", stylesheet.parts(), ids=lambda part: part.stem)
def test_only_tokens_have_raw_colors_and_sizes(part):
    found = RAW.findall(part.read_text("utf-8"))
    assert bool(found) == (part.stem == "tokens")


@pytest.mark.parametrize("component", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_a_component_says_what_it_takes_and_styles_its_own_class(component):
    text = component.read_text("utf-8")
    name = component.stem.replace("_", "-")
    assert text.startswith("{% comment %}")
    assert re.search(rf'class="{name}\b', text)
    assert f".{name}" in (stylesheet.SOURCE / "components" / f"{component.stem}.css").read_text("utf-8")
