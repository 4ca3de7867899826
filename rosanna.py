"""The `rosanna` command: one group; each room has its own commands."""

import sys
from collections.abc import Mapping
from importlib import import_module

import click

COMMANDS: Mapping[str, tuple[str, str]] = {
    "alerts": (
        "operations.commands.alerts_cli:alerts_group",
        "Be told by mail or webhook when something needs you.",
    ),
    "archive": (
        "crawler.commands.upkeep_cli:archive_group",
        "The archive of fetched pages: how large it is, and making it smaller.",
    ),
    "backup": ("operations.commands.backup_cli:backup_command", "Copy everything that is kept to a folder."),
    "correct": (
        "indexer.commands.decisions_cli:correct_group",
        "Correct facts, until the sources agree.",
    ),
    "crawl": (
        "crawler.cli:crawl_command",
        "Fetch what a source says about providers, politely, and keep it.",
    ),
    "diagnose": ("crawler.commands.upkeep_cli:diagnose_command", "Say what is wrong with a source, and why."),
    "doctor": (
        "operations.commands.doctor_cli:doctor_command",
        "Look at everything that is needed, and say what to do.",
    ),
    "evaluate": ("indexer.cli:evaluate_command", "Score what is found against labels made by hand."),
    "export": ("indexer.cli:export_command", "Write every provider with its sources."),
    "facts": ("indexer.cli:facts_command", "Show what is found on a site, and why."),
    "identity": (
        "indexer.commands.identity_cli:identity_group",
        "Say which listings are of one provider.",
    ),
    "index": ("indexer.cli:index_command", "Make what was crawled searchable."),
    "rebuild": ("indexer.cli:rebuild_command", "Make everything derived anew, from store and archive."),
    "requests": (
        "crawler.commands.requests_cli:requests_group",
        "Read what visitors ask: corrections and removals.",
    ),
    "restore": ("operations.commands.backup_cli:restore_command", "Put a backup back into an empty home."),
    "sample-web": (
        "data.cli:sample_web",
        "Serve a folder of web sites to this machine, as a site and as a proxy.",
    ),
    "schedule": (
        "operations.commands.schedule_cli:schedule_group",
        "See what is due and what runs; pause, resume, run now.",
    ),
    "screening": (
        "indexer.commands.decisions_cli:screening_group",
        "See who is not listed, why, and decide.",
    ),
    "search": ("indexer.cli:search_command", "Ask the index from the shell."),
    "serve": ("search_web.cli:serve", "Serve the web site and its API."),
    "sources": ("crawler.commands.sources_cli:sources_group", "List and check the sources."),
    "suppress": ("indexer.commands.suppress_cli:suppress_group", "Leave providers out who ask for it."),
    "user": ("operations.commands.users_cli:user_group", "Say who may sign in at the desk."),
    "worker": ("operations.commands.worker_cli:worker_command", "Crawl what is due, by itself."),
}
"""Where each command lies, and what the list of commands says of it."""


class LazyGroup(click.Group):
    """Imports a command when it is asked for: all rooms together take seconds to load."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (as above)
        """The command itself; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (as above)
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="rosanna", prog_name="rosanna")
def main() -> None:
    """Find osteopathy and massage providers, with the source of every fact.

    \b
    The usual order of work:
      rosanna crawl sites --seeds FILE   fetch the sites listed in FILE, politely, and keep their pages
      rosanna index                      work out what each provider states, with evidence
      rosanna search "massage rosanna"   ask the index from the shell
      rosanna serve                      open the web site on http://127.0.0.1:8000
      rosanna export                     write every provider as JSON, CSV or GeoJSON

    All state lies under one folder, ROSANNA_HOME (default ./var). Nothing else is written but the files
    that you name yourself, such as --output.
    """


if __name__ == "__main__":
    sys.exit(main())
