"""The command that opens the firm in a browser, to be played."""

from __future__ import annotations

import errno
import signal
import socket
from contextlib import ExitStack, closing, suppress
from typing import Any

import click

from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.dialogue import ONE_SCENARIO, SET, WHOLE, InputWrong, options, strategy_names

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
PINGS = 5.0  # [s] between two, and until an answer must be there: who has gone is noticed within twice that
WARNING = ("The page can be reached from the network by everybody who has its address, and nothing is encrypted:\n"
           "use a network that you trust, and end the page when the lesson is over.")


@click.command(short_help="Play the firm in a browser.")
@ONE_SCENARIO
@click.option("--strategy", metavar="NAME", shell_complete=strategy_names,
              help="Strategy to begin with; if not given, the one that the firm has followed up to week 0.")
@click.option("--replication", type=WHOLE, default=0, show_default=True, metavar="K",
              help="Which world: the same as number K of compare.")
@options(SET)
@click.option("--class", "for_class", is_flag=True, help="Open a class: teams join by a code and play the same game.")
@click.option("--host", default=LOOPBACK, show_default=True, metavar="ADDRESS",
              help="Address of this computer that the page is opened at; another than 127.0.0.1 lets the network in, "
                   "0.0.0.0 is all of them.")
@click.option("--port", type=WHOLE, default=8642, show_default=True, metavar="N",
              help="Where the page is to be found; 0 for any free port.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
def play(scenario: str, changes: tuple[str, ...], strategy: str | None, replication: int, for_class: bool, host: str,
         port: int, no_browser: bool) -> None:
    """Play the firm in a browser: move hours between jobs while the years go by, and see what the firm does not.

    SCENARIO is a file or the name of a shipped scenario. The page is for this computer only, unless --host says
    otherwise; Ctrl-C ends it.

    \b
    Example:  retainsim play isp
              retainsim play isp --class --host 0.0.0.0
    """
    from retainsim.scenario import load

    world = load(scenario, changes)
    if not 0 <= port < 2**16:
        raise InputWrong(f"--port {port}\n  must be a whole number from 0 to 65535.")
    if for_class and strategy is not None:
        raise InputWrong("--strategy\n  cannot be chosen for a class: every team takes the firm over as it is.")
    with ExitStack() as until_the_end:
        listener = until_the_end.enter_context(closing(_listener(host, port)))
        names = [f"{name}:{listener.getsockname()[1]}" for name in _names(host)]
        try:
            house, server = in_background(lambda: _open(world, strategy, replication, for_class, names))
        except ModuleNotFoundError as error:
            raise click.ClickException(f"The page needs {error.name}, which is not installed: "
                                       "pip install 'retainsim[classroom]'") from None
        until_the_end.enter_context(closing(house))
        if host != LOOPBACK:
            click.echo(WARNING, err=True)
        address = house.teacher_address if for_class else house.address
        if for_class:
            click.echo(f"Your page, for you alone:  {address}\nTeams join at:             {house.address}")
            if host == LOOPBACK:
                click.echo("Only this computer can reach it; --host 0.0.0.0 opens it to your network.")
        else:
            click.echo(f"The firm is at {address}")
        click.echo("Ctrl-C ends it.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            in_background(lambda: server.run([listener]))
        except KeyboardInterrupt:  # the usual end
            click.echo("\nThe class is over." if for_class else "\nThe page is closed.")


def _open(scenario: Any, strategy: str | None, replication: int, for_class: bool,
          names: list[str]) -> tuple[Any, Any]:
    """A house, and a server of its pages that need only be run; a first world is ready by then."""
    import uvicorn

    from retainsim.classroom.doors import Visitors
    from retainsim.classroom.host import Host, page_files
    from retainsim.classroom.protocol import MOST_BYTES_WITH_A_FILE
    from retainsim.classroom.room import Room
    from retainsim.classroom.session import Session
    from retainsim.study.setup.request import Request

    request = Request(strategies=strategy or scenario.market.seasoned_by, replication=replication)
    scenario = request.settle(scenario, {"strategies", "replication"}, 1)
    say_if_compiling()
    Session(scenario, lambda head, buffers: None, replication, strategy).close()
    house = (Room(scenario, replication, f"http://{names[-1]}/") if for_class else
             Visitors(lambda send: Session(scenario, send, replication, strategy), f"http://{names[-1]}/"))
    config = uvicorn.Config(Host(house, names, page_files()).app, log_level="warning", server_header=False,
                            proxy_headers=False, ws_ping_interval=PINGS, ws_ping_timeout=PINGS,
                            ws_max_size=MOST_BYTES_WITH_A_FILE)
    return house, uvicorn.Server(config)


def _listener(host: str, port: int) -> socket.socket:
    """A socket that listens at an address of this computer: a browser that is quicker than the server waits for it."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        from retainsim.scenario.errors import printable

        listener.close()
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise InputWrong(f"--host {printable(host)}\n  is not an address of this computer. "
                             f"{EVERYWHERE} is all that it has.") from None
        raise InputWrong(f"--port {port}\n  cannot be used: {error.strerror}. Is the page open already? "
                         "--port 0 takes any free one.") from None
    return listener


def _names(host: str) -> list[str]:
    """The names under which a page at this address is reached; the one for other computers is the last."""
    if host == LOOPBACK:
        return ["localhost", LOOPBACK]
    if host != EVERYWHERE:
        return [host]
    names = [LOOPBACK, "localhost", socket.gethostname()]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as question, suppress(OSError):
        question.connect(("192.0.2.1", 9))  # nothing is sent; it is asked which way it would go
        names.append(question.getsockname()[0])
    return names
