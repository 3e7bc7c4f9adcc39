"""Why the gateway hangs up. Clients reconnect after most codes and give up after the final ones."""

from typing import Final

UNKNOWN_ERROR: Final = 4000
UNKNOWN_OPCODE: Final = 4001
NOT_READABLE: Final = 4002
NOT_IDENTIFIED: Final = 4003
BAD_TOKEN: Final = 4004
IDENTIFIED_TWICE: Final = 4005
BAD_SEQUENCE: Final = 4007
TOO_FAST: Final = 4008
SILENT: Final = 4009
BAD_SHARD: Final = 4010
SHARDS_NEEDED: Final = 4011
BAD_VERSION: Final = 4012
BAD_INTENTS: Final = 4013
INTENTS_NOT_GRANTED: Final = 4014

SENTENCES: Final = {
    UNKNOWN_ERROR: "Unknown error.",
    UNKNOWN_OPCODE: "Unknown opcode.",
    NOT_READABLE: "Error while decoding payload.",
    NOT_IDENTIFIED: "Not authenticated.",
    BAD_TOKEN: "Authentication failed.",
    IDENTIFIED_TWICE: "Already authenticated.",
    BAD_SEQUENCE: "Invalid seq.",
    TOO_FAST: "Rate limited.",
    SILENT: "Session timed out.",
    BAD_SHARD: "Invalid shard.",
    SHARDS_NEEDED: "Sharding required.",
    BAD_VERSION: "Invalid API version.",
    BAD_INTENTS: "Invalid intent(s).",
    INTENTS_NOT_GRANTED: "Disallowed intent(s).",
}


class Closing(Exception):
    """Hang up with ``code``."""

    def __init__(self, code: int) -> None:
        super().__init__(SENTENCES[code])
        self.code = code
