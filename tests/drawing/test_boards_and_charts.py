"""Somebody looks at a board or at a server's days as a picture."""

import io

import pytest
from PIL import Image

from tika_bot.drawing import board, chart
from tika_bot.drawing.styles import STYLES

NAMES = ("Alice", "محمد", "李雷", "Þórr", "👩‍🚀", "W" * 32, "", "\u202eevil", "ليلى", "春香")


def opened(painted: bytes) -> Image.Image:
    return Image.open(io.BytesIO(painted)).convert("RGB")


def unlike(one: object, other: object) -> int:
    """Return by how much two pixels differ at most, 0…255."""
    assert isinstance(one, tuple) and isinstance(other, tuple)
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def lines(shares: list[float]) -> list[board.BoardLine]:
    return [
        board.BoardLine(f"#{number}", NAMES[number % 10], "1,234 XP", share)
        for number, share in enumerate(shares)
    ]


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("count", [1, 10])
def test_a_board_is_as_high_as_its_lines(style: str, count: int) -> None:
    image = opened(board.paint("Leaderboard", lines([1.0] * count), style))

    assert image.size == (board.WIDTH_PX, board.HEAD_PX + count * board.LINE_PX + board.FOOT_PX)


def test_a_longer_bar_is_more() -> None:
    row = board.HEAD_PX + 54
    full, half, none = (opened(board.paint("B", lines([share]))) for share in (1.0, 0.5, 0.0))

    def bar(image: Image.Image) -> int:
        return sum(
            max(abs(a - b) for a, b in zip(image.getpixel((x, row)), none.getpixel((x, row)), strict=True))
            > 40
            for x in range(board.NAME_LEFT, board.RIGHT)
        )

    assert bar(full) > board.RIGHT - board.NAME_LEFT - 20
    assert abs(bar(half) - bar(full) / 2) < 20


def a_chart(bars: list[int], line: list[int]) -> Image.Image:
    days = [f"Nov {day}" for day in range(1, len(bars) + 1)]
    told = chart.Chart("Days", bars, "XP per day", line, "Active members", days, "9", "at most 9")
    return opened(chart.paint(told))


def test_the_highest_bar_reaches_the_top_and_nothing_is_nothing() -> None:
    primary = tuple(int(STYLES["midnight"].primary[at : at + 2], 16) for at in (1, 3, 5))
    image = a_chart([0, 100, 50], [0, 0, 0])

    def height(number: int) -> int:
        x = round(chart.LEFT + (chart.RIGHT - chart.LEFT) / 3 * (number + 0.3))
        return sum(unlike(image.getpixel((x, y)), primary) < 30 for y in range(chart.TOP, chart.BOTTOM))

    assert height(0) == 0
    assert height(1) == pytest.approx(chart.BOTTOM - chart.TOP, abs=12)
    assert height(2) == pytest.approx((chart.BOTTOM - chart.TOP) / 2, abs=12)


@pytest.mark.parametrize("days", [2, 30, 90])
def test_quiet_days_and_many_days_can_be_drawn(days: int) -> None:
    assert a_chart([0] * days, [0] * days).size == (chart.WIDTH_PX, chart.HEIGHT_PX)
