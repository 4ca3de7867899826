"""`rosanna requests`: what visitors of the site ask of the operator."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from crawler.home import Home, HomeError
from crawler.kept import inbox
from crawler.store import Store, StoreError


@click.group("requests", short_help="Read what visitors ask: corrections and removals.")
def requests_group() -> None:
    """What visitors of the site ask of you by the forms on each provider's page.

    A request to leave somebody out asks for no reason and no proof; answer it soon.
    """


@contextmanager
def _store() -> Iterator[Store]:
    try:
        with Store(Home.from_environment().database_url) as store:
            yield store
    except (HomeError, StoreError) as error:
        raise click.ClickException(str(error)) from error


@requests_group.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that are done, too.")
def list_command(everything: bool) -> None:
    """Show the requests that wait, oldest first."""
    with _store() as store:
        found = list(inbox.every(store) if everything else inbox.waiting(store))
    for one in found:
        state = f"done {one.done_at:%Y-%m-%d}" if one.done_at else "waits"
        name = _plain(one.provider_name)[:60]
        click.echo(f"{one.id}  {one.made_at:%Y-%m-%d}  {state}  {one.kind:8}{one.provider_id}  {name}")
    if not found:
        click.echo("No requests." if everything else "No requests wait.")


@requests_group.command("show")
@click.argument("request_id", metavar="ID")
def show_command(request_id: str) -> None:
    """Show one request whole, and what to do about it."""
    with _store() as store:
        one = inbox.find(store, request_id)
    click.echo(f"{one.id}: {inbox.SAID.get(one.kind, one.kind)}")
    click.echo(f"about     {one.provider_id}  {_plain(one.provider_name)[:200]}")
    click.echo(f"received  {one.made_at:%Y-%m-%d %H:%M} UTC")
    click.echo(f"answer to {_plain(one.contact) or '(nobody: no address was left)'}")
    click.echo(f"\n{_plain(one.message) or '(no words)'}\n")
    if one.done_at:
        click.echo(f"done {one.done_at:%Y-%m-%d}: {one.note or '(no note)'}")
        return
    if one.kind == "remove":
        click.echo(f"To leave them out:   rosanna suppress add --provider {one.provider_id}")
    if one.kind in {"wrong", "correct"}:
        click.echo(f"To correct a fact:   rosanna correct add --help   (the provider is {one.provider_id})")
    click.echo(f"When it is answered: rosanna requests done {one.id} --note WHAT-YOU-DID")


@requests_group.command("done")
@click.argument("request_id", metavar="ID")
@click.option("--note", default="", help="What you did; no personal data.")
def done_command(request_id: str, note: str) -> None:
    """Mark a request as answered, and forget what its writer said and where they are reached."""
    with _store() as store:
        inbox.done(store, request_id, note)
    click.echo(f"{request_id} is done.")


def _plain(text: str) -> str:
    """Text of a stranger, without what could steer a terminal."""
    return "".join(one for one in text if one.isprintable() or one == "\n")
