"""A client unpacks what the gateway packs, message by message, in all three ways."""

import zlib
from collections.abc import Callable

import pytest
import zstandard

from tika_sandbox.wire.gateway.compression import packer

MESSAGES = [b'{"op":10}', b'{"op":0,"d":"%s"}' % (b"tea" * 5_000), b'{"op":11}']


def unzlib() -> Callable[[bytes], bytes]:
    return zlib.decompressobj().decompress


def unzstd() -> Callable[[bytes], bytes]:
    return zstandard.ZstdDecompressor().decompressobj().decompress


@pytest.mark.parametrize(("kind", "unpacker"), [("zlib-stream", unzlib), ("zstd-stream", unzstd)])
def test_each_frame_holds_one_whole_message(
    kind: str, unpacker: Callable[[], Callable[[bytes], bytes]]
) -> None:
    pack, unpack = packer(kind), unpacker()
    assert pack is not None

    assert [unpack(pack(message)) for message in MESSAGES] == MESSAGES


def test_zlib_frames_end_the_way_clients_look_for() -> None:
    pack = packer("zlib-stream")
    assert pack is not None

    assert all(pack(message).endswith(b"\x00\x00\xff\xff") for message in MESSAGES)


def test_one_stream_lasts_as_long_as_the_socket() -> None:
    pack = packer("zstd-stream")
    assert pack is not None

    first, again = pack(MESSAGES[1]), pack(MESSAGES[1])

    assert len(again) < len(first)


@pytest.mark.parametrize("kind", [None, ""])
def test_without_compression_nothing_is_packed(kind: str | None) -> None:
    assert packer(kind) is None


def test_an_unknown_compression_is_refused() -> None:
    with pytest.raises(KeyError):
        packer("brotli")
