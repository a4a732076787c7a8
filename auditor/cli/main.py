"""The command group. Commands are imported when they are called: start-up is felt."""

import os
import sys
from importlib import import_module
from typing import Any

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
        "score": "Score translations against human references.",
        "compare": "Tell whether systems differ by more than chance.",
        "fluency": "Learn how the newsroom writes, and score texts by it.",
        "evaluate": "Measure the rules on annotated and on clean text.",
        "scorecard": "Score texts, or what people annotated in them, after MQM.",
        "baseline": "Keep a list of known findings, so that only new ones fail.",
        "lsp": "Serve text editors over the Language Server Protocol.",
        "rules": "List, explain, test and write rules.",
        "init": "Write a configuration file to start from.",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the interface of click
        return list(self.HOMES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in self.HOMES:
            return None
        command: click.Command = import_module(f"auditor.cli.{name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.HOMES and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.HOMES, n=1)
            raise click.UsageError(f"No such command {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(self.HOMES.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Audit machine-translated news before the public reads it."""


def main() -> None:
    """Run the command line. Exit codes: DESIGN §6."""
    output = sys.stdout
    try:
        code = cli.main(standalone_mode=False, color=False if os.environ.get("NO_COLOR") else None)
        sys.exit(code if isinstance(code, int) else 0)
    except SystemExit:
        if sys.stdout is not output:  # click's answer to a closed pipe: it replaces the stream and exits with 1
            _discard_output()
            sys.exit(0)
        raise
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except AuditorError as error:
        _complain(str(error))
        sys.exit(2)
    except TimeoutError as error:  # an OSError that says nothing of files: NLTK gives up on a text
        _complain(f"internal error: {error or 'a text took too long'}")
        sys.exit(INTERNAL_ERROR)
    except OSError as error:  # what reads and opens files catches its own: this is standard output
        _discard_output()
        _complain(f"cannot write: {error.strerror}")
        sys.exit(2)
    except Exception as error:  # the last line of defense: a message, not a traceback
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        _complain(f"internal error: {type(error).__name__}: {error}. Set AUDITOR_DEBUG=1 for the traceback.")
        sys.exit(INTERNAL_ERROR)


def _complain(message: str) -> None:
    from auditor.reporters.terminal import visible

    click.echo(f"auditor: {visible(message)}", err=True)


def _discard_output() -> None:
    """Python flushes standard output at exit; where that cannot be written to, it would print an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
