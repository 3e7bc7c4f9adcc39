"""The verbs of levels.

Hearing touches memory only, writing makes it last, `Levels` answers, admins are served at the `Desk`.
"""

from .announcing import Announcing
from .boards import Boards
from .cards import Cards, Fitting
from .carrying import Carrying
from .desk import Desk
from .granting import Granting
from .handing import Handing
from .hearing import Hearing
from .hiding import Hiding, Seen
from .importing import Importing
from .levels import Levels
from .returning import Returning
from .rewarding import Rewarding
from .roles import Roles
from .seasons import Seasons
from .tuned import Tuned
from .tuning import Tuning
from .undoing import Undoing
from .uploading import Uploading
from .writing import Writing

__all__ = [
    "Announcing",
    "Boards",
    "Cards",
    "Carrying",
    "Desk",
    "Fitting",
    "Granting",
    "Handing",
    "Hearing",
    "Hiding",
    "Importing",
    "Levels",
    "Returning",
    "Rewarding",
    "Roles",
    "Seasons",
    "Seen",
    "Tuned",
    "Tuning",
    "Undoing",
    "Uploading",
    "Writing",
]
