"""The whole content as one file: out, in again, and out again are the same bytes; what does not fit is refused whole."""

import base64
import hashlib
import io
import json
import re
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from PIL import Image

from publishing import actions
from publishing.ledger import faults
from publishing.models import Address, Document, Edition, Event, Review, Rules, Term
from publishing.pictures import re_encode
from publishing.schedule import database_clock
from tests import make
from tests.conftest import switch_guards

pytestmark = pytest.mark.django_db


def wipe():
    """The database as migrate leaves it, but for the accounts; and no pictures."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        switch_guards("DISABLE")
        cursor.execute("TRUNCATE publishing_document, publishing_event, publishing_term, publishing_rules CASCADE")
        switch_guards("ENABLE")
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture
def moved(tmp_path):
    """Exports, wipes, imports and exports again; returns both files."""

    def move() -> tuple[bytes, bytes]:
        call_command("export_content", tmp_path / "a.json")
        wipe()
        call_command("import_content", tmp_path / "a.json")
        call_command("export_content", tmp_path / "b.json")
        return (tmp_path / "a.json").read_bytes(), (tmp_path / "b.json").read_bytes()

    return move


def picture(color="red") -> str:
    """The name of an uploaded picture."""
    upload = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(upload, "PNG")
    upload.size = upload.tell()
    file = re_encode(upload)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / file.name).write_bytes(file.read())
    return file.name


def full_site():
    """A site with whatever can be met in one."""
    site = make.site()
    balloon = make.procedure(
        title="Balloon", steps=({"what": "Eat nothing", "hours_before": 6},), comparison=(("stay", "No"),)
    )
    back = make.condition(title="Sore back", procedures=(balloon,), language="en")
    shown = make.section(back, "causes", f'<p>Age. <a href="document:{balloon.key}">The balloon</a>.</p>')
    type(shown).objects.filter(pk=shown.pk).update(
        image=picture(), image_width=40, image_height=30, alternative_text="A red field."
    )
    for draft in (balloon, back):
        make.live(draft)
    make.kept(back, summary="Not public yet.")
    parking = make.question(title="Where do I park?", about=(back,), position=30)
    make.live(parking)
    spanish = make.question(title="¿Dónde?", slug="donde", language="es", topic=parking.topic, translation_of=parking)
    make.kept(spanish)
    moved_page = make.page(title="Old name")
    make.live(moved_page)
    make.live(moved_page, title="New name", slug="new-name")
    gone = make.page(title="Taken down")
    make.live(gone)
    actions.withdraw(gone, by=make.carla())
    make.live(make.notice())
    actions.reorder({parking: 70}, by=make.carla())
    Term.objects.create(term="fluoroscopy", also="fluoroscopic\nfluoroscopies", meaning="live X-ray")
    Rules.objects.create(pk=1, overdue_days=14, substitute=make.clara())
    return site


def test_out_in_and_out_again_are_the_same_bytes(moved):
    full_site()
    first, second = moved()
    assert first == second
    assert len(json.loads(first)["documents"]) == Document.objects.count() == 10


PATHS = [
    *("/", "/conditions/", "/procedures/", "/faq/", "/faq/your-visit/", "/contact/"),
    *("/conditions/sore-back/", "/procedures/balloon/", "/faq/your-visit/where-do-i-park/", "/new-name/"),
    *("/old-name/", "/taken-down/"),
]
# Who reviewed a page stays behind, since what comes in is signed by nobody; a form's stamp is another each time, and so is a row's number.
LEFT_BEHIND = re.compile(
    r'<div class="review-date">.*?</div>\s*|,"lastReviewed":"[^"]*","reviewedBy":{[^}]*}|(?<=name="stamp" value=")[^"]*'
    r'|(?<=name="edition" value=")[^"]*',
    re.DOTALL,
)


def read_by_patients(client):
    """Status, target and page of each address, but for what legitimately differs and for how much space is between the lines."""
    answers = {path: client.get(path) for path in PATHS}
    return {
        path: (answer.status_code, answer.headers.get("Location"), as_read(answer.content.decode()))
        for path, answer in answers.items()
    }


def as_read(page):
    return " ".join(LEFT_BEHIND.sub("", page).split())


def test_what_patients_read_is_what_they_read_before(client, moved):
    full_site()
    before = read_by_patients(client)
    moved()
    after = read_by_patients(client)
    assert [status for status, _target, _page in before.values()] == [*[200] * 10, 301, 410]
    assert {path: after[path] for path in PATHS if after[path] != before[path]} == {}
    page = after["/conditions/sore-back/"][2]
    assert "Not public yet." not in page and all(said in page for said in ("A back that hurts.", "The balloon", "Age."))


def test_who_reviewed_a_page_is_not_said_of_what_came_in(client, moved):
    full_site()
    assert "Clara Roe" in client.get("/conditions/sore-back/").content.decode()
    moved()
    page = client.get("/conditions/sore-back/").content.decode()
    assert [word for word in ("Clara Roe", "review-date", "reviewedBy", "lastReviewed") if word in page] == []


def test_pictures_move_with_the_content(client, moved):
    full_site()
    name = picture()
    moved()
    assert (settings.MEDIA_ROOT / name).exists()
    assert f"/media/{name}" in client.get("/conditions/sore-back/").content.decode()


def test_what_comes_in_is_live_and_signed_by_nobody(moved):
    full_site()
    assert Review.objects.exists()
    moved()
    back = Document.objects.of_kind("condition").get()
    assert [(e.starter, e.review_id, e.live is not None) for e in back.editions.order_by("number")] == [
        (True, None, True),
        (False, None, False),
    ]
    assert list(faults()) == []


def test_neither_people_nor_history_are_in_the_file(tmp_path):
    full_site()
    Document.objects.update(assigned_to=make.person("Wilhelmina"))
    call_command("export_content", tmp_path / "a.json")
    written = (tmp_path / "a.json").read_text().lower()
    assert [
        name for name in ("wilhelmina", "carla", "clara", "roe", "saved", "substitute", "assigned") if name in written
    ] == []


def test_an_import_is_an_event_with_the_hash_of_the_file(moved):
    full_site()
    first, _second = moved()
    event = Event.objects.filter(verb="import").get()
    assert event.details == {"documents": 10, "terms": 1, "sha256": hashlib.sha256(first).hexdigest()}


def test_a_planned_end_of_a_page_moves_along(moved, t):
    make.site()
    draft = make.page()
    make.live(draft)
    actions.withdraw(draft, by=make.carla(), withdraw_at=t(5))
    first, second = moved()
    assert first == second
    assert Edition.objects.live().of_kind("page").get().withdraw_at == t(5)


def test_a_notice_that_has_ended_meanwhile_comes_in_as_a_draft(tmp_path, capsys, t):
    make.site()
    make.live(make.notice(ends_at=t(0)))
    call_command("export_content", tmp_path / "a.json")
    values = json.loads((tmp_path / "a.json").read_text())
    next(d for d in values["documents"] if d["kind"] == "notice")["content"]["ends_at"] = "2020-01-01T00:00:00Z"
    wipe()
    brought(tmp_path, values)
    assert not Edition.objects.live().of_kind("notice").exists()
    assert "its end has passed" in capsys.readouterr().err


def test_what_is_planned_is_told_and_stays_behind(tmp_path, capsys, t):
    make.site()
    make.live(make.page(title="Tomorrow"), publish_at=t(1))
    call_command("export_content", tmp_path / "a.json")
    assert "“Tomorrow, edition 1” is planned to go live" in capsys.readouterr().err


def test_an_export_leaves_no_trace(tmp_path):
    full_site()
    before = (Event.objects.count(), Edition.objects.count(), list(Document.objects.values_list("edit_no", "language")))
    drafts = make.Condition.objects.get().summary
    call_command("export_content", tmp_path / "a.json")
    after = (Event.objects.count(), Edition.objects.count(), list(Document.objects.values_list("edit_no", "language")))
    assert (before, drafts) == (after, make.Condition.objects.get().summary)


def test_the_starter_content_is_such_a_file(tmp_path):
    starter = settings.BASE_DIR / "starter" / "content.json"
    call_command("load_starter")
    call_command("export_content", tmp_path / "a.json")
    assert (tmp_path / "a.json").read_text() == starter.read_text()


def test_content_goes_into_an_empty_site_only(tmp_path):
    make.site()
    call_command("export_content", tmp_path / "a.json")
    with pytest.raises(CommandError, match="This site has 2 documents already"):
        call_command("import_content", tmp_path / "a.json")


def test_a_dry_run_counts_and_changes_nothing(tmp_path, capsys):
    full_site()
    call_command("export_content", tmp_path / "a.json")
    wipe()
    call_command("import_content", tmp_path / "a.json", "--dry-run")
    assert "Would import 10 documents, 8 of them live" in capsys.readouterr().out
    assert (Document.objects.count(), Event.objects.count(), Term.objects.count()) == (0, 0, 0)


def test_in_production_an_import_has_to_be_confirmed(tmp_path, settings):
    call_command("export_content", tmp_path / "a.json")
    settings.SITE_MODE = "production"
    with pytest.raises(CommandError, match="add --confirm"):
        call_command("import_content", tmp_path / "a.json")
    call_command("import_content", tmp_path / "a.json", "--confirm")
    assert Event.objects.filter(verb="import").exists()


# What does not fit


def values_of(*documents, **more):
    return {"format": 1, "documents": list(documents), **more}


def page_entry(**fields):
    content = {"title": "A", "slug": "a", "body": "<p>A.</p>"} | fields.pop("content", {})
    return {"key": "6b2febcb-339e-4d7c-b7db-7c55e3be8b6f", "kind": "page", "content": content} | fields


def brought(tmp_path, values):
    """Imports a file with these values."""
    (tmp_path / "in.json").write_text(json.dumps(values))
    call_command("import_content", tmp_path / "in.json")


OTHER_KEY = "620b6315-3256-46fd-b0ff-e48085333a46"

NO_WORDS = {
    "drawing": "balloon-in-vertebra",
    "image": "",
    "width": 0,
    "height": 0,
    "alternative_text": "",
    "caption": "",
}
PICTURED = {"key": OTHER_KEY, "kind": "causes", "body": "<p>Age.</p>", "picture": NO_WORDS}
STAY = {"aspect": "stay", "text": "At home."}

FAULTY = {
    "text for a list": ({"format": 1, "documents": "x"}, "documents: has to be a list"),
    "another format": ({"format": 2, "documents": []}, "The file has format 2; this version reads format 1"),
    "no object": ([], "The file has format null"),
    "unknown part": (values_of(people=[]), "unknown field `people`"),
    "no key": (values_of({"kind": "page", "content": {}}), r"documents\[0\]: .*`key`"),
    "unknown field": (values_of(page_entry(assigned_to="Eve")), r"documents\[0\]: .*`assigned_to`"),
    "unknown kind": (values_of(page_entry(kind="wizard")), r"documents\[0\] \(wizard “A”\): no kind of page"),
    "unknown language": (values_of(page_entry(language="xx")), "“xx” is no language of this site"),
    "wrong type": (
        values_of(page_entry(content={"title": 5})),
        r"documents\[0\] .*content: Expected `str`, got `int`.*title",
    ),
    "wrong type in live": (
        values_of(page_entry(live={"content": {"body": []}})),
        r"documents\[0\] .*live.content: Expected `str`, got `array`",
    ),
    "the same twice": (values_of(page_entry(), page_entry()), r"documents\[1\]: .* stands at documents\[0\] already"),
    "one address for two": (
        values_of(page_entry(), page_entry(key=OTHER_KEY)),
        r"documents\[1\] .*The address /a/ belongs to “A",
    ),
    "no original": (values_of(page_entry(translation_of=OTHER_KEY)), "the page that it translates is not in the file"),
    "a live picture without words": (
        values_of({"key": OTHER_KEY, "kind": "condition", "content": {"sections": [PICTURED]}}),
        r"documents\[0\] .*no alternative text",
    ),
    "one choice in two rows": (
        values_of({"key": OTHER_KEY, "kind": "procedure", "content": {"comparison": [STAY, STAY]}}),
        r"documents\[0\] .*comparison_one_text_per_aspect",
    ),
    "too long": (values_of(page_entry(content={"slug": "a" * 900})), r"documents\[0\] .*too long"),
    "a NUL": (values_of(page_entry(content={"title": "a\0b"})), r"documents\[0\] .*NUL"),
    "half a character": (values_of(page_entry(content={"title": "\ud800"})), "This is no JSON"),
    "a place beyond all": (values_of(page_entry(position=2**40)), "the position is no number of a place"),
    "a bad address": (values_of(page_entry(addresses=["javascript:x"])), "is no address of a page"),
    "an unknown rule": (values_of(rules={"superuser": True}), "no such rule"),
    "a rule out of bounds": (values_of(rules={"months_to_next_review": 0}), "rules: .*greater than or equal to 1"),
    "a term without meaning": (values_of(glossary=[{"term": "x", "meaning": ""}]), r"glossary\[0\]: "),
    "a picture by another name": (
        values_of(media={f"{'0' * 64}.webp": base64.b64encode(b"x").decode()}),
        "not the one that its name says",
    ),
    "a page for a picture": (
        values_of(media={f"{hashlib.sha256(b'<svg>').hexdigest()}.webp": base64.b64encode(b"<svg>").decode()}),
        "no picture as this site keeps them",
    ),
    "a path for a picture": (values_of(media={"../../x": ""}), "No picture of this site has such a name"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_file_is_refused_in_a_sentence_and_nothing_comes_of_it(tmp_path, fault):
    values, sentence = FAULTY[fault]
    with pytest.raises(CommandError, match=sentence):
        brought(tmp_path, values)
    assert (Document.objects.count(), Event.objects.count(), Rules.objects.count()) == (0, 0, 0)


def test_a_draft_comes_in_with_a_picture_that_nobody_described_yet(tmp_path):
    described = PICTURED | {"picture": NO_WORDS | {"alternative_text": "A balloon."}}
    draft, public = ({"title": "A", "slug": "a", "sections": [section]} for section in (PICTURED, described))
    brought(tmp_path, values_of({"key": OTHER_KEY, "kind": "condition", "content": draft, "live": {"content": public}}))
    pictures = [e.content["sections"][0]["picture"]["alternative_text"] for e in Edition.objects.order_by("number")]
    assert pictures == ["A balloon.", ""]


def test_every_fault_is_named_at_once(tmp_path):
    values = values_of(page_entry(kind="wizard"), page_entry(key=OTHER_KEY, language="xx"), {"kind": "page"})
    with pytest.raises(CommandError) as refused:
        brought(tmp_path, values)
    assert [f"documents[{index}]" in str(refused.value) for index in range(3)] == [True, True, True]


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"PK\x03\x04" + bytes(50)])
def test_what_is_no_content_file_is_refused_in_a_sentence(tmp_path, written):
    (tmp_path / "in.json").write_bytes(written)
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_content", tmp_path / "in.json")


def test_scripts_do_not_come_in_and_that_is_told(tmp_path, capsys):
    brought(tmp_path, values_of(page_entry(content={"body": '<p onclick="x">Hi<script>y</script></p>', "unknown": 1})))
    assert Edition.objects.live().get().content["body"] == "<p>Hi</p>"
    told = capsys.readouterr().err
    assert "body was cleaned" in told and "unknown was cleaned, or left out" in told


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_content", tmp_path / "none.json")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_content", tmp_path / "none" / "a.json")


def test_what_was_withdrawn_elsewhere_cannot_be_deleted_here(moved):
    make.site()
    gone = make.page(title="Taken down")
    make.live(gone)
    actions.withdraw(gone, by=make.carla())
    moved()
    assert Address.objects.filter(path="/taken-down/").exists()
    assert not Document.objects.never_public().of_kind("page").exists()


def test_through_a_pipe_it_is_the_same_file(tmp_path, capfdbinary):
    make.site(at=database_clock())
    call_command("export_content", "-")
    call_command("export_content", tmp_path / "a.json")
    assert capfdbinary.readouterr().out.startswith((tmp_path / "a.json").read_bytes())


def test_terms_that_staff_removed_do_not_come_back_with_the_next_loading(tmp_path):
    (tmp_path / "s.json").write_text(json.dumps(values_of(glossary=[{"term": "cement", "meaning": "a filler"}])))
    call_command("load_starter", tmp_path / "s.json")
    assert Term.objects.get().meaning == "a filler"
    Term.objects.all().delete()
    call_command("load_starter", tmp_path / "s.json")
    assert not Term.objects.exists()
