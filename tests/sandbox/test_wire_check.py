"""Discord's description judges what passes: leniently where Discord is lenient, strictly elsewhere."""

from pathlib import Path

import pytest

from tika_sandbox.testing import stage
from tika_sandbox.wire.checking import (
    REQUIRED,
    DescriptionMissing,
    Judge,
    find_description,
    judge_if_possible,
    load,
)

FILE = find_description()
pytestmark = pytest.mark.skipif(FILE is None, reason="no description of Discord's API beside the checkout")


@pytest.fixture(scope="module")
def judge() -> Judge:
    assert FILE is not None
    return load(FILE)


def test_a_message_as_discord_py_sends_it_passes(judge: Judge) -> None:
    body = {
        "content": "hi", "tts": False, "nonce": 12, "enforce_nonce": True,
        "message_reference": {"message_id": 1, "channel_id": 2},
        "embeds": [{"title": "x", "flags": 0, "color": "7"}],
    }  # fmt: skip

    assert judge.request("POST", "/channels/1/messages", body) == []


def test_a_misspelt_field_is_found_however_deep(judge: Judge) -> None:
    body = {
        "components": [{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "a", "lable": "x"}]}]
    }

    (finding,) = judge.request("POST", "/channels/1/messages", body)

    assert "components/0/components/0" in finding and "lable" in finding


def test_commands_may_carry_nsfw(judge: Judge) -> None:
    body = [{"name": "x", "description": "d", "nsfw": False, "contexts": None, "integration_types": None}]

    assert judge.request("PUT", "/applications/1/commands", body) == []


def test_an_option_may_ask_for_forums_and_media_channels(judge: Judge) -> None:
    def body(kind: int) -> list[dict[str, object]]:
        option = {"type": 7, "name": "place", "description": "d", "channel_types": [15, kind]}
        return [{"name": "x", "description": "d", "options": [option]}]

    assert judge.request("PUT", "/applications/1/commands", body(16)) == []
    assert judge.request("PUT", "/applications/1/commands", body(17))


def test_an_answer_must_be_complete_and_use_strings_for_ids(judge: Judge) -> None:
    found = judge.response("GET", "/users/1", 200, {"id": 1, "username": "x"})

    assert any("avatar" in line for line in found)
    assert any(line.startswith("get_user response GET /users/1 200: id") for line in found)


@pytest.mark.parametrize(
    ("status", "body"), [(204, None), (404, {"message": "Unknown Message", "code": 10008})]
)
def test_empty_and_refusing_answers_pass(judge: Judge, status: int, body: object) -> None:
    assert judge.response("DELETE", "/channels/1/messages/2", status, body) == []


def test_a_form_error_with_its_tree_passes(judge: Judge) -> None:
    tree = {"content": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Too long."}]}}
    body = {"message": "Invalid Form Body", "code": 50035, "errors": tree}

    assert judge.response("POST", "/channels/1/messages", 400, body) == []


def test_a_status_that_is_not_declared_is_found(judge: Judge) -> None:
    assert judge.response("DELETE", "/channels/1/messages/2", 202, None)


def test_undeclared_routes_are_found_but_peoples_own_are_known(judge: Judge) -> None:
    assert judge.request("POST", "/channels/1/telepathy", None)
    assert judge.request("POST", "/interactions", {"type": 2}) == []
    assert judge.request("GET", "/channels/1/application-command-index", None) == []


def test_an_unknown_query_is_found(judge: Judge) -> None:
    assert judge.query("GET", "/channels/1/messages", ["limit", "before"]) == []
    assert "'befor'" in judge.query("GET", "/channels/1/messages", ["befor"])[0]


def test_literal_steps_beat_parameters(judge: Judge) -> None:
    mine, theirs = judge.find("GET", "/users/@me"), judge.find("GET", "/users/1")

    assert mine is not None and mine.name == "get_my_user"
    assert theirs is not None and theirs.name == "get_user"


def test_without_a_description_the_check_is_skipped_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(REQUIRED, raising=False)
    said: list[str] = []

    assert judge_if_possible(tmp_path / "none.json", said.append) is None
    assert len(said) == 1


def test_where_the_check_is_demanded_its_absence_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REQUIRED, "1")

    with pytest.raises(DescriptionMissing):
        judge_if_possible(tmp_path / "none.json", print)


async def test_a_running_sandbox_writes_down_what_it_finds() -> None:
    async with stage() as play:
        alice = await play.person("alice")
        await alice.line.ask(
            "POST", f"/channels/{alice.channel_id}/messages", {"content": "x", "mood": "sunny"}
        )

        assert any("mood" in problem for problem in play.problems)


def test_an_overwrite_may_repeat_its_id(judge: Judge) -> None:
    body = {"id": 7, "type": 0, "allow": "0", "deny": "1024"}

    assert judge.request("PUT", "/channels/1/permissions/7", body) == []


def test_a_person_who_joins_is_not_taken_for_a_bot_that_adds_somebody(judge: Judge) -> None:
    assert judge.request("PUT", "/guilds/1/members/@me", {}) == []
    assert judge.request("PUT", "/guilds/1/members/2", {"nick": "x"}) != []
