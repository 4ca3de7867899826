"""`rosanna suppress`: the words of the command; the work is in `indexer.commands.suppressing`."""

import click

from indexer.commands.one_line import one_clear_line


@click.group("suppress")
def suppress_group() -> None:
    """Leave providers out who ask for it, for good: no search, export or page shows them from the next
    `rosanna index` on, no crawl asks their site for anything, and no source brings them back.

    Nothing they are recognised by is kept but the host of a web site: phones, addresses and names are kept as
    keyed hashes. `decisions.jsonl` and `suppression.key` in ROSANNA_HOME belong into your backup.
    """


@suppress_group.command("add")
@click.option("--website", metavar="URL", help="Their web site; on a platform the address of their page.")
@click.option("--phone", metavar="NUMBER", help="Their phone number, with the country where not Australia.")
@click.option("--email", metavar="ADDRESS", help="Their e-mail address.")
@click.option("--name", metavar="NAME", help="Their name, together with --suburb.")
@click.option("--suburb", metavar="SUBURB", help="The suburb they are listed in, together with --name.")
@click.option(
    "--listing", metavar="SOURCE/ID", help="One source's listing, as an export's `sources` name it."
)
@click.option("--provider", metavar="ID", help="A provider of the index, such as p-7k2m9qab.")
@click.option("--reason", default="asked to be left out", show_default=True, help="Why; no personal data.")
@click.option("--dry-run", is_flag=True, help="Say who would be left out, and do nothing.")
def suppress_add(*, reason: str, dry_run: bool, **by: str | None) -> None:
    """Leave a provider out, with all that any source lists of it.

    What is listed of them is dropped from the store at once; `rosanna index` takes them out of the index.
    Look at the names that are printed: `rosanna suppress remove` takes a mistake back, and the next crawl
    brings its listings again.

    \b
    Examples:
        rosanna suppress add --website https://clinic-one.example/
        rosanna suppress add --name "Made-up Massage" --suburb "Rosanna" --dry-run
    """
    with one_clear_line():
        from indexer.commands import suppressing  # noqa: PLC0415 (see `indexer.cli`)

        suppressing.add(by, reason, dry_run)


@suppress_group.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that were lifted, too.")
def suppress_list(everything: bool) -> None:
    """Show who is left out: when, by what, on whose word, how many providers it took out."""
    with one_clear_line():
        from indexer.commands import suppressing  # noqa: PLC0415

        suppressing.show(everything)


@suppress_group.command("remove")
@click.argument("suppression_id", metavar="ID")
@click.option("--reason", default="taken back", show_default=True, help="Why.")
def suppress_remove(suppression_id: str, reason: str) -> None:
    """Take a suppression back: they are listed again after the next crawl and index.

    One that a site asks for itself ends by itself, when a crawl finds the site open again.
    """
    with one_clear_line():
        from indexer.commands import suppressing  # noqa: PLC0415

        suppressing.remove(suppression_id, reason)
