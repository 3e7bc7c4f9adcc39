"""Recorded scenes as tests."""

from pathlib import Path

from tika_sandbox.record.replay import replay
from tika_sandbox.record.scene import read
from tika_sandbox.testing.stage import Stage


async def differences(file: Path, play: Stage) -> list[str]:
    """Play the scene in ``file`` to whichever bot is connected; return what went otherwise than written.

    Raises:
        SceneWrong: The file isn't a scene.
    """
    return await replay(read(_text(file)), play)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
