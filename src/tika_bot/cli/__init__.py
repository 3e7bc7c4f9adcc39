"""The command line: ``tika run``, ``tika demo`` and what an operator needs beside them."""


def main() -> None:
    """Run the command that the shell asked for."""
    from tika_bot.cli.commands import app
    from tika_bot.cli.consoles import add_consoles

    add_consoles(app)
    app()
