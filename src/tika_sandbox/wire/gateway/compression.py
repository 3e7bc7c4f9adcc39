"""The three ways a gateway socket may be packed.

A compressed gateway connection is *one* stream cut into websocket messages: the window of the compressor
lives as long as the socket, so the hundredth message costs a few bytes. Each message ends with a flush, and
what the flush produced is one binary frame. The contexts can't be shared between sockets.
"""

import zlib
from collections.abc import Callable
from typing import Final, TypeAlias

import zstandard

Pack: TypeAlias = Callable[[bytes], bytes]
"""Turns one JSON message into the bytes of one binary frame."""

LEVEL: Final = 3
"""Fast rather than small: loopback is never the bottleneck."""


def packer(kind: str | None) -> Pack | None:
    """Return a new stream for ``kind`` as the query says it; None means plain text frames.

    Raises:
        KeyError: Discord knows no such compression.
    """
    return _STREAMS[kind]()


def _zlib() -> Pack:
    stream = zlib.compressobj(LEVEL)

    def pack(message: bytes) -> bytes:
        return stream.compress(message) + stream.flush(zlib.Z_SYNC_FLUSH)

    return pack


def _zstd() -> Pack:
    stream = zstandard.ZstdCompressor(level=LEVEL).compressobj()

    def pack(message: bytes) -> bytes:
        return stream.compress(message) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    return pack


_STREAMS: Final[dict[str | None, Callable[[], Pack | None]]] = {
    None: lambda: None,
    "": lambda: None,
    "zlib-stream": _zlib,
    "zstd-stream": _zstd,
}
