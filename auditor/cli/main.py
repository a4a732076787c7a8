"""The command group. Commands are imported when they are called: start-up is felt."""

import sys
from importlib import import_module

import click

from auditor import __version__
from auditor.errors import AuditorError

INTERNAL_ERROR = 3
INTERRUPTED = 130


class Commands(click.Group):
    """One file for each command; its help line stands here so that `--help` imports none of them."""

    HOMES = {
        "check": "Audit articles and print what to mend.",
        "scan": "Audit many documents from JSON Lines into JSON Lines.",
        "rules": "List, explain, test and write rules.",
        "init": "Write a configuration file to start from.",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.HOMES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.HOMES:
            return None
        command: click.Command = import_module(f"auditor.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.HOMES.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Audit machine-translated news before the public reads it."""


def main() -> None:
    """Run the command line. Exit codes: DESIGN §6."""
    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except AuditorError as error:
        click.echo(f"auditor: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _silence_stdout()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last line of defense: a message, not a traceback
        import os

        if os.environ.get("AUDITOR_DEBUG"):
            raise
        click.echo(f"auditor: internal error: {type(error).__name__}: {error}\nSet AUDITOR_DEBUG=1 for the traceback.", err=True)
        sys.exit(INTERNAL_ERROR)


def _silence_stdout() -> None:
    """Python flushes standard output at exit; on a closed pipe that would print an error."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
