"""`auditor check`: audit articles and print what to mend."""

from typing import Any

import click

from auditor.cli.options import fluency_option, rule_options, weights_option
from auditor.cli.reports import destinations
from auditor.cli.run import Asked, run
from auditor.reporters import FORMATS
from auditor.triage.gate import FORMS


@click.command("check", epilog="Exit codes: 0 nothing that --fail-on names, 1 something, 2 bad usage or input, 3 internal error.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("--format", "output", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--report", "reports", multiple=True, metavar="FORMAT=PATH", help="Write a report to a file too; repeatable.")
@click.option("--fail-on", multiple=True, metavar="CONDITION", help=f"What exits 1; repeatable: {FORMS}. [default: major]")
@click.option("--max-findings", type=click.IntRange(0), metavar="N", help="Exit 1 for more findings than this, of any severity.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that are known: see `auditor baseline`.")
@click.option("--diff-from", metavar="REV", help="Only what changed since a git revision, or in a range of them.")
@click.option("--fix", is_flag=True, help="Write safe fixes into the files.")
@click.option("--unsafe-fixes", is_flag=True, help="Write all fixes into the files; read the text afterwards.")
@click.option("--diff", is_flag=True, help="Show what the fixes would change; write nothing.")
@click.option(
    "--reference",
    "references",
    multiple=True,
    type=click.Path(path_type=str),
    metavar="REF",
    help="Human translation of the one article; repeatable.",
)
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of showing each.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors; the exit code tells.")
@click.option("--watch", is_flag=True, help="Audit again whenever a file is saved. Ends with Ctrl-C.")
@click.option("--encoding", help="Encoding of the files, when it is neither UTF-8, UTF-16 nor cp1252.")
@weights_option
@fluency_option
@rule_options
def command(watch: bool, reports: tuple[str, ...], **options: Any) -> int:
    """Audit PATHS: text files, JSON Lines, directories of them, or - for standard input."""
    own = {name: options.pop(name) for name in Asked.__struct_fields__ if name in options}
    asked = Asked(**own, reports=destinations(reports), rules=options)
    if asked.statistics and asked.output != "text":
        raise click.UsageError("--statistics goes with --format text; count the findings of JSON yourself.")
    if asked.diff and (asked.output != "text" or asked.statistics or asked.quiet):
        raise click.UsageError("--diff prints a diff and nothing else; leave out --format, --statistics and --quiet.")
    if asked.prints_text and asked.output != "text":
        raise click.UsageError("the corrected text goes to standard output; write the report to a file with --report.")
    if asked.fixing and asked.references:
        raise click.UsageError("fix the article first, then score it with --reference.")
    if not watch:
        return run(asked)
    if "-" in asked.paths:
        raise click.UsageError("--watch needs files; standard input cannot be saved again.")
    from auditor.cli.watch import watching

    return watching(asked)
