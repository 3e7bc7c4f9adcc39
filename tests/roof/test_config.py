"""An operator configures the bot, and mistypes."""

from pathlib import Path

import pytest

from tika_bot.config import ConfigWrong, read_config


def complaint(folder: Path, **environment: str) -> list[str]:
    with pytest.raises(ConfigWrong) as wrong:
        read_config(folder, environment)
    return wrong.value.sentences


def test_without_any_file_everything_has_its_default(tmp_path: Path) -> None:
    config, sources = read_config(tmp_path, {"PATH": "/bin"})

    assert config.bot.prefixes == ("!tika ", "!")
    assert config.database_url == "sqlite:///data/tika.db"
    assert config.token is None
    assert sources == {}


def test_the_environment_wins_over_env_file_and_config(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("bot: {name: File, description: Mine}\nlog: {level: debug}\n")
    (tmp_path / ".env").write_text("TIKA_BOT__NAME=Dotenv\nTIKA_LOG__LEVEL=error\nSOMEBODY_ELSES=1\n")

    config, sources = read_config(tmp_path, {"TIKA_BOT__NAME": "Environment", "TIKA_LOG__KEEP": ""})

    assert (config.bot.name, config.log.level, config.bot.description) == ("Environment", "error", "Mine")
    assert config.log.keep == 5
    assert sources["bot.name"] == ("Environment", "environment")
    assert sources["log.level"] == ("error", ".env")
    assert sources["bot.description"] == ("Mine", "config.yml")


def test_secrets_come_from_their_usual_names_and_are_never_printed(tmp_path: Path) -> None:
    environment = {"DISCORD_TOKEN": "abc.def.ghi", "DATABASE_URL": "postgresql://me:pw@db/tika"}

    config, _ = read_config(tmp_path, environment)

    assert config.token is not None and config.token.get_secret_value() == "abc.def.ghi"
    assert config.database_url == "postgresql://me:pw@db/tika"
    assert "abc.def" not in repr(config) and "pw" not in repr(config)


def test_lists_in_the_environment_are_separated_by_commas(tmp_path: Path) -> None:
    config, _ = read_config(tmp_path, {"TIKA_BOT__OPERATORS": "12,34", "TIKA_FEATURES__OFF": "levels"})

    assert config.bot.operators == (12, 34)
    assert config.features.off == ("levels",)


def test_the_switches_for_new_servers_are_written_without_quotes(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("features:\n  on: [reminders]\n  off: [levels]\n")

    config, sources = read_config(tmp_path, {})

    assert (config.features.on, config.features.off) == (("reminders",), ("levels",))
    assert sources["features.off"] == (["levels"], "config.yml")


def test_an_unknown_key_is_named_with_its_place_and_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("shardz: {count: 2}\nlog: {levle: debug}\n")

    sentences = complaint(tmp_path)

    assert "config.yml: log.levle doesn't exist; did you mean 'level'?" in sentences
    assert any("shardz" in s and "did you mean 'shards'?" in s for s in sentences)
    assert "did you mean 'level'" in " ".join(complaint(tmp_path, TIKA_LOG__LEVEL_="debug"))


def test_a_wrong_value_is_named_with_what_would_be_right(tmp_path: Path) -> None:
    (sentence,) = complaint(tmp_path, TIKA_WORDS__MOOD="11")

    assert sentence == "environment: words.mood: input should be less than or equal to 3, but it is '11'"


@pytest.mark.parametrize(("text", "part"), [("- a\n- b\n", "keys and values"), ("a: [", "isn't YAML")])
def test_a_file_that_is_no_configuration_is_refused(tmp_path: Path, text: str, part: str) -> None:
    (tmp_path / "config.yml").write_text(text)

    (sentence,) = complaint(tmp_path)

    assert part in sentence


def test_a_section_given_as_a_value_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("log: loud\n")

    assert any("log" in s for s in complaint(tmp_path))
    assert any("is a section" in s for s in complaint(tmp_path, TIKA_LOG__LEVEL="info"))
