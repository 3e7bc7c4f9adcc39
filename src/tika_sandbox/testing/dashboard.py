"""A dashboard under construction, and a visitor who clicks through the sandbox's authorize page."""

import base64
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from aiohttp import ClientSession

from tika_sandbox.testing.calling import Answer, Caller, Scene

HERE: Final = "http://127.0.0.1:9/login"


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What a dashboard does over HTTP, and what its visitor sees."""

    scene: Scene
    session: ClientSession

    @property
    def secret(self) -> str:
        """The application's secret."""
        return str(self.scene.line["bot"]["secret"])

    def page(self, **query: str) -> str:
        """Return the address of the authorize page."""
        usual = {
            "client_id": self.scene.bot_id, "redirect_uri": HERE, "response_type": "code",
            "scope": "identify guilds", "state": "s3",
        }  # fmt: skip
        asked = {key: value for key, value in {**usual, **query}.items() if value}
        return f"{self.scene.play.address.web}oauth2/authorize?{urlencode(asked)}"

    async def reads(self, **query: str) -> tuple[int, str]:
        """Return the page's status and HTML."""
        async with self.session.get(self.page(**query), allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def decides(
        self, name: str = "alice", decision: str = "authorize", guild: str = "", **query: str
    ) -> tuple[int, dict[str, str]]:
        """Pick an account, decide, and return the status and what the redirect says."""
        form = {"account": self.scene.user(name), "decision": decision, "guild": guild}
        async with self.session.post(self.page(**query), data=form, allow_redirects=False) as answer:
            return answer.status, dict(parse_qsl(urlsplit(answer.headers.get("Location", "")).query))

    async def sends(self, path: str = "/oauth2/token", /, *, basic: bool = True, **form: str) -> Answer:
        """Post a form to the token endpoint, the secret in the header or in the form."""
        pair = base64.b64encode(f"{self.scene.bot_id}:{self.secret}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}"} if basic else {}
        url = self.scene.play.address.api + path
        async with self.session.post(url, data=form, headers=headers) as answer:
            return Answer(answer.status, await answer.json(), answer.headers)

    async def swaps(self, code: str, **form: str) -> Answer:
        """Exchange a code."""
        usual = {"grant_type": "authorization_code", "code": code, "redirect_uri": HERE}
        return await self.sends("/oauth2/token", basic=True, **{**usual, **form})

    async def tokens(self, name: str = "alice", **query: str) -> dict[str, Any]:
        """Return what consent is exchanged for."""
        _, back = await self.decides(name, **query)
        return dict((await self.swaps(back["code"])).body)

    def bearing(self, tokens: dict[str, Any]) -> Caller:
        """Return a caller with that access token."""
        return Caller(self.session, self.scene.play.address.api, f"Bearer {tokens['access_token']}")
