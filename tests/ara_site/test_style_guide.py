"""The style guide shows every component there is."""

from django.urls import reverse

from ara_site.style_guide import COMPONENTS
from ara_site.style_samples import SAMPLES


def test_every_component_is_shown_with_its_arguments(admin_client):
    page = admin_client.get(reverse("style_guide")).content.decode()
    names = {path.stem for path in COMPONENTS.glob("*.html")}
    assert set(SAMPLES) == names
    for name in names:
        shown = page.split(f'id="component-{name}"')[1].split('id="component-')[0]
        assert f'class="{name.replace("_", "-")}' in shown
        assert '<p class="muted"></p>' not in shown


def test_only_staff_see_it(client, django_user_model):
    patient = django_user_model.objects.create_user("somebody")
    client.force_login(patient)
    answer = client.get(reverse("style_guide"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("admin:login"))
