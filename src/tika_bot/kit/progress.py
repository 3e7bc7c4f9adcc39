"""Progress as text, for places where no picture can go."""


def track(done: float, total: float, *, width: int = 10) -> str:
    """Return ``▰▰▰▱▱▱▱▱▱▱``; a ``total`` of zero is full, since nothing is missing."""
    full = int(_share(done, total) * width)
    return f"{'▰' * full}{'▱' * (width - full)}"


def bar(done: float, total: float, *, width: int = 10) -> str:
    """Return ``▰▰▰▱▱▱▱▱▱▱ 30 %``; a ``total`` of zero is full, since nothing is missing."""
    return f"{track(done, total, width=width)} {int(_share(done, total) * 100)} %"


def _share(done: float, total: float) -> float:
    return min(max(done / total, 0.0), 1.0) if total > 0 else 1.0
