"""`rosanna schedule`: what is due, what runs, and what the schedule is told."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import wraps
from getpass import getuser
from pathlib import Path
from typing import Any

import click

from crawler.commands.options import Mistake, sources_dir
from crawler.commands.sources_cli import sources_folder
from crawler.home import Home, HomeError
from crawler.runs.scope import CrawlError, areas_of
from crawler.store import StoreError
from data.source import Source
from operations.asked import Sources
from operations.due import BEGINNING, Due, Plan
from operations.job import ACTIVE, OperationsError
from operations.ledger import Ledger

SHOWN_DUE = 20
as_json = click.option("--json", "as_json", is_flag=True, help="The same as JSON.")


@click.group("schedule")
def schedule_group() -> None:
    """See what is due and what runs, and tell the schedule what to leave alone or to begin.

    \b
        rosanna schedule list                    every source: due, covered, what keeps it
        rosanna schedule due                     the areas that are due, the most overdue first
        rosanna schedule pause osm --hours 48    leave a source alone for two days
        rosanna schedule resume osm
        rosanna schedule run-now osm --suburb "Rosanna VIC"

    Nothing here crawls: `rosanna worker` does.
    """


def _one_line(command: Callable[..., None]) -> Callable[..., None]:
    """What a person can mend is one line."""

    @wraps(command)
    def careful(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except (CrawlError, OperationsError) as error:
            raise Mistake(str(error)) from error
        except (HomeError, StoreError) as error:
            raise click.ClickException(str(error)) from error

    return careful


@contextmanager
def _opened(folder: Path | None) -> Iterator[tuple[Ledger, Sources]]:
    home = Home.from_environment()
    home.make()
    with Ledger(home.database_url) as ledger:
        yield ledger, Sources(sources_folder(folder))


@schedule_group.command("list")
@as_json
@sources_dir
@_one_line
def list_command(*, as_json: bool, sources_dir: Path | None) -> None:
    """Show every source: how many of its areas are due, when the next will be, and what keeps it.

    Times are those of the source's own zone in the table, UTC in JSON. Exit status 1 when a source's YAML
    cannot be used.
    """
    with _opened(sources_dir) as (ledger, sources):
        plans, now = sources.plans(ledger), ledger.clock()
        up = [one for one in ledger.workers() if one.is_up(now)]
        if as_json:
            click.echo(
                json.dumps({"workers": len(up), "sources": [_plan_json(one) for one in plans]}, indent=1)
            )
        else:
            for line in _table(
                ("source", "cadence", "areas", "due", "state", "next due"), [_plan_row(one) for one in plans]
            ):
                click.echo(line)
            for job in ledger.jobs(ACTIVE):
                click.echo(
                    f"job {job.id}: {job.title}, {job.state}, {job.done} of {max(1, len(job.areas))} done"
                )
            if not up:
                click.echo("No worker is up: start one with `rosanna worker`.")
        for trouble in sources.troubles:
            click.echo(f"left out: {trouble}", err=True)
        if sources.troubles:
            raise SystemExit(1)


@schedule_group.command("due")
@click.option("--source", "only", metavar="SOURCE", help="Only this source.")
@click.option("--all", "everything", is_flag=True, help=f"All of them. Default: the first {SHOWN_DUE}.")
@as_json
@sources_dir
@_one_line
def due_command(*, only: str | None, everything: bool, as_json: bool, sources_dir: Path | None) -> None:
    """Name the areas that are due, the most overdue first, with what keeps those that are not begun."""
    with _opened(sources_dir) as (ledger, sources):
        plans = sources.plans(ledger)
        if only is not None:
            plans = [_plan_of(only, plans)]
        found = sorted(
            ((one, plan) for plan in plans for one in plan.due),
            key=lambda pair: (pair[0].due_at, pair[0].source),
        )
        if as_json:
            click.echo(json.dumps([_due_json(one, plan) for one, plan in found], indent=1))
            return
        shown = found if everything else found[:SHOWN_DUE]
        rows = [
            (
                one.source,
                one.area or "(all of it)",
                _since(one.due_at),
                one.held or plan.held or _job_of(plan),
            )
            for one, plan in shown
        ]
        for line in _table(("source", "area", "due since (UTC)", "kept by"), rows):
            click.echo(line)
        if len(found) > len(shown):
            click.echo(f"and {len(found) - len(shown):,} more; --all names them")
        if not found:
            click.echo("Nothing is due.")


@schedule_group.command("pause")
@click.argument("source")
@click.option(
    "--hours", type=click.FloatRange(min=0, min_open=True), help="For so long. Default: until resumed."
)
@click.option("--reason", default="", metavar="WORDS", help="Shown wherever the pause is.")
@sources_dir
@_one_line
def pause_command(*, source: str, hours: float | None, reason: str, sources_dir: Path | None) -> None:
    """Leave SOURCE alone. A job of it that runs goes on: `rosanna schedule stop` ends it."""
    with _opened(sources_dir) as (ledger, sources):
        plan = _plan_of(source, sources.plans(ledger))
        until = ledger.clock() + timedelta(hours=hours) if hours is not None else None
        ledger.pause(source, getuser(), reason, until)
        ends = f"until {until:%Y-%m-%d %H:%M} UTC" if until else f"until `rosanna schedule resume {source}`"
        click.echo(f"{source} is paused {ends}.")
        if plan.job is not None and plan.job.state == "running":
            click.echo(f"Job {plan.job.id} goes on: `rosanna schedule stop {plan.job.id}` ends it.")


@schedule_group.command("resume")
@click.argument("source")
@_one_line
def resume_command(source: str) -> None:
    """End the pause of SOURCE; what is due of it begins."""
    with _opened(None) as (ledger, _):
        ledger.resume(source, getuser())
        click.echo(f"{source} is resumed.")


@schedule_group.command("run-now")
@click.argument("source")
@click.option("--suburb", "suburbs", multiple=True, metavar="PLACE", help="Only this one. Repeatable.")
@sources_dir
@_one_line
def run_now_command(*, source: str, suburbs: tuple[str, ...], sources_dir: Path | None) -> None:
    """Crawl SOURCE as soon as a worker is free, whether it is due or not.

    Its quiet hours and blackouts hold all the same. SOURCE may be `index`: then the index is refreshed.
    """
    with _opened(sources_dir) as (ledger, sources):
        if source == "index":
            job = ledger.run_now("", (), getuser(), kind="index")
        else:
            plan = _plan_of(source, sources.plans(ledger))
            areas = [str(one) for one in areas_of(plan.source, suburbs)] if suburbs else []
            if suburbs and not areas:
                raise Mistake(f"{source} crawls sites, not suburbs: leave --suburb out")
            job = ledger.run_now(source, areas, getuser())
            opens = plan.source.schedule.next_open(ledger.clock())
            if opens is not None and opens > ledger.clock():
                click.echo(f"{source} is closed until {_local(opens, plan.source)}; it begins then.")
        click.echo(f"Job {job.id} waits: {job.title}.")
        if not any(one.is_up(ledger.clock()) for one in ledger.workers()):
            click.echo("No worker is up: start one with `rosanna worker`.")


@schedule_group.command("stop")
@click.argument("job", type=int)
@_one_line
def stop_command(job: int) -> None:
    """End JOB, a number, in good order. What it leaves is not begun by the schedule for a day."""
    with _opened(None) as (ledger, _):
        stopped = ledger.stop(job, getuser())
        click.echo(f"Job {job} is {'asked to end' if stopped.state in ACTIVE else 'ended'}.")


def _plan_of(source: str, plans: Sequence[Plan]) -> Plan:
    found = next((one for one in plans if one.source.id == source), None)
    if found is None:
        known = ", ".join(one.source.id for one in plans) or "none"
        raise OperationsError(f"no source {source!r}; known are: {known}")
    return found


def _plan_row(plan: Plan) -> tuple[str, ...]:
    state = _job_of(plan) or plan.held
    if not state:
        state = "ready" if plan.ready else plan.due[0].held or "" if plan.due else "up to date"
    if plan.held and plan.not_before is not None:
        state += f" until {_local(plan.not_before, plan.source)}"
    areas = len(plan.areas)
    following = _local(plan.next_due, plan.source) if plan.next_due else "-"
    return plan.source.id, plan.source.cadence, f"{areas:,}", f"{len(plan.due):,}", state, following


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "source": plan.source.id, "cadence": plan.source.cadence, "areas": len(plan.areas),
        "due": len(plan.due), "ready": len(plan.ready), "held": plan.held,
        "not_before": _iso(plan.not_before), "next_due": _iso(plan.next_due),
        "job": plan.job.id if plan.job else None,
    }  # fmt: skip


def _due_json(one: Due, plan: Plan) -> dict[str, Any]:
    return {
        "source": one.source,
        "area": one.area,
        "due_at": None if one.due_at == BEGINNING else _iso(one.due_at),
        "attempt": one.attempt,
        "held": one.held or plan.held,
        "not_before": _iso(one.not_before or plan.not_before),
    }


def _job_of(plan: Plan) -> str:
    return f"{plan.job.state} as job {plan.job.id}" if plan.job is not None else ""


def _since(moment: datetime) -> str:
    return "never covered" if moment == BEGINNING else f"{moment:%Y-%m-%d %H:%M}"


def _local(moment: datetime, source: Source) -> str:
    return f"{moment.astimezone(source.schedule.zone):%Y-%m-%d %H:%M %Z}"


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(one) for one in column) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
