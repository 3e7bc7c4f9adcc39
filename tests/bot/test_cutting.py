"""Text is made to fit without breaking what it says."""

import discord
from hypothesis import given
from hypothesis import strategies as some

from tika_bot.bot.cutting import EMBED_TOTAL, cut, fitting


@given(some.text(max_size=300), some.integers(min_value=10, max_value=200))
def test_it_always_fits_and_short_text_stays(text: str, limit: int) -> None:
    fitted = cut(text, limit)

    assert len(fitted) <= limit
    assert fitted == text or len(text) > limit


def test_a_code_block_is_closed_again() -> None:
    assert cut("```py\n" + "x = 1\n" * 100, 100).endswith("```")


def test_words_stay_whole_near_the_end() -> None:
    assert cut("word " * 40, 100).endswith("word…")


def test_embeds_share_one_limit_and_lose_their_last_fields_first() -> None:
    embed = discord.Embed(title="t" * 300, description="d" * 5000)
    for number in range(30):
        embed.add_field(name=str(number), value="v" * 2000)

    fitted = fitting((embed, embed))

    assert sum(len(one) for one in fitted) <= EMBED_TOTAL
    assert fitted[0].fields[0].name == "0" if fitted[0].fields else fitted[0].description
    assert len(embed.fields) == 30


def test_an_embed_that_fits_is_sent_as_it_is_and_never_changed() -> None:
    small, large = discord.Embed(title="t"), discord.Embed(description="d" * 4000)
    large.add_field(name="", value="v")

    fitted = fitting((small, large, large))

    assert fitted[0] is small
    assert len(fitted[2].description or "") < 2000
    assert large.description == "d" * 4000
    assert large.fields[0].name == ""
