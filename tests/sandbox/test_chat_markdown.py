"""The page reads Discord's markdown as Discord does, and nobody's text ever becomes markup."""

import json
from typing import Any

import pytest

from tika_sandbox.testing import Stage
from tika_sandbox.testing.browser import browsing, chromium

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")

CASES: dict[str, Any] = {
    "plain snake_case_words": ["plain snake_case_words"],
    "**b** *i* _i_ __u__ ~~s~~ ||p||": [
        ["strong", "b"], " ", ["em", "i"], " ", ["em", "i"], " ", ["underline", "u"], " ", ["strike", "s"],
        " ", ["spoiler", "p"],
    ],
    "***both***": [["strong", ["em", "both"]]],
    "`a **b**`": [["code", "a **b**"]],
    "\\*not\\*": ["*not*"],
    "# Big\nsmall": [["heading", "Big"], "small"],
    "#not a heading": ["#not a heading"],
    "> one\n> two\nthree": [["quote", "one\ntwo"], "three"],
    "2 * 3 * 4": ["2 * 3 * 4"],
    "<@1> <@!2> <@&3> <#4>": [["user", "1"], " ", ["user", "2"], " ", ["role", "3"], " ", ["channel", "4"]],
    "</remind me:5>": [["command", "5"]],
    "<:owl:6><a:hop:7>": [["emoji", "6"], ["emoji", "7"]],
    "[here](https://a.example/x_(y))": [["link", "https://a.example/x_(y)", "here"]],
    "[no](javascript:alert(1))": ["[no](javascript:alert(1))"],
    "see https://a.example/a_b.": ["see ", ["link", "https://a.example/a_b", "https://a.example/a_b"], "."],
    "```py\nx = 1\n```": [["codeblock", "x = 1"]],
    "-# tiny": [["subtext", "tiny"]],
    "<script>alert(1)</script>": ["<script>alert(1)</script>"],
}  # fmt: skip
"""What was written, and the tree: text, or [kind, id or address if any, children…]."""

READ = """async (texts) => {
  const { parse } = await import('/chat/js/markdown.js');
  const short = (nodes) => nodes.map((n) => n.kind === 'text' ? n.text
    : [n.kind, ...[n.id ?? n.href].filter(Boolean),
       ...(n.children ? short(n.children) : [n.text].filter(Boolean))]);
  return texts.map((text) => short(parse(text)));
}"""


async def test_every_mark_becomes_what_discord_makes_of_it(play: Stage) -> None:
    async with browsing(play.address.web) as page:
        trees = await page.evaluate(READ, list(CASES))

    assert dict(zip(CASES, trees, strict=True)) == CASES


async def test_lists_nest_by_indentation(play: Stage) -> None:
    async with browsing(play.address.web) as page:
        tree = await page.evaluate(
            "async () => (await import('/chat/js/markdown.js')).parse('- a\\n  - b\\n- c\\n1. d')"
        )

    first, second = tree
    assert [item["children"][0]["text"] for item in first["items"]] == ["a", "c"]
    assert second["ordered"]
    assert first["items"][0]["sub"]["items"][0]["children"][0]["text"] == "b"


async def test_hostile_text_is_read_quickly(play: Stage) -> None:
    walls = [
        "*" * 2000,
        "_a" * 1000,
        "||" * 1000,
        "[" * 2000,
        "> " * 1000,
        "**a" * 660,
        "`" * 2000,
        "<@" * 1000,
    ]
    async with browsing(play.address.web) as page:
        # Bounded by the page's own patience: a parser that backtracks without end never answers.
        trees = await page.evaluate(READ, walls)

    assert len(json.dumps(trees)) > 0


async def test_the_page_allows_no_inline_scripts(play: Stage) -> None:
    async with browsing(play.address.web) as page:
        answer = await page.request.get(play.address.web)

    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
