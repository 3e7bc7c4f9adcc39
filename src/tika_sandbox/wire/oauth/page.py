"""The authorize page: pick an account, read what's asked for, consent or don't. Plain HTML, no script."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web

from tika_sandbox.wire.oauth.markup import accounts, chooser, page, sentence
from tika_sandbox.world import oauth
from tika_sandbox.world.belongings import Code
from tika_sandbox.world.entities import Application, User
from tika_sandbox.world.oauth import Declined, Wish
from tika_sandbox.world.permissions import May, in_guild
from tika_sandbox.world.principals import Person
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PATHS: Final = ("/oauth2/authorize", "/api/oauth2/authorize", r"/api/{version:v\d+}/oauth2/authorize")


class AuthorizePage:
    """Serves the page for one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Return the page's routes; they go before REST's, whose prefix two of them share."""
        return [
            *(web.get(path, self._show) for path in PATHS),
            *(web.post(path, self._decide) for path in PATHS),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        try:
            application, wish = self._asked(request)
        except Declined as declined:
            return _answer(request, declined)
        people = sorted((user for user in self._world.users if not user.bot), key=lambda user: user.id)
        return _html(self._form(request, application, wish, people))

    async def _decide(self, request: web.Request) -> web.Response:
        said = await request.post()
        try:
            application, wish = self._asked(request)
            code = self._decided(wish, said)
        except Declined as declined:
            return _answer(request, declined)
        except Refused as refused:
            return _html(page("Not possible", sentence(refused.message)), 403)
        if not wish.redirect_uri:
            return _html(page("Authorized", sentence(f"{escape(application.name)} is in. Close this page.")))
        return _back(request, {"code": code.code})

    def _decided(self, wish: Wish, said: Mapping[str, object]) -> Code:
        """Return the code that a filled-in form earns."""
        if said.get("decision") != "authorize":
            raise Returned("access_denied", "The resource owner denied the request")
        person = self._world.users.get(_number(said.get("account")))
        if person is None or person.bot:
            raise Declined("invalid_request", "No such account.")
        chosen = _number(said.get("guild")) or wish.guild_id
        return oauth.authorize(self._world, Person(person.id), replace(wish, guild_id=chosen))

    def _asked(self, request: web.Request) -> tuple[Application, Wish]:
        """Return who asks for what. Until the way back is known to be theirs, mistakes stay on this page."""
        query = request.query
        application = self._world.applications.get(_number(query.get("client_id")))
        if application is None:
            raise Declined("invalid_request", "Unknown application: client_id names none.")
        redirect_uri = query.get("redirect_uri", "")
        only_bot = not redirect_uri and set(query.get("scope", "").split()) <= {
            "bot",
            "applications.commands",
        }
        if not only_bot:
            oauth.demand_redirect(application, redirect_uri)
            if query.get("response_type") != "code":
                raise Returned("unsupported_response_type", "response_type must be 'code'")
        try:
            scopes = oauth.scopes_in(query.get("scope", ""))
        except Declined as declined:
            raise Returned(declined.error, declined.description) from declined
        challenge = query.get("code_challenge")
        if challenge is not None and query.get("code_challenge_method") != "S256":
            raise Returned("invalid_request", "code_challenge_method must be 'S256'")
        wish = Wish(
            application.id, redirect_uri, scopes, challenge, _number(query.get("guild_id")) or None,
            _number(query.get("permissions")),
        )  # fmt: skip
        return application, wish

    def _manages(self, guild_id: int, user_id: int) -> bool:
        return bool(in_guild(self._world, guild_id, user_id) & May.MANAGE_GUILD)

    def _form(self, request: web.Request, application: Application, wish: Wish, people: list[User]) -> str:
        guilds = [row for row in self._world.guilds if any(self._manages(row.id, p.id) for p in people)]
        wanted = "".join(f"<li>{escape(oauth.SCOPES[scope])}</li>" for scope in wish.scopes)
        place = chooser(guilds, wish.guild_id) if "bot" in wish.scopes else ""
        back = urlsplit(wish.redirect_uri).netloc
        after = sentence(f"Afterwards you're sent to {escape(back)}.") if back else ""
        action = escape(request.rel_url.path + "?" + request.rel_url.raw_query_string, quote=True)
        return page(
            f"{escape(application.name)} wants to access an account",
            f'<form method="post" action="{action}">{accounts(people)}'
            f"<h2>It would like to</h2><ul>{wanted}</ul>{place}{after}"
            '<div class="row"><button name="decision" value="deny">Cancel</button>'
            '<button name="decision" value="authorize" class="main">Authorize</button></div></form>',
        )


class Returned(Declined):
    """A mistake that the application itself may hear of, at its redirect address."""


def _number(text: object) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else 0


def _answer(request: web.Request, declined: Declined) -> web.Response:
    if isinstance(declined, Returned):
        return _back(request, {"error": declined.error, "error_description": declined.description})
    return _html(page("That didn't work", sentence(escape(declined.description))), declined.status)


def _back(request: web.Request, said: dict[str, str]) -> web.Response:
    """Send the person back with an answer and the application's own ``state``."""
    parts = urlsplit(request.query["redirect_uri"])
    state = {"state": request.query["state"]} if "state" in request.query else {}
    query = urlencode([*parse_qsl(parts.query), *(said | state).items()])
    return web.Response(status=302, headers={**HEADERS, "Location": urlunsplit(parts._replace(query=query))})


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)
