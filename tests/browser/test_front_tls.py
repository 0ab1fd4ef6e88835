"""The front with TLS, as in production: only our host is answered, by HTTPS alone, and MDN's HTTP Observatory would grade it A+."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ara_site.page_cache.passing_on import Passed, PassingOn
from bench.front import Front, free_port
from tests.ara_site.observatory import A_PLUS, score
from tests.browser.public_pages import CONDITION, PHONE_NUMBER
from tests.browser.raw_http import get, send

ANSWERS = {
    "/": 200,
    CONDITION: 200,
    "/no-such-page/": 404,
    "/errors/site.css": 200,
    f"/{'a' * 9000}/": 414,
    "/staff/sign-in/": 200,
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that signs itself, and its key."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = (
        builder.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    )
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    signed = builder.sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    return folder / "certificate.pem", folder / "key.pem"


@pytest.fixture(scope="module")
def front(new_site, tmp_path_factory, certificate):
    port = free_port()
    site = new_site("tls", TRUST_PROXY="1", SITE_URL=f"https://localhost:{port}")
    site.manage("write_error_pages")
    made = Front(
        tmp_path_factory.mktemp("front"), site=site.port, pages=site.data / "front", port=port, tls=certificate
    )
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def tls(certificate):
    return ssl.create_default_context(cafile=certificate[0])


@pytest.mark.parametrize(("path", "status"), ANSWERS.items(), ids=["home", "page", "404", "css", "414", "sign-in"])
def test_every_answer_is_graded_a_plus(front, tls, path, status):
    answer = get(front.port, path, tls=tls)
    assert answer.status == status
    headers = {name.title(): value for name, value in answer.headers.items()}
    cookies = [value for name, value in answer.headers.items() if name == "set-cookie"]
    plain = get(front.plain_port, "/")
    points = score(headers, cookies=cookies, redirect=(plain.status, plain.headers["location"]))
    assert points >= A_PLUS, (points, headers)


def test_without_tls_there_is_a_redirect_to_the_same_address(front):
    answer = get(front.plain_port, "/faq/?q=back")
    assert (answer.status, answer.headers["location"]) == (301, f"https://localhost:{front.port}/faq/?q=back")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_browsers_are_told_to_stay_with_tls_also_by_an_error_page(front, tls):
    answer = get(front.port, f"/{'a' * 9000}/", tls=tls)
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000; includeSubDomains")
    assert PHONE_NUMBER in answer.text


@pytest.mark.parametrize(
    "request_", [b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"rubbish\r\n\r\n", b"\x16\x03\x01"]
)
def test_another_host_and_what_is_no_request_get_no_answer(front, request_):
    assert send(front.plain_port, request_).status == 0


def test_another_host_by_tls_gets_no_answer_either(front, tls):
    assert send(front.port, b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", tls=tls).status == 0


def test_the_worker_passes_pages_on_to_a_front_whose_certificate_it_can_check(front, certificate, monkeypatch):
    onward = PassingOn(f"https://localhost:{front.port}", ("127.0.0.1", front.port))
    onward.add(Passed(CONDITION, 200))
    onward.turn(time.monotonic() + 10)
    assert onward.problem == "SSLCertVerificationError"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    onward.turn(time.monotonic() + 10)
    kept = [file.read_bytes()[:2000] for file in (front.folder / "kept").rglob("*") if file.is_file()]
    forms = {each.split(b"KEY: ")[1].split(b"\n")[0] for each in kept if f" {CONDITION} ".encode() in each}
    assert onward.problem == ""
    assert forms == {f"https localhost {CONDITION} {wish}".encode() for wish in ("br, gzip", "gzip", "")}
