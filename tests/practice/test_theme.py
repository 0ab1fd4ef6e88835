"""The practice's color: the stylesheet it gives, and the check that people can read it."""

import re

import pytest
from django.conf import settings

from practice import theme
from tests import make

TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()


def test_contrast_is_as_wcag_computes_it():
    assert round(theme.contrast("#000000", "#ffffff"), 2) == 21
    assert round(theme.contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(("color", "is_fine"), [("", True), ("#0b5563", True), ("#ffcc00", False), ("#999999", False)])
def test_a_color_too_light_to_read_is_refused(color, is_fine):
    assert (theme.contrast_problem(color) == "") == is_fine


def test_the_backgrounds_that_contrast_is_checked_on_are_those_of_the_site():
    light, dark = TOKENS.rsplit("@media screen and (prefers-color-scheme: dark)", 1)
    assert re.search(r"--sand: (#\w+)", light)[1] == theme.SAND
    assert re.search(r"--surface: (#\w+)", dark)[1] == theme.DARK_SURFACE


@pytest.mark.parametrize("color", ["#000000", "#0b5563", "#7a003c", "#333399"])
def test_the_dark_theme_of_any_color_can_be_read(color):
    assert theme.contrast(theme.lightened(color), theme.DARK_SURFACE) >= 7


@pytest.mark.django_db
def test_a_page_names_its_theme_and_an_old_name_still_gives_todays_color(client):
    make.site(color="#0b5563")
    url = re.search(r'href="(/theme-\w+\.css)"', client.get("/").content.decode())[1]
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert "--brand:#0b5563" in response.content.decode()
    assert "immutable" in response["Cache-Control"]
    assert client.get("/theme-000000000000.css")["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_a_practice_without_a_color_has_no_theme(client):
    make.site()
    assert b"/theme-" not in client.get("/").content
    assert client.get("/theme-000000000000.css").status_code == 404
