"""`rosanna identity`: the operator's commands about which listings are of one provider."""

import click

from indexer.commands.one_line import one_clear_line


@click.group("identity", short_help="Say which listings are of one provider.")
def identity_group() -> None:
    """See and decide which listings are of one provider.

    Listings are compared by a table of weights; what is neither the same nor different for sure is left apart
    and listed here. A person's judgement outweighs the rules, outlives re-crawls and rebuilds, and can be
    taken back. A and B are listings (source/source_id, as in an export's sources) or ids of providers.

    \b
    Examples:
        rosanna identity unsure
        rosanna identity why osm/node/17 listed/12
        rosanna identity same osm/node/17 listed/12 --note "rang them"
        rosanna identity undo 3
    """


@identity_group.command("unsure", short_help="List pairs that a person should look at.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Most pairs shown.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def unsure_command(limit: int, as_json: bool) -> None:
    """List the pairs of listings that may be of one provider, the likeliest first, with reasons."""
    with one_clear_line():
        from indexer.commands import judging  # noqa: PLC0415 (see `indexer.cli`)

        judging.unsure(limit, as_json)


@identity_group.command("why", short_help="Show why two are one provider, or two.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
def why_command(one: str, other: str, as_json: bool) -> None:
    """Show what speaks for and against A and B being one provider, in bits: a point doubles the odds."""
    with one_clear_line():
        from indexer.commands import judging  # noqa: PLC0415 (see `indexer.cli`)

        judging.why(one, other, as_json)


@identity_group.command("same", short_help="Judge that two are one provider.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--note", default="", help="How you know.")
def same_command(one: str, other: str, note: str) -> None:
    """Judge that A and B are of one provider."""
    with one_clear_line():
        from indexer.commands import judging  # noqa: PLC0415 (see `indexer.cli`)

        judging.judge(judging.SAME, one, other, note)


@identity_group.command("different", short_help="Judge that two are different providers.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--note", default="", help="How you know.")
def different_command(one: str, other: str, note: str) -> None:
    """Judge that A and B are of two providers; other listings go with the one they are most like."""
    with one_clear_line():
        from indexer.commands import judging  # noqa: PLC0415 (see `indexer.cli`)

        judging.judge(judging.DIFFERENT, one, other, note)


@identity_group.command("undo", short_help="Take a judgement back.")
@click.argument("number", type=int, metavar="NUMBER")
@click.option("--note", default="", help="Why.")
def undo_command(number: int, note: str) -> None:
    """Take judgement NUMBER back; the log keeps both."""
    with one_clear_line():
        from indexer.commands import judging  # noqa: PLC0415 (see `indexer.cli`)

        judging.undo(number, note)


@identity_group.command("log", short_help="List all judgements.")
def log_command() -> None:
    """List all judgements, oldest first, and which hold no more."""
    with one_clear_line():
        from indexer.commands import judging  # noqa: PLC0415 (see `indexer.cli`)

        judging.log()
