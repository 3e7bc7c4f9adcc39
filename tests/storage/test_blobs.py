"""A member's picture is stored once, complete or not at all, and a damaged one is noticed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tika_bot.storage.blobs import BlobDamaged, BlobId, Blobs


async def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")

    first, again, other = await blobs.put(b"cat"), await blobs.put(b"cat"), await blobs.put(b"dog")

    assert first == again != other
    assert await blobs.names() == {first, other}
    assert await blobs.get(first) == b"cat"


async def test_everybody_has_a_folder_of_their_own(tmp_path: Path) -> None:
    cats, dogs = Blobs(tmp_path).of("cats"), Blobs(tmp_path).of("dogs")
    blob = await cats.put(b"pet")
    await dogs.put(b"pet")

    await dogs.drop(blob)

    assert await cats.get(blob) == b"pet"
    assert await dogs.names() == set()


async def test_what_is_old_and_not_needed_is_swept(tmp_path: Path) -> None:
    blobs, now = Blobs(tmp_path), datetime.now(UTC)
    cat, dog, fox, hen = [await blobs.put(name) for name in (b"cat", b"dog", b"fox", b"hen")]
    half = blobs.path(cat).with_name(".new-1234")
    half.write_bytes(b"half")
    for path in (*map(blobs.path, (cat, dog, fox)), half):
        os.utime(path, (0, 0))
    await blobs.put(b"fox")

    assert await blobs.sweep({dog}, now - timedelta(minutes=1)) == 2

    assert await blobs.names() == {dog, fox, hen}
    assert not half.exists()
    assert await blobs.sweep({dog}, now - timedelta(minutes=1)) == 0


async def test_a_dropped_blob_is_gone(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blob = await blobs.put(b"cat")

    assert await blobs.drop(blob)
    assert not await blobs.drop(blob)
    assert await blobs.get(blob) is None


async def test_damage_is_noticed(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blob = await blobs.put(b"cat")
    blobs.path(blob).write_bytes(b"car")

    with pytest.raises(BlobDamaged):
        await blobs.get(blob)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, f"{'a' * 64}\n"])
async def test_only_names_of_blobs_become_paths(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a blob's name"):
        Blobs(tmp_path).path(BlobId(name))


async def test_an_unfinished_file_is_no_blob(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / ".new-1234").write_bytes(b"half")

    assert await blobs.names() == set()
