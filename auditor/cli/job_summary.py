"""The summary of a job of GitHub Actions: Markdown in a file that the runner names."""

import os

from auditor.cli.options import complain

_VARIABLE = "GITHUB_STEP_SUMMARY"
_MOST = 1_000_000  # bytes in the file: of a step with more than 1 MiB GitHub shows nothing at all


def append(markdown: str) -> None:
    """Append to the summary; outside of GitHub Actions nothing happens. What cannot be written is said, and fails no run."""
    path = os.environ.get(_VARIABLE)
    if not path:
        return
    content = markdown.encode("utf-8", "replace")
    try:
        with open(path, "ab") as stream:
            if stream.tell() + len(content) > _MOST:
                complain(f"{_VARIABLE}: no room for the report; GitHub shows no summary of more than 1 MiB")
            else:
                stream.write(content)
    except OSError as error:
        complain(f"{_VARIABLE}: the report cannot be written: {error.strerror}")
