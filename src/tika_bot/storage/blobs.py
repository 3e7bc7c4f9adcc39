"""Files that members and plugins store, named by what is in them.

The same bytes are kept once. A file appears under its name complete or not at all: it's written beside,
flushed to the disk and then renamed.
"""

import asyncio
import hashlib
import os
import re
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NewType

from tika_bot.base.errors import Broken

BlobId = NewType("BlobId", str)
"""64 hex digits, the SHA-256 of the bytes."""


class BlobDamaged(Broken):
    """A file doesn't hold what its name promises."""


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of files by content. Who refers to a blob, and may read it, is kept in tables."""

    folder: Path

    def of(self, owner: str) -> "Blobs":
        """Return the folder of ``owner`` alone, who may sweep it without asking others what they need."""
        return Blobs(self.folder / owner)

    async def put(self, content: bytes) -> BlobId:
        """Store ``content`` durably and return its name."""
        return await asyncio.to_thread(self._put, content)

    async def get(self, blob: BlobId) -> bytes | None:
        """Return the bytes of ``blob``; None if there is no such file.

        Raises:
            BlobDamaged: If the bytes aren't those that were stored.
        """
        return await asyncio.to_thread(self._get, blob)

    async def drop(self, blob: BlobId) -> bool:
        """Delete ``blob``; return whether it was there."""
        return await asyncio.to_thread(self._drop, blob)

    async def sweep(self, needed: Collection[str], before: datetime) -> int:
        """Delete all but the ``needed``, unless it was stored since ``before``; return how many files went.

        What a crash left half written goes, too. Whoever stores first and then notes who needs it, or asks
        first who needs what and then sweeps, loses nothing.
        """
        return await asyncio.to_thread(self._sweep, needed, before)

    async def names(self) -> set[BlobId]:
        """Return the names of all that is stored."""
        return await asyncio.to_thread(self._names)

    def path(self, blob: BlobId) -> Path:
        """Return where ``blob`` lies, or would lie.

        Raises:
            ValueError: If ``blob`` isn't 64 hex digits.
        """
        if not re.fullmatch(r"[0-9a-f]{64}", blob):
            raise ValueError(f"not a blob's name: {blob!r}")
        return self.folder / blob[:2] / blob

    def _put(self, content: bytes) -> BlobId:
        blob = BlobId(hashlib.sha256(content).hexdigest())
        path = self.path(blob)
        if path.exists():
            path.touch()
            return blob
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        sync_folder(path.parent)
        return blob

    def _get(self, blob: BlobId) -> bytes | None:
        try:
            content = self.path(blob).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() != blob:
            raise BlobDamaged(blob=blob)
        return content

    def _drop(self, blob: BlobId) -> bool:
        try:
            self.path(blob).unlink()
        except FileNotFoundError:
            return False
        return True

    def _sweep(self, needed: Collection[str], before: datetime) -> int:
        swept = 0
        for path in self.folder.glob("??/*"):
            try:
                if path.name not in needed and path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    swept += 1
            except FileNotFoundError:
                continue  # somebody else was quicker
        return swept

    def _names(self) -> set[BlobId]:
        return {BlobId(path.name) for path in self.folder.glob("??/*") if not path.name.startswith(".")}


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
