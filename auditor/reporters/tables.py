"""Tables of figures: in plain columns for a terminal, in pipes for Markdown."""

from collections.abc import Callable, Sequence

from auditor.reporters.terminal import visible, width

_LONGEST = 100  # code points of a name
Row = tuple[str, ...]
Table = Callable[[Row, Sequence[Row]], str]


def named(text: str) -> str:
    """A name as a cell: nothing that commands the terminal, and its middle left out where it would widen every line."""
    half = _LONGEST // 2
    return visible(text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}")


def columns(header: Row, rows: Sequence[Row]) -> str:
    """The first column to the left, the others, which hold figures, to the right."""
    widths = [max(width(row[at]) for row in [header, *rows]) for at in range(len(header))]
    return "\n".join("  ".join(_padded(at, cell, widths[at]) for at, cell in enumerate(row)).rstrip() for row in [header, *rows])


def pipes(header: Row, rows: Sequence[Row]) -> str:
    """The same as Markdown. What names hold is neither a cell of its own nor HTML."""
    lines = [header, ("-", *["-:"] * (len(header) - 1)), *rows]
    return "\n".join("| " + " | ".join(map(_escaped, row)) + " |" for row in lines)


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _padded(at: int, cell: str, wide: int) -> str:
    space = " " * (wide - width(cell))
    return cell + space if not at else space + cell
