"""A server with a certificate of its own: https and wss, from its files, without a restart (A22; S002-145)."""

import contextlib
import logging
import re
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from websockets.sync.client import connect

from crdt_server.doctor.certificate import check_certificate
from crdt_server.doctor.finding import State
from crdt_server.greeting import greeting
from crdt_server.settings import Settings
from crdt_server.tls.certificate import DAY, Certificate
from crdt_server.tls.contexts import Contexts, context_of, context_without_check
from crdt_server.tls.pair import Files, TlsUnusable, files_of, read_certificate
from tests.certificates import HERE, Made, key_pem
from tests.running import Server, run

NOW = 1_798_000_000_000
STEP1 = b"\x00\x00\x01\x00"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path, *HERE, "stage.example")


def files(made: Made) -> Files:
    return Files(made.certificate, made.key)


# ── the whole server ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_A22_everything_is_said_over_tls_and_a_renewed_certificate_needs_no_restart(
    tmp_path: Path, made: Made
) -> None:
    """From the greeting over cookies to the command line; plain http is not answered."""
    with Server(tmp_path / "data", *made.options, is_open=False) as server:
        assert re.fullmatch(r"https://127\.0\.0\.1:\d+", server.address)
        assert server.process.stdout is not None
        told = server.process.stdout.readline()
        code = told.partition("#")[2].strip()
        assert f"Set it up at {server.address}/setup#{code}" in told
        with httpx.Client(base_url=server.address, verify=made.trust()) as browser:
            done = set_up(browser, code)
            assert "; Secure" in done.headers["set-cookie"]
            assert browser.get("/api/me").json()["visitor"]["name"] == "Ana"
            figures = browser.get("/metrics").text
            ends_at = read_certificate(files(made)).ends_at // 1000
            assert re.search(rf"^callboard_certificate_end_time_seconds {ends_at}\b", figures, re.M)
            named = browser.get("/healthz", headers={"host": "stage.example"})
            assert named.status_code == 200 and "max-age" in named.headers[HSTS]
        port = server.address.rpartition(":")[2]
        looked = run("doctor", "--data", str(tmp_path / "data"), "--port", port, *made.options)
        assert f"runs at {server.address}, with this data" in looked.stdout, looked.stdout
        assert "The certificate is for localhost, stage.example and 127.0.0.1" in looked.stdout
        listed = run("document", "list", "--data", str(tmp_path / "data"))
        assert listed.stdout.startswith("There are no documents"), listed.stderr
        assert no_plain_http(server)
        first = made.trust()
        made.renew(*HERE)
        with httpx.Client(verify=made.trust()) as browser:
            assert browser.get(server.address + "/healthz").status_code == 200
        with pytest.raises(httpx.ConnectError), httpx.Client(verify=first) as browser:
            browser.get(server.address + "/healthz")
        errors = server.stop()
    assert server.process.returncode == 0
    assert "A renewed certificate is in use" in errors and "Traceback" not in errors


HSTS = "strict-transport-security"


def set_up(browser: httpx.Client, code: str) -> httpx.Response:
    body = {"code": code, "server": "Venue", "name": "Ana", "email": "a@example.org"}
    done = browser.post("/api/setup", json={**body, "password": "a horse on the fly floor"})
    assert done.status_code == 200, done.text
    return done


def no_plain_http(server: Server) -> bool:
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(server.address.replace("https", "http") + "/healthz")
    return True


def test_A22_sockets_are_wss_and_an_expired_certificate_is_warned_of(tmp_path: Path) -> None:
    old = datetime.now(UTC) - timedelta(days=100)
    made = Made(tmp_path, *HERE, begins=old)
    made.key.chmod(0o644)
    trusting = context_without_check()
    with Server(tmp_path / "data", *made.options) as server:
        assert server.sockets.startswith("wss://")
        with connect(server.sockets + "/x", ssl=trusting) as socket:
            socket.send(STEP1)
            assert socket.recv(timeout=10) == STEP1
        errors = server.stop()
    assert "The certificate ended on" in errors and "chmod 600" in errors


def test_A22_a_server_that_cannot_speak_https_does_not_start(tmp_path: Path) -> None:
    data, nowhere = tmp_path / "data", ("--tls-certificate", "/nowhere.pem")
    done = run("serve", "--data", str(data), "--port", "0", *nowhere)
    assert done.returncode == 1
    assert "/nowhere.pem cannot be read" in done.stderr and "Traceback" not in done.stderr
    assert not data.exists()
    with pytest.raises(TlsUnusable, match="needs 'tls_certificate'"):
        files_of("", "/nowhere.pem")


# ── the files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def break_certificate(made: Made) -> None:
    made.certificate.write_text(
        "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n"
    )


def lock_key(made: Made) -> None:
    key = generate_private_key(SECP256R1())
    locked = BestAvailableEncryption(b"opening night")
    made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))


def other_key(made: Made) -> None:
    made.key.write_bytes(key_pem(generate_private_key(SECP256R1())))


def turn_round(made: Made) -> None:
    """Put another certificate before the server's own."""
    own = made.certificate.read_bytes()
    other = Made(made.certificate.parent / "..", "authority.example").certificate.read_bytes()
    made.certificate.write_bytes(other + own)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda made: made.certificate.unlink(), "cannot be read: No such file"),
        (lambda made: made.key.unlink(), "key.pem cannot be read"),
        (lambda made: made.certificate.write_bytes(b"\xff\x00"), "There is no certificate in"),
        (break_certificate, "There is no certificate in"),
        (lambda made: made.key.write_text("nothing"), "There is no key in"),
        (lambda made: made.key.write_bytes(made.certificate.read_bytes()), "'tls_key'"),
        (lock_key, "locked with a passphrase"),
        (other_key, "is not the key of the certificate"),
        (turn_round, "has to be the first"),
    ],
)
def test_A22_files_that_are_not_usable_are_told_in_a_sentence(
    tmp_path: Path, spoil: object, words: str
) -> None:
    folder = tmp_path / "tls"
    folder.mkdir()
    made = Made(folder, *HERE)
    spoil(made)  # type: ignore[operator]
    with pytest.raises(TlsUnusable) as error:
        read_certificate(files(made))
    assert words in str(error.value)
    assert "opening night" not in str(error.value)


def test_A22_what_openssl_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A key of 1024 bits was good enough once."""
    made = Made(tmp_path, *HERE, key=rsa_key(public_exponent=65537, key_size=1024))
    read_certificate(files(made))
    with pytest.raises(TlsUnusable, match="OpenSSL does not take"):
        context_of(files(made))


def test_A22_certificate_and_key_may_be_in_one_file(made: Made) -> None:
    made.certificate.write_bytes(made.key.read_bytes() + made.certificate.read_bytes())
    both = files_of(str(made.certificate), "")
    assert both == Files(made.certificate, made.certificate)
    assert read_certificate(both).names == ("localhost", "stage.example", "127.0.0.1")
    context_of(both)


# ── reading them again ───────────────────────────────────────────────────────────────────────────────────────────────


def shaken(contexts: Contexts, client: ssl.SSLContext | None = None) -> ssl.SSLObject:
    """Shake hands; give the connection as the other end has it."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    theirs = (client or context_without_check()).wrap_bio(to_client, to_server)
    ours = contexts.listening.wrap_bio(to_server, to_client, server_side=True)
    for end in (theirs, ours) * 3:
        with contextlib.suppress(ssl.SSLWantReadError):
            end.do_handshake()
    return theirs


def shown_by(contexts: Contexts) -> bytes:
    """Give the certificate that somebody sees who comes now."""
    shown = shaken(contexts).getpeercert(binary_form=True)
    assert shown is not None
    return shown


def test_A22_tls_is_1_2_at_least(made: Made) -> None:
    contexts, old = Contexts(files(made), lambda: NOW), context_without_check()
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    assert shaken(contexts, old).version() == "TLSv1.2"
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError, match="unsupported protocol"):
        shaken(contexts, old)


def test_A22_half_a_renewal_is_met_by_nobody(made: Made, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "callboard")
    contexts = Contexts(files(made), lambda: NOW)
    first, certificate, key = (
        shown_by(contexts),
        made.certificate.read_bytes(),
        made.key.read_bytes(),
    )
    assert caplog.messages == []
    made.renew(*HERE)
    renewed = made.key.read_bytes()
    made.key.write_bytes(key)
    assert shown_by(contexts) == first
    assert shown_by(contexts) == first
    (warning,) = caplog.messages
    assert "The certificate from before stays in use" in warning
    made.key.write_bytes(renewed)
    second = shown_by(contexts)
    assert second != first
    assert "A renewed certificate is in use" in caplog.messages[-1]
    made.certificate.unlink()
    assert shown_by(contexts) == second
    made.certificate.write_bytes(certificate)
    made.key.write_bytes(key)
    assert shown_by(contexts) == first


def test_A22_that_a_certificate_ends_is_in_the_log_once_a_day(
    made: Made, caplog: pytest.LogCaptureFixture
) -> None:
    ends = read_certificate(files(made)).ends_at
    now = [ends - 60 * DAY]
    contexts = Contexts(files(made), lambda: now[0])
    for passed in range(60 * 24):
        now[0] += DAY // 24
        shown_by(contexts) if passed % 12 == 0 else None
    assert 8 <= len([line for line in caplog.messages if "ends on" in line]) <= 10
    now[0] = ends + 1 + DAY
    shown_by(contexts)
    assert "ended on" in caplog.messages[-1]


# ── what is in a certificate ─────────────────────────────────────────────────────────────────────────────────────────

LASTING = Certificate(("stage.example", "*.crew.example", "192.168.1.20", "::1"), 0, 90 * DAY)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("stage.example", True),
        ("STAGE.example.", True),
        ("a.stage.example", False),
        ("band.crew.example", True),
        ("a.band.crew.example", False),
        ("crew.example", False),
        ("192.168.1.20", True),
        ("192.168.1.21", False),
        ("[0:0::1]", True),
        ("", False),
    ],
)
def test_A22_a_certificate_is_for_the_names_in_it(host: str, expected: bool) -> None:
    assert LASTING.is_for(host) is expected


@pytest.mark.parametrize(
    ("certificate", "now", "words"),
    [
        (LASTING, 0, []),
        (LASTING, 80 * DAY, []),
        (LASTING, 82 * DAY, ["ends on 1970-04-01"]),
        (LASTING, 90 * DAY, ["ended on 1970-04-01"]),
        (LASTING, -1, ["counts from 1970-01-01 on only"]),
        (Certificate((), 0, 90 * DAY), 0, ["no subjectAltName"]),
        (Certificate(("a.example",), 0, 6 * DAY), 5 * DAY, []),
        (Certificate(("a.example",), 0, 1000 * DAY), 985 * DAY, []),
        (Certificate(("a.example",), 0, 1000 * DAY), 987 * DAY, ["ends on"]),
    ],
)
def test_A22_a_certificate_that_browsers_will_not_like_is_noticed(
    certificate: Certificate, now: int, words: list[str]
) -> None:
    found = [trouble for trouble, _ in certificate.troubles(now)]
    assert len(found) == len(words)
    assert all(word in trouble for word, trouble in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("host", "names", "first", "last"),
    [
        ("0.0.0.0", ("10.0.0.5",), "https://10.0.0.5:3001", "https://10.0.0.5:3001"),
        ("0.0.0.0", ("localhost",), "https://localhost:3001", "https://10.0.0.5:3001"),
        ("0.0.0.0", ("a.example",), "https://a.example:3001", "https://a.example:3001"),
        ("0.0.0.0", ("*.example",), "https://127.0.0.1:3001", "https://10.0.0.5:3001"),
        ("0.0.0.0", ("127.0.0.1", "a.example"), "https://127.0.0.1:3001", "https://a.example:3001"),
    ],
)
def test_A22_addresses_are_printed_at_which_no_browser_complains(
    host: str, names: tuple[str, ...], first: str, last: str
) -> None:
    settings = Settings(host=host, open=True)
    certificate = Certificate(names, 0, DAY)
    said = list(greeting(settings, host, 3001, ["10.0.0.5"], "", certificate))
    assert said[0] == f"Callboard is at {first}"
    assert f"who opens {last} may" in said[-1]


# ── the doctor ───────────────────────────────────────────────────────────────────────────────────────────────────────


def examined(made: Made, **settings: str) -> Iterator[tuple[State, str]]:
    said = Settings(tls_certificate=str(made.certificate), tls_key=str(made.key), **settings)  # type: ignore[arg-type]
    now = read_certificate(files(made)).begins_at if made.key.exists() else 0
    for finding in check_certificate(said, now, ["10.0.0.5"]):
        assert finding.advice or finding.state is State.OK
        yield finding.state, finding.found


def test_M6_the_doctor_looks_at_the_certificate(tmp_path: Path, made: Made) -> None:
    assert list(check_certificate(Settings(), NOW)) == []
    ((state, found),) = examined(made)
    assert state is State.OK and "is for localhost, stage.example and 127.0.0.1" in found
    ((state, found),) = examined(made, host="0.0.0.0")
    assert state is State.OK and "Browsers that ask for 10.0.0.5 instead warn" in found
    made.renew(*HERE)
    ((state, found),) = examined(made, host="0.0.0.0")
    assert state is State.WARNING and "no other machine finds this one so" in found
    made.renew()
    ((state, found),) = examined(made)
    assert state is State.WARNING and "no subjectAltName" in found
    made.renew("10.0.0.5")
    made.key.chmod(0o604)
    (state, found), _ = examined(made, host="0.0.0.0")
    assert state is State.WARNING and "Every user of this machine can read the key" in found
    made.key.unlink()
    ((state, found),) = examined(made)
    assert state is State.BROKEN and "cannot be read" in found
