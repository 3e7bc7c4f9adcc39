"""The authorize page's HTML, piece by piece."""

from collections.abc import Sequence
from html import escape
from typing import Final

from tika_sandbox.world.entities import Guild, User

_STYLE: Final = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
       background: light-dark(#eef0f4, #1b1d22); }
main { width: min(26rem, 92vw); padding: 1.5rem; border-radius: .75rem; background: light-dark(#fff, #2a2d34);
       color: light-dark(#22252b, #eceef2); box-shadow: 0 .5rem 2rem #0003; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; }
fieldset { border: 0; padding: 0; margin: 0; } legend { font-weight: 600; padding: 0; }
label { display: flex; gap: .75rem; align-items: center; padding: .4rem; border-radius: .5rem; }
label:hover { background: #8882; } img { border-radius: 50%; }
select { width: 100%; padding: .5rem; font: inherit; }
.row { display: flex; justify-content: flex-end; gap: .75rem; margin-top: 1rem; }
button { font: inherit; padding: .5rem 1.25rem; border: 1px solid #8888; border-radius: .5rem;
         cursor: pointer; background: transparent; color: inherit; }
button.main { background: #4453c8; border-color: #4453c8; color: #fff; }
"""


def page(title: str, inside: str) -> str:
    """Return a whole page; both parts are HTML already."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style>'
        f"<main><h1>{title}</h1>{inside}</main></html>"
    )


def sentence(text: str) -> str:
    """Return a paragraph of HTML."""
    return f"<p>{text}</p>"


def accounts(people: Sequence[User]) -> str:
    """Return the choice of an account, the first one preset."""
    rows = "".join(
        f'<label><input type="radio" name="account" value="{user.id}"{" checked" if not index else ""}>'
        f'<img src="/cdn/avatars/{user.id}/{user.avatar or 0}.png" width="32" height="32" alt="">'
        f"<span>{escape(user.shown or user.name)}</span></label>"
        for index, user in enumerate(people)
    )
    return f"<fieldset><legend>Who are you?</legend>{rows}</fieldset>"


def chooser(guilds: Sequence[Guild], chosen: int | None) -> str:
    """Return the choice of a server for a bot."""
    rows = "".join(
        f'<option value="{row.id}"{" selected" if row.id == chosen else ""}>{escape(row.name)}</option>'
        for row in guilds
    )
    return f'<h2 id="where">Add it to</h2><select name="guild" aria-labelledby="where">{rows}</select>'
