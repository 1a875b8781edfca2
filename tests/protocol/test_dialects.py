"""Both dialects against the frozen frames of tests/vectors/wire.json (W1, W5, W7, W8)."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt_server.protocol import hocuspocus, y_websocket
from crdt_server.protocol.dialect import Dialect, dialect_of
from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.lib0 import var_string
from crdt_server.protocol.messages import (
    Awareness,
    Denied,
    Ping,
    Pong,
    QueryAwareness,
    Stateless,
    Step1,
    Step2,
    Unknown,
    Update,
)
from tests.protocol.vectors import WIRE, message


def named(vectors: list[dict[str, Any]], **wanted: str) -> list[Any]:
    """Test parameters out of vectors that have these values."""
    chosen = [v for v in vectors if all(v.get(k) == value for k, value in wanted.items())]
    assert chosen
    return [pytest.param(v, id=v["name"]) for v in chosen]


@pytest.mark.parametrize("vector", named(WIRE["hocuspocus"], **{"from": "client"}))
def test_W1_hocuspocus_frames_are_understood(vector: dict[str, Any]) -> None:
    heard = hocuspocus.decode(bytes.fromhex(vector["frame"]))
    assert heard == (vector["key"], message(vector["says"]))


@pytest.mark.parametrize("vector", named(WIRE["hocuspocus"], **{"from": "server"}))
def test_W8_hocuspocus_frames_are_written(vector: dict[str, Any]) -> None:
    frame = hocuspocus.encode(vector["key"], message(vector["says"]))
    assert frame is not None
    assert frame.hex() == vector["frame"]


@pytest.mark.parametrize("vector", named(WIRE["y_websocket"], **{"from": "client"}))
def test_W1_y_websocket_frames_are_understood(vector: dict[str, Any]) -> None:
    assert y_websocket.decode(bytes.fromhex(vector["frame"])) == message(vector["says"])
    assert y_websocket.decode_all(bytes.fromhex(vector["frame"])) == [message(vector["says"])]


@pytest.mark.parametrize("vector", named(WIRE["y_websocket"], **{"from": "server"}))
def test_W8_y_websocket_frames_are_written(vector: dict[str, Any]) -> None:
    frame = y_websocket.encode(message(vector["says"]))
    assert frame is not None
    assert frame.hex() == vector["frame"]


@pytest.mark.parametrize("says", WIRE["unspoken"]["y_websocket"], ids=str)
def test_what_y_websocket_has_no_words_for_is_not_written(says: dict[str, Any]) -> None:
    assert y_websocket.encode(message(says)) is None


@pytest.mark.parametrize("vector", named(WIRE["malformed"]["hocuspocus"]))
def test_W5_broken_hocuspocus_frames_are_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(Malformed, match=re.escape(vector["because"])):
        hocuspocus.decode(bytes.fromhex(vector["frame"]))


@pytest.mark.parametrize("vector", named(WIRE["malformed"]["y_websocket"]))
def test_W5_broken_y_websocket_frames_are_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(Malformed, match=re.escape(vector["because"])):
        y_websocket.decode_all(bytes.fromhex(vector["frame"]))


class TestSeveralMessagesInOneFrame:
    def test_are_all_heard_by_decode_all(self) -> None:
        frame = bytes.fromhex("00000100" + "0106010100027b7d" + "03")
        presence = Awareness(bytes.fromhex("010100027b7d"))
        assert y_websocket.decode_all(frame) == [Step1(b"\0"), presence, QueryAwareness()]

    def test_are_too_many_for_decode(self) -> None:
        with pytest.raises(Malformed, match="1 bytes too many"):
            y_websocket.decode(bytes.fromhex("0000010003"))

    def test_are_counted(self) -> None:
        assert len(y_websocket.decode_all(b"\3" * y_websocket.MAX_MESSAGES)) == 64
        with pytest.raises(TooLarge, match="more than 64 messages"):
            y_websocket.decode_all(b"\3" * 1_000_000)

    def test_end_with_one_that_is_not_known(self) -> None:
        assert y_websocket.decode_all(b"\3\7\3\3") == [QueryAwareness(), Unknown(7)]


class TestKeys:
    def test_a_key_without_session_is_the_name(self) -> None:
        assert hocuspocus.document_of("shows/d1") == "shows/d1"

    def test_a_session_is_no_part_of_the_name(self) -> None:
        assert hocuspocus.document_of("d1\0abc\0def") == "d1"

    def test_a_name_may_have_512_bytes(self) -> None:
        assert hocuspocus.decode(var_string("é" * 256) + b"\3")[1] == QueryAwareness()
        with pytest.raises(TooLarge, match="at most 512 bytes"):
            hocuspocus.decode(var_string("é" * 256 + "x") + b"\3")

    def test_a_session_may_have_128_bytes(self) -> None:
        assert hocuspocus.document_of("d1\0" + "x" * 128) == "d1"
        with pytest.raises(TooLarge, match="at most 128 bytes"):
            hocuspocus.document_of("d1\0" + "x" * 129)

    def test_a_frame_is_its_prefix_and_its_body(self) -> None:
        body = hocuspocus.body(Update(b"\0\0"))
        assert body is not None
        whole = hocuspocus.encode("d1\0s", Update(b"\0\0"))
        assert hocuspocus.prefix("d1\0s") + body == whole

    @pytest.mark.parametrize("alone", [Ping(), Pong()])
    def test_ping_and_pong_have_no_body(self, alone: Ping | Pong) -> None:
        assert hocuspocus.body(alone) is None


SPOKEN_BY_BOTH_SIDES = st.one_of(
    st.builds(Step1, st.binary()),
    st.builds(Step2, st.binary()),
    st.builds(Update, st.binary()),
    st.builds(Awareness, st.binary()),
    st.builds(QueryAwareness),
)
NAMES = st.text(min_size=1, max_size=100).filter(lambda name: name.partition("\0")[0].strip())


@given(SPOKEN_BY_BOTH_SIDES)
def test_y_websocket_reads_what_it_writes(said: Any) -> None:
    frame = y_websocket.encode(said)
    assert frame is not None
    assert y_websocket.decode(frame) == said


@given(NAMES, st.one_of(SPOKEN_BY_BOTH_SIDES, st.builds(Stateless, st.text())))
def test_hocuspocus_reads_what_it_writes(key: str, said: Any) -> None:
    frame = hocuspocus.encode(key, said)
    assert frame is not None
    assert hocuspocus.decode(frame) == (key, said)


FRAMES = [bytes.fromhex(v["frame"]) for kind in ("hocuspocus", "y_websocket") for v in WIRE[kind]]


@given(
    st.one_of(st.binary(max_size=60), st.sampled_from(FRAMES)),
    st.integers(0, 60),
    st.binary(max_size=3),
)
def test_W5_only_malformed_comes_out_of_damaged_frames(frame: bytes, at: int, put: bytes) -> None:
    damaged = frame[:at] + put + frame[at + len(put) :]
    for decode in (hocuspocus.decode, y_websocket.decode, y_websocket.decode_all, dialect_of):
        try:
            decode(damaged)
        except Malformed as error:
            assert str(error)


class TestDialect:
    @pytest.mark.parametrize("path_name", [None, "d1", "elsewhere"])
    @pytest.mark.parametrize("vector", named(WIRE["hocuspocus"], **{"from": "client"}))
    def test_W1_hocuspocus_is_told_by_its_first_frame(
        self, vector: dict[str, Any], path_name: str | None
    ) -> None:
        assert dialect_of(bytes.fromhex(vector["frame"]), path_name) == Dialect.HOCUSPOCUS

    @pytest.mark.parametrize("length", [1, 2, 3])
    def test_W1_so_are_names_as_short_as_y_websocket_types(self, length: int) -> None:
        name = "show"[:length]
        for body in ("000100", "0200017405342e382e30", "0106010100027b7d", "03", "07"):
            frame = var_string(name) + bytes.fromhex(body)
            for path_name in (None, name, "elsewhere"):
                assert dialect_of(frame, path_name) == Dialect.HOCUSPOCUS

    @pytest.mark.parametrize(
        "frame", ["00000100", "0001020000", "0106010100027b7d", "03", "0300000100", "0301" + "0100"]
    )
    def test_W1_y_websocket_is_told_by_its_first_frame(self, frame: str) -> None:
        assert dialect_of(bytes.fromhex(frame), "d1") == Dialect.Y_WEBSOCKET

    def test_a_sync_message_is_y_websocket_on_any_path(self) -> None:
        assert dialect_of(bytes.fromhex("00000100")) == Dialect.Y_WEBSOCKET

    def test_what_both_can_read_goes_by_the_name_in_the_path(self) -> None:
        state = b'"' + b"x" * 27 + b'"'
        frame = bytes.fromhex("0121011f011d") + state
        # To Hocuspocus: "!", presence of 31 bytes. To y-websocket: presence of 33 bytes, client 31.
        assert hocuspocus.decode(frame) == ("!", Awareness(frame[4:]))
        assert y_websocket.decode(frame) == Awareness(frame[2:])
        assert dialect_of(frame, "!") == Dialect.HOCUSPOCUS
        assert dialect_of(frame, "d1") == Dialect.Y_WEBSOCKET
        assert dialect_of(frame) == Dialect.HOCUSPOCUS

    def test_what_nobody_can_read_is_hocuspocus(self) -> None:
        assert dialect_of(bytes.fromhex("01ff"), "d1") == Dialect.HOCUSPOCUS

    def test_an_empty_frame_is_refused(self) -> None:
        with pytest.raises(Malformed, match="empty"):
            dialect_of(b"", "d1")


def test_a_refusal_reaches_clients_of_both_dialects() -> None:
    assert y_websocket.encode(Denied("later")) is not None
    assert hocuspocus.encode("d1", Denied("later")) is not None
