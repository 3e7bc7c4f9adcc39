"""What is to be said in Discord, without having been asked.

A service posts a row in the transaction that changes what the row tells of. The runner claims it with a
lease, lets the Discord wing send it and stores the message's id. Within one place rows go out in the order
in which they were posted. The key makes it happen once: posted twice it's one row, and its nonce lets
Discord recognise a message that was sent just before a crash.
"""

from .outbox import LEASE, PATIENCE, Outbox, Send, Undeliverable
from .rows import OutboxRow, Place, nonce_of

__all__ = ["LEASE", "PATIENCE", "Outbox", "OutboxRow", "Place", "Send", "Undeliverable", "nonce_of"]
