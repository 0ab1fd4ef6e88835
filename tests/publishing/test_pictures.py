"""Pictures: re-encoded, named by their bytes, described in words."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from publishing import actions
from publishing.desk import change_url
from publishing.errors import NotComplete
from publishing.pictures import NAME, drawing_choices, drawing_size, re_encode
from tests import make
from tests.staff.test_unsaved import form_of

pytestmark = pytest.mark.django_db


def photo(color="red", size=(40, 30), kind="JPEG", **options):
    target = io.BytesIO()
    Image.new("RGB", size, color).save(target, kind, **options)
    return SimpleUploadedFile("holiday.jpg", target.getvalue())


def row(section, **values):
    """A section's row in the form."""
    return {"id": section.pk, "document": section.document_id, "kind": section.kind, "body": section.body} | values


def test_an_upload_loses_its_name_and_its_metadata():
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    encoded = re_encode(photo(exif=exif))
    assert NAME.fullmatch(encoded.name)
    assert not Image.open(encoded).getexif()


def test_a_large_picture_becomes_smaller():
    assert Image.open(re_encode(photo(size=(3200, 1600)))).size == (1600, 800)


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"", b"GIF89a"])
def test_what_is_no_photo_is_refused_whatever_its_name(content):
    with pytest.raises(ValidationError, match="not a picture"):
        re_encode(SimpleUploadedFile("photo.jpg", content))


def test_a_picture_may_wait_for_its_words_until_it_is_submitted():
    make.site()
    draft = make.condition()
    make.section(draft, "causes", image=photo(), position=20)
    with pytest.raises(NotComplete, match="picture") as refused:
        actions.submit(make.kept(draft), by=make.carla())
    (sentence,) = refused.value.sentences
    assert sentence.url == f"{change_url(draft)}#id_sections-1-alternative_text"
    draft.sections.filter(kind="causes").update(alternative_text="A red field.")
    assert actions.submit(make.kept(draft), by=make.carla()).submitted_at


def test_a_chosen_file_is_kept_though_nobody_described_it_yet(client):
    client.force_login(make.cast().carla)
    draft = make.condition(sections=(("symptoms", "<p>Pain.</p>"),))
    make.kept(draft)
    response = client.post(change_url(draft), form_of(draft, row(draft.sections.get(), image=photo())))
    assert response.status_code == 302
    assert NAME.fullmatch(draft.sections.get().image.name)


def test_there_is_one_picture_at_most():
    with pytest.raises(IntegrityError, match="section_one_picture"):
        make.section(make.condition(), drawing=drawing_choices()[0][0], image=photo(), alternative_text="Two")


def test_one_picture_uploaded_twice_is_one_file(client):
    make.site()
    condition = make.condition()
    first = make.section(condition, image=photo("blue"), alternative_text="Blue")
    second = make.section(condition, image=photo("blue"), alternative_text="Blue again")
    assert first.image.name == second.image.name
    make.live(condition)
    assert f"/media/{first.image.name}" in client.get("/conditions/sore-back/").content.decode()
    response = client.get(f"/media/{first.image.name}")
    assert (response["Content-Type"], "immutable" in response["Cache-Control"]) == ("image/webp", True)


def test_a_picture_that_is_not_there_is_not_found(client):
    make.site()
    assert client.get(f"/media/{'0' * 64}.webp").status_code == 404


@pytest.mark.parametrize("name", [name for name, _label in drawing_choices()])
def test_every_drawing_says_how_large_it_is(name):
    assert min(drawing_size(name)) > 0


def test_a_name_that_looks_like_one_of_ours_does_not_skip_the_re_encoding():
    upload = photo("green")
    upload.name = f"{'a' * 64}.webp"
    section = make.section(make.condition(), image=upload, alternative_text="Green")
    assert section.image.name != upload.name
    assert Image.open(section.image).format == "WEBP"


def test_a_text_is_restored_even_where_its_picture_is_gone():
    condition = make.condition()
    section = make.section(condition, image=photo("black"), alternative_text="Black")
    edition = make.kept(condition)
    section.image.storage.delete(section.image.name)
    make.kept(condition, summary="Another.")
    assert actions.restore(edition, by=make.cast().carla).content_hash == edition.content_hash
