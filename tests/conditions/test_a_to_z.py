"""The lists from A to Z and by region of the body, and the drawing that leads to the regions."""

import re

import pytest

from conditions.a_to_z import by_letter, by_region
from conditions.body_map import LABEL_WIDTH, SHAPES, drawn
from conditions.section_kinds import Region
from publishing.live import LiveSet, entries
from tests import make

pytestmark = pytest.mark.django_db

LISTS = pytest.mark.parametrize(
    ("maker", "path"),
    [(make.condition, "/conditions/"), (make.procedure, "/procedures/")],
    ids=["conditions", "procedures"],
)


@pytest.fixture(autouse=True)
def practice():
    return make.site()


def shown():
    live = LiveSet.around(of_kinds=["condition"])
    return entries(live.all("condition"), live)


def letters():
    return {letter: [(i.title, i.see) for i in items] for letter, items in by_letter(shown()) if items}


def drawing(html):
    return re.search(r'<svg class="body-map".*?</svg>', html, re.DOTALL)[0]


def links(html):
    """The links of a drawing: target and name."""
    return re.findall(r'<a [^>]*href="#([^"]+)" aria-label="([^"]+)"', drawing(html))


def test_the_list_has_every_title_and_other_name_once_under_its_letter():
    make.live(make.condition(title="Élan", other_names="Zest\nZEST\nelan", slug="elan"))
    assert letters() == {"E": [("Élan", "")], "Z": [("Zest", "Élan")]}


def test_names_with_accents_stand_among_the_others():
    make.live(make.condition(title="Energy", other_names="Élan\nease"))
    assert letters() == {"E": [("ease", "Energy"), ("Élan", "Energy"), ("Energy", "")]}


def test_one_name_of_two_pages_leads_to_both():
    make.live(make.condition(title="Sore back", other_names="Ache"))
    make.live(make.condition(title="Sore neck", other_names="Ache"))
    assert letters()["A"] == [("Ache", "Sore back"), ("Ache", "Sore neck")]


def test_names_without_a_letter_stand_last():
    make.live(make.condition(title="Zest", other_names="3-point pain"))
    assert [letter for letter, items in by_letter(shown()) if items] == ["Z", "#"]


@LISTS
def test_another_name_says_which_page_it_leads_to(client, maker, path):
    make.live(maker(title="Vertebral fracture", other_names="Broken back", slug="fracture"))
    html = client.get(path).content.decode()
    assert f'<a href="{path}fracture/">Broken back: see Vertebral fracture</a>' in html


def test_the_list_by_region_runs_from_head_to_foot():
    make.live(make.condition(title="Sore leg", region="legs"))
    make.live(make.condition(title="Sore head", region="head"))
    make.live(make.condition(title="Sore"))
    listed = [(region.label, [e.title for e in region.entries]) for region in by_region(shown())]
    assert listed == [("Head", ["Sore head"]), ("Legs and feet", ["Sore leg"])]


@LISTS
def test_every_link_of_the_drawing_leads_to_a_list_on_the_page(client, maker, path):
    for region in Region:
        make.live(maker(title=f"Sore {region.value}", region=region.value, slug=region.value.replace("_", "-")))
    html = client.get(path).content.decode()
    headings = re.findall(r'<h3 id="(region-[^"]+)">([^<]+)</h3>', html)
    assert links(html) == headings
    assert [name for _anchor, name in headings] == [str(region.label) for region in Region]


@LISTS
def test_a_region_without_pages_is_drawn_but_no_link(client, maker, path):
    make.live(maker(title="Sore back", region="spine"))
    html = client.get(path).content.decode()
    assert links(html) == [("region-spine", "Spine and back")]
    assert "body-map__shape--legs" in drawing(html)


@LISTS
def test_a_draft_opens_no_region(client, maker, path):
    make.live(maker(title="Sore back", region="spine"))
    make.kept(maker(title="Sore leg", region="legs"))
    assert links(client.get(path).content.decode()) == [("region-spine", "Spine and back")]


@LISTS
def test_without_regions_there_is_no_drawing_and_no_style_for_it(client, maker, path):
    make.live(maker(title="Sore", region=""))
    html = client.get(path).content.decode()
    assert '<svg class="body-map' not in html and "body_map" not in html


@LISTS
@pytest.mark.parametrize("count", [1, 12])
def test_a_list_takes_one_query(client, django_assert_num_queries, maker, path, count):
    for number in range(count):
        make.live(maker(title=f"Sore {number}", region="spine"))
    with django_assert_num_queries(1):
        client.get(path)


def test_every_region_that_staff_can_choose_is_drawn_in_the_order_of_the_lists():
    assert [shape.region for shape in SHAPES] == list(Region)


def test_labels_keep_a_target_of_44_apart_and_inside_the_drawing():
    heights = [shape.label_y for shape in SHAPES]
    assert min(after - before for before, after in zip(heights, heights[1:], strict=False)) >= 44
    assert heights[0] >= 22 and heights[-1] <= 480 - 22


def test_a_long_label_is_broken_into_lines_around_its_middle():
    label = next(each for each in drawn([]) if each.shape.region == Region.PELVIS)
    assert label.lines == [(266, "Pelvis and"), (286, "hips")]
    assert all(len(line) <= LABEL_WIDTH for each in drawn([]) for _y, line in each.lines)
