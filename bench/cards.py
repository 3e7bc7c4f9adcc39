"""A rank card end to end, with a cached avatar: ours against easy-pil's."""

import io
import json
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from PIL import Image

from peers import python_with
from tika_bot.drawing.portraits import portrait
from tika_bot.drawing.rank_card import RankCard, paint

HERE = Path(__file__).parent
CARDS, ROUNDS, SIDE = 200, 5, 256


def grain(chance: random.Random, sizes: tuple[tuple[int, float], ...]) -> Image.Image:
    """Return a grey picture of soft spots: for each of ``sizes`` so many in a row, so strong."""
    picture = Image.new("L", (SIDE, SIDE), 128)
    for spots, strength in sizes:
        cells = Image.frombytes("L", (spots, spots), chance.randbytes(spots * spots))
        picture = Image.blend(picture, cells.resize((SIDE, SIDE), Image.Resampling.BICUBIC), strength)
    return picture


def face() -> bytes:
    """Return an avatar like a photograph, as PNG: light in spots of all sizes, colours in large ones only."""
    chance = random.Random(7)
    light = grain(
        chance, ((3, 0.7), (5, 0.5), (9, 0.4), (17, 0.3), (33, 0.2), (65, 0.13), (129, 0.08), (256, 0.04))
    )
    colours = [grain(chance, ((3, 0.3), (6, 0.2), (12, 0.1))) for _ in range(2)]
    file = io.BytesIO()
    Image.merge("YCbCr", (light, *colours)).convert("RGB").save(file, "PNG")
    return file.getvalue()


def our_cards(avatar: bytes) -> tuple[float, float]:
    """Return CPU seconds and bytes a card."""
    kept = portrait(avatar)

    def card(number: int) -> bytes:
        figures = {"progress": f"{number * 7} / 9000 XP", "remaining": f"{9000 - number * 7} XP to go"}
        return paint(
            RankCard(
                f"Member {number}",
                str(number % 50),
                "LEVEL",
                f"#{number % 1000}",
                "RANK",
                share=number % 100 / 100,
                portrait=kept,
                **figures,
            )
        )

    card(0)
    before = time.process_time()
    sizes = [len(card(number)) for number in range(CARDS)]
    return (time.process_time() - before) / CARDS, sum(sizes) / CARDS


def their_cards(python: Path, avatar: bytes) -> tuple[float, float]:
    """Return the peer's CPU seconds and bytes a card."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        file.write(avatar)
        file.flush()
        command = [python, HERE / "easy_pil_card.py", str(CARDS), file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found["cpu_s"], found["bytes"]


def measure() -> list[dict[str, object]]:
    """Return the rows of this bench."""
    python, avatar = python_with("easy-pil", "easy-pil"), face()
    turns = [(our_cards(avatar), their_cards(python, avatar)) for _ in range(ROUNDS)]
    rows: list[dict[str, object]] = []
    for index, (what, unit, scale) in enumerate((("CPU", "ms", 1000), ("bytes", "B", 1))):
        ours = statistics.median(mine[index] for mine, _ in turns) * scale
        peer = statistics.median(theirs[index] for _, theirs in turns) * scale
        rows.append(
            {
                "goal": f"4: rank card, {what} against easy-pil",
                "ours": round(ours, 2),
                "peer": round(peer, 2),
                "unit": unit,
                "ratio": round(ours / peer, 3),
                "bar": 0.25,
                "holds": ours / peer <= 0.25,
            }
        )
    return rows


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
