"""Pages over HTTPS: whom the system trusts is read, nobody else is."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessible.errors import SourceError
from accessible.readers import fetch_source, read
from tests.readers.site import Reply, Site, site
from tests.renderers.pictures import picture

PAGE = b"<title>The tide</title><h1>The tide</h1><p>The tide comes in twice a day.<p><img src=mast.png alt=Mast>"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that this machine made for itself, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not there, so there is no certificate")
    file = tmp_path_factory.mktemp("tls") / "own.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=here"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*made, *names, "-keyout", str(file), "-out", f"{file}.crt"], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with site({"/": Reply(PAGE), "/mast.png": Reply(picture("png"), {"Content-Type": "image/png"})}, tls=tls) as here:
        yield here


def refused(address: str) -> str:
    with pytest.raises(SourceError) as found:
        fetch_source(address, allow_local=True)
    return found.value.what


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    assert (
        refused(f"{secure.address}/") == "the server cannot show that it is who it says it is: self-signed certificate"
    )
    assert not secure.asked


def test_a_certificate_that_the_system_trusts_is_enough_for_the_page_and_its_pictures(
    secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    draft = read(fetch_source(f"{secure.address}/", allow_local=True))
    assert [picture.name for picture in draft.pictures] == ["mast.png"]
    assert draft.metadata.source == f"{secure.address}/"


def test_a_certificate_of_somebody_else_is_none(
    secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    name = secure.address.replace("127.0.0.1", "localhost")
    assert "mismatch" in refused(f"{name}/")


def test_what_speaks_no_tls_is_told_apart(secure: Site) -> None:
    with site({"/": Reply(PAGE)}) as plain:
        assert refused(plain.address.replace("http:", "https:")).startswith("no secure connection to the server")
    assert "server" in refused(secure.address.replace("https:", "http:"))
