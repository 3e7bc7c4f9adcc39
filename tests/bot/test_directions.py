"""Names that are read from the right don't turn the sentences around them."""

import discord
import pytest

from tika_bot.bot.directions import TO_THE_LEFT as LEFT
from tika_bot.bot.directions import TO_THE_RIGHT as RIGHT
from tika_bot.bot.directions import led, led_embed


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("🥇 <@17> · level 3 · 120 XP", RIGHT),
        ("`#4` <@17> 120", RIGHT),
        ("**محمد** isn't over yet.", RIGHT),
        ("<@17> وصل إلى المستوى 3", LEFT),
        ("✨ **حصاد** · اكتب عشر رسائل", ""),
        ("Quests of محمد", ""),
        ("Level 3 for <@17>", ""),
        ("120 / 250", ""),
        ("```\n<@17> 3\n```", ""),
    ],
)
def test_a_line_goes_the_way_of_its_own_words(said: str, mark: str) -> None:
    assert led(said) == mark + said


def test_marks_leave_discords_own_signs_first_and_other_lines_alone() -> None:
    assert led("All:\n-# <@17> · 3\n- <#18> × 2") == f"All:\n-# {RIGHT}<@17> · 3\n- {RIGHT}<#18> × 2"


def test_every_part_of_an_embed_is_led_and_the_original_stays() -> None:
    embed = discord.Embed(title="محمد has won", description="<@17>: 3").set_footer(text="ليلى was here")
    embed.add_field(name="שלום there", value="<@17>")

    marked = led_embed(embed)

    parts = (
        marked.title,
        marked.description,
        marked.footer.text,
        marked.fields[0].name,
        marked.fields[0].value,
    )
    assert all(part and part.startswith(RIGHT) for part in parts)
    assert (embed.title, embed.fields[0].value) == ("محمد has won", "<@17>")
