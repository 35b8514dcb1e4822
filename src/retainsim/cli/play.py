"""The command that opens the firm in a browser, to be played."""

from __future__ import annotations

import signal
import socket
from contextlib import closing
from typing import Any

import click

from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.dialogue import ONE_SCENARIO, SET, WHOLE, InputWrong, options, strategy_names

LOOPBACK = "127.0.0.1"
PINGS = 5.0  # [s] between two, and until an answer must be there: who has gone is noticed within twice that


@click.command(short_help="Play the firm in a browser.")
@ONE_SCENARIO
@click.option("--strategy", metavar="NAME", shell_complete=strategy_names,
              help="Strategy to begin with; if not given, the one that the firm has followed up to week 0.")
@click.option("--replication", type=WHOLE, default=0, show_default=True, metavar="K",
              help="Which world: the same as number K of compare.")
@options(SET)
@click.option("--port", type=WHOLE, default=8642, show_default=True, metavar="N",
              help="Where the page is to be found; 0 for any free port.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
def play(scenario: str, changes: tuple[str, ...], strategy: str | None, replication: int, port: int,
         no_browser: bool) -> None:
    """Play the firm in a browser: move hours between jobs while the years go by, and see what the firm does not.

    SCENARIO is a file or the name of a shipped scenario. The page is for this computer only; Ctrl-C ends it.

    \b
    Example:  retainsim play isp
    """
    from retainsim.scenario import load

    world = load(scenario, changes)
    if not 0 <= port < 2**16:
        raise InputWrong(f"--port {port}\n  must be a whole number from 0 to 65535.")
    try:
        server, address, listener = in_background(lambda: _open(world, strategy, replication, port))
    except ModuleNotFoundError as error:
        raise click.ClickException(f"The page needs {error.name}, which is not installed: "
                                   "pip install 'retainsim[classroom]'") from None
    with closing(listener):
        click.echo(f"The firm is at {address}\nCtrl-C ends it.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            in_background(lambda: server.run([listener]))
        except KeyboardInterrupt:  # the usual end
            click.echo("\nThe page is closed.")


def _open(scenario: Any, strategy: str | None, replication: int, port: int) -> tuple[Any, str, socket.socket]:
    """A server that need only be run, the address of its page, and its socket; a first world is ready by then."""
    import uvicorn

    from retainsim.classroom.host import Host, page_files
    from retainsim.classroom.protocol import MOST_BYTES_WITH_A_FILE
    from retainsim.classroom.session import Session
    from retainsim.study.setup.request import Request

    request = Request(strategies=strategy or scenario.market.seasoned_by, replication=replication)
    scenario = request.settle(scenario, {"strategies", "replication"}, 1)
    say_if_compiling()
    Session(scenario, lambda head, buffers: None, replication, strategy).close()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()  # a browser that is quicker than the server waits for it
    except OSError as error:
        raise InputWrong(f"--port {port}\n  cannot be used: {error.strerror}. Is the page open already? "
                         "--port 0 takes any free one.") from None
    names = [f"{name}:{listener.getsockname()[1]}" for name in (LOOPBACK, "localhost")]
    host = Host(lambda send: Session(scenario, send, replication, strategy), names, page_files())
    config = uvicorn.Config(host.app, log_level="warning", server_header=False, ws_ping_interval=PINGS,
                            ws_ping_timeout=PINGS, ws_max_size=MOST_BYTES_WITH_A_FILE)
    return uvicorn.Server(config), f"http://{names[0]}/{host.token}/", listener
