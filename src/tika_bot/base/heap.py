"""What lives as long as the process is left out of the garbage collector's rounds.

A bot that has seen its guilds holds some hundred thousand objects that never go: code, commands, guilds. The
collector would look at all of them again and again while chat makes new ones.
"""

import gc


def settle_heap() -> None:
    """Free what is garbage now, and never look at the rest again."""
    gc.collect()
    gc.freeze()
