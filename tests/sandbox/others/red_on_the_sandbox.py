"""Starts Red-DiscordBot on a sandbox: discord.py's addresses, then Red's own main(), in Red's own Python."""

import json
import os
import sys
from types import SimpleNamespace

from redbot.__main__ import main

from tika_sandbox.pointing import point_discord_py

facts = json.loads(os.environ["SANDBOX"])
point_discord_py(SimpleNamespace(api=facts["api"], gateway=facts["gateway"], cdn=facts["web"] + "cdn"))
owner = next(user["id"] for user in facts["users"] if user["admin"])
sys.argv = ["redbot", "--no-instance", "--no-prompt", "--prefix", "[p]", "--owner", owner]
sys.argv += ["--token", facts["bot"]["token"]]
main()
