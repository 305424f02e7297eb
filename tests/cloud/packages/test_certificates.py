import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tutorfleet.cloud.packages.certificates import SETTING, authorities
from tutorfleet.cloud.packages.errors import NotBuilt

PEM = b"-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n"


class Published(BaseHTTPRequestHandler):
    """AWS's address, on this machine."""

    body = PEM

    def do_GET(self) -> None:
        known = self.path.endswith(".pem")
        self.send_response(200 if known else 404)
        self.end_headers()
        self.wfile.write(self.body if self.path != "/page.pem" else b"<html>sign in to this network</html>")

    def log_message(self, *arguments: object) -> None:
        """Nothing: a test's output is its own."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Published) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_they_are_fetched_once_and_kept(tmp_path: Path, address: str) -> None:
    assert authorities(tmp_path, {}, f"{address}/bundle.pem") == PEM
    assert authorities(tmp_path, {}, "http://127.0.0.1:1/nobody.pem") == PEM


def test_without_a_way_to_them_the_message_says_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match=f"{SETTING}=FILE"):
        authorities(tmp_path, {}, "http://127.0.0.1:1/bundle.pem")


@pytest.mark.parametrize("path", ["absent.html", "page.pem"])
def test_what_is_not_certificates_is_not_kept(tmp_path: Path, address: str, path: str) -> None:
    with pytest.raises(NotBuilt):
        authorities(tmp_path, {}, f"{address}/{path}")
    assert not list(tmp_path.iterdir())


def test_a_file_that_the_operator_names_is_taken_instead(tmp_path: Path) -> None:
    (tmp_path / "mine.pem").write_bytes(PEM)
    assert authorities(tmp_path / "cache", {SETTING: str(tmp_path / "mine.pem")}, "http://127.0.0.1:1/") == PEM


def test_a_named_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match=r"TUTORFLEET_RDS_CA: .*No such file"):
        authorities(tmp_path, {SETTING: str(tmp_path / "absent.pem")})
