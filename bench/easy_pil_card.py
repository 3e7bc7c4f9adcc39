"""The peer's rank card: easy-pil with its own fonts, as its examples draw one. Run with the peer's Python.

Prints one line: CPU seconds a card, bytes a card.
"""

import json
import sys
import time
from io import BytesIO

from easy_pil import Canvas, Editor, Font
from PIL import Image

CARDS = int(sys.argv[1])


def card(avatar: Image.Image, number: int) -> bytes:
    """Return one card as PNG, which is what easy-pil's `image_bytes` makes."""
    poppins, small = Font.poppins(size=40), Font.poppins(size=30)
    background = Editor(Canvas((934, 282), color="#23272a"))
    background.paste(Editor(avatar).resize((190, 190)).circle_image(), (30, 46))
    background.rectangle((250, 200), width=640, height=40, fill="#484b4e", radius=20)
    background.bar((250, 200), max_width=640, height=40, percentage=number % 100, fill="#00fa81", radius=20)
    background.text((250, 60), f"Member {number}", font=poppins, color="white")
    background.text((250, 140), f"Level {number % 50}   Rank #{number % 1000}", font=small, color="white")
    background.text((880, 145), f"{number * 7} / 9000 XP", font=small, color="white", align="right")
    return background.image_bytes.getvalue()


def main() -> None:
    """Draw the cards and print what they cost."""
    avatar = Image.open(BytesIO(open(sys.argv[2], "rb").read())).convert("RGBA")  # noqa: PTH123, SIM115
    card(avatar, 0)
    before = time.process_time()
    sizes = [len(card(avatar, number)) for number in range(CARDS)]
    cpu_s = time.process_time() - before
    print(json.dumps({"cpu_s": cpu_s / CARDS, "bytes": sum(sizes) / CARDS}))


if __name__ == "__main__":
    main()
