"""The data room's commands: `rosanna sample-web`."""

from pathlib import Path

import click

from data.sample_server import SampleWeb, SampleWebError

SAMPLE_WEB = Path(__file__).parent / "sample_web"
"""The made-up web that comes with the program."""


@click.command("sample-web")
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=SAMPLE_WEB,
    help="Folder that holds one folder a host. Default: the made-up web that comes with Rosanna.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8081, show_default=True, help="0: any free one."
)
@click.option(
    "--log",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to which one line a request is added: time, host, method, path, status, bytes.",
)
def sample_web(root: Path, port: int, log: Path | None) -> None:
    """Serve a folder of web sites to this machine, as a site and as a proxy.

    FOLDER/<host>/<path> answers http://<host>/<path>. Nothing outside the folder is ever served or fetched:
    an unknown host is answered with 502, https with 501.

    \b
    To crawl it, let the crawler go through it:
        rosanna sample-web &
        http_proxy=http://127.0.0.1:8081 rosanna crawl data/sample_sources/sample-directory.yaml

    \b
    To look at a page, with curl or in a browser:
        curl -x http://127.0.0.1:8081 http://rosanna-osteo.example/fees
        http://rosanna-osteo.example.localhost:8081/fees

    \b
    How addresses become files:
        /            index.html, index.htm or index.php; any folder likewise
        /fees        fees, fees.html, fees.htm, fees.php, or the folder fees/
        /list?page=2 list__page=2.html; list.html where there is none
        /api/interpreter  on a host with overpass.json: an Overpass endpoint

    Ctrl-C ends it.
    """
    try:
        with SampleWeb(root, port, log) as web:
            hosts = sum(1 for entry in root.iterdir() if entry.is_dir())
            click.echo(f"Sample web of {hosts} hosts: {web.proxy_url}/ lists them. Ctrl-C ends it.")
            click.echo(f"As a proxy: http_proxy={web.proxy_url} rosanna crawl SOURCE")
            web.wait()
    except SampleWebError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Sample web ended.")
