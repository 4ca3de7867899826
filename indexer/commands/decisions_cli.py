"""`rosanna correct` and `rosanna screening`: the words of the commands; the work is done elsewhere."""

import click

from indexer.commands.one_line import one_clear_line


@click.group("correct")
def correct_group() -> None:
    """Correct facts of a provider by your own decision, until its sources say the same.

    A correction shows as one, with its date and your reason; who made it is not shown. Only facts can be
    corrected: nobody can have an unwelcome statement taken away that is true.
    """


@correct_group.command("add")
@click.argument("provider_id", metavar="PROVIDER")
@click.argument("field")
@click.argument("value")
@click.option("--reason", required=True, help="What the correction rests on; it is shown.")
def correct_add(provider_id: str, field: str, value: str, reason: str) -> None:
    """Say what FIELD of PROVIDER (such as p-7k2m9qab) is. An empty VALUE ('') says that it is not known.

    \b
    FIELD is one of
        name, website, phones, emails, hours, status
        street, suburb, state, postcode            of its first place
        services:ID, conditions:ID, credentials:ID, features:ID
                                                   VALUE: stated, stated_not or ''

    \b
    Examples:
        rosanna correct add p-7k2m9qab phones "03 7010 0001, 0491 570 156" --reason "told by phone"
        rosanna correct add p-7k2m9qab hours "Mo-Fr 09:00-17:00" --reason "sign on the door"
        rosanna correct add p-7k2m9qab services:cupping stated_not --reason "their e-mail of today"

    `rosanna index` brings it onto the pages.
    """
    with one_clear_line():
        from indexer.commands import correcting  # noqa: PLC0415 (see `indexer.cli`)

        correcting.add(provider_id, field, value, reason)


@correct_group.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that have ended, too, and why.")
def correct_list(everything: bool) -> None:
    """Show the corrections in force."""
    with one_clear_line():
        from indexer.commands import correcting  # noqa: PLC0415

        correcting.show(everything)


@correct_group.command("remove")
@click.argument("correction_id", metavar="ID")
@click.option("--reason", default="taken back", show_default=True, help="Why.")
def correct_remove(correction_id: str, reason: str) -> None:
    """Take a correction back; the sources' word stands again after `rosanna index`."""
    with one_clear_line():
        from indexer.commands import correcting  # noqa: PLC0415

        correcting.remove(correction_id, reason)


@click.group("screening")
def screening_group() -> None:
    """See which businesses are not listed, and why; decide where the rules err.

    Held ones wait for you and are not shown meanwhile. Reasons are codes of data/screening.yaml with the
    words that gave them; they are for you and for the business, if it asks, and are displayed nowhere.
    """


@screening_group.command("list")
@click.option("--held", "outcome", flag_value="hold", help="Only those that wait for a decision.")
@click.option("--excluded", "outcome", flag_value="exclude", help="Only those that are left out.")
def screening_list(outcome: str | None) -> None:
    """List businesses that are held or left out, with their reasons' codes."""
    with one_clear_line():
        from indexer.commands import screening  # noqa: PLC0415

        screening.show(outcome)


@screening_group.command("why")
@click.argument("who", metavar="PROVIDER|SOURCE/ID|URL")
def screening_why(who: str) -> None:
    """Say why a business is listed, held or left out, with the words that decided it."""
    with one_clear_line():
        from indexer.commands import screening  # noqa: PLC0415

        screening.why(who)


@screening_group.command("appeal")
@click.argument("who", metavar="PROVIDER|SOURCE/ID|URL")
@click.option("--include", "outcome", flag_value="include", help="List it.")
@click.option("--exclude", "outcome", flag_value="exclude", help="Leave it out.")
@click.option("--withdraw", "outcome", flag_value="", help="Let the rules decide again.")
@click.option("--reason", required=True, help="Why; for your own records.")
def screening_appeal(who: str, outcome: str | None, reason: str) -> None:
    """Decide about a business yourself: the decision outlives every crawl, until it is withdrawn.

    \b
    Example:
        rosanna screening appeal p-7k2m9qab --include --reason "saw the diploma"
    """
    if outcome is None:
        raise click.UsageError("say --include, --exclude or --withdraw")
    with one_clear_line():
        from indexer.commands import screening  # noqa: PLC0415

        screening.appeal(who, outcome, reason)
