"""What our pages are measured against: applications that do nothing but return the bytes of our page, and a folder for nginx.

BENCH_BYTES names a folder with the page as our site sends it: `body` and `headers.json`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

FOLDER = Path(os.environ.get("BENCH_BYTES", "."))
PATH = "page"


def _page() -> tuple[bytes, list[tuple[str, str]]]:
    if not (FOLDER / "body").exists():
        return b"", []
    return (FOLDER / "body").read_bytes(), [tuple(pair) for pair in json.loads((FOLDER / "headers.json").read_text())]


BODY, HEADERS = _page()


def bare_wsgi(environ, start_response):
    """The least that a Python web application can be."""
    start_response("200 OK", list(HEADERS))
    return [BODY]


def view(request: HttpRequest) -> HttpResponse:
    """The least that a page of Django can be."""
    return HttpResponse(BODY, headers=dict(HEADERS))


urlpatterns = [path(PATH, view)]


def bare_django() -> WSGIHandler:
    """Django with one view and no middleware. For a process of its own: it configures Django."""
    if not settings.configured:
        settings.configure(SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], DEBUG=False)
    return WSGIHandler()


NGINX = """{user}
worker_processes auto;
pid {folder}/files.pid;
error_log /dev/null crit;
events {{ worker_connections 8192; }}
http {{
    sendfile on;
    tcp_nopush on;
    server_tokens off;
    access_log off;
    client_body_temp_path {folder}/files-temp;
    proxy_temp_path {folder}/files-temp;
    fastcgi_temp_path {folder}/files-temp;
    uwsgi_temp_path {folder}/files-temp;
    scgi_temp_path {folder}/files-temp;
    server {{
        listen 127.0.0.1:{port};
        default_type text/html;
        open_file_cache max=100;
        location = /page {{
            alias {bytes}/body;
{headers}
        }}
    }}
}}
"""


def nginx_configuration(folder: Path, bytes_folder: Path, port: int) -> str:
    """nginx that sends the page's bytes from disk, with the same headers; as fast as it can be told to."""
    headers = json.loads((bytes_folder / "headers.json").read_text())
    own = {"content-type", "content-length", "etag", "date", "server", "connection"}
    lines = [f'            add_header {name} "{value}";' for name, value in headers if name.lower() not in own]
    user = "user root;" if os.geteuid() == 0 else ""
    return NGINX.format(user=user, folder=folder, port=port, bytes=bytes_folder, headers="\n".join(lines))
