"""`auditor init`: write a configuration file to start from."""

from pathlib import Path

import click

from auditor.errors import ConfigError

_TEMPLATE = """\
# Settings of auditor for the files in and below this directory.
# Lists of rules take pack names (fr), rule ids (fr.quotation-verb-first) and patterns (fr.format-*).

# fail-on = "major"        # what makes `auditor check` exit 1: a severity, penalty:20, verdict:needs-post-editing; or a list
# from = "fr"              # when all copy here comes from one language
# ignore = []
# vocabulary = []          # words and names that are never flagged
# packs = ["desk-rules"]   # directories with rules of your own
# preview = false          # run rules that are still on trial
# weights = "mqm"          # of errors in the MQM score: mqm, wmt, or a profile of your own
# fluency = "house.lm"     # a house model, from `auditor fluency train`
# baseline = "auditor-baseline.json"   # known findings, from `auditor baseline create`

# [severity]
# "any.double-space" = "neutral"

# [profiles.house]         # points of one error; weights = "house" uses them
# neutral = 0
# minor = 1
# major = 5
# critical = 10
# [profiles.house.types]
# "style" = 0.5            # a number multiplies the points of the severity
# "linguistic-conventions/punctuation" = { minor = 0.1 }

# [verdict]                # from where on a text is called what
# raw-probability = 0.93
# post-editing-probability = 0.85
# light-edit-probability = 0.7
# post-editing-penalty = 20.0    # points per 1,000 words
# light-edit-penalty = 1.0

# [[override]]
# paths = ["sport/**"]
# ignore = []
"""


@click.command("init")
@click.argument("directory", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(directory: Path) -> None:
    """Write auditor.toml, all settings explained, into DIRECTORY."""
    path = directory / "auditor.toml"
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(_TEMPLATE)
    except FileExistsError:
        raise ConfigError("exists already; edit it, or remove it first", place=str(path)) from None
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", place=str(path)) from None
    click.echo(f"Wrote {path}. Next: auditor check ARTICLE.txt")
