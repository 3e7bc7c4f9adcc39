"""Tika: a bot platform for Discord communities, one process, one command."""

import sys

__version__ = "0.1.0"

if not {"structlog", "rich"} & sys.modules.keys():
    # structlog takes rich along wherever it's installed, a tenth of a start, for tracebacks that we print
    # plainly. So it finds none the first time; whoever imports rich later gets it.
    sys.modules["rich"] = None  # type: ignore[assignment] # Python's own way of saying "not there"
    import structlog  # noqa: F401 # for what it leaves in `sys.modules`

    del sys.modules["rich"]
