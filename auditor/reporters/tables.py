"""Tables of figures: in plain columns for a terminal, in pipes for Markdown."""

from collections.abc import Callable, Sequence

from auditor.reporters.terminal import width

Row = tuple[str, ...]
Table = Callable[[Row, Sequence[Row]], str]


def columns(header: Row, rows: Sequence[Row]) -> str:
    """The first column to the left, the others, which hold figures, to the right."""
    widths = [max(width(row[at]) for row in [header, *rows]) for at in range(len(header))]
    return "\n".join("  ".join(_padded(at, cell, widths[at]) for at, cell in enumerate(row)).rstrip() for row in [header, *rows])


def pipes(header: Row, rows: Sequence[Row]) -> str:
    """The same as Markdown."""
    lines = [header, ("-", *["-:"] * (len(header) - 1)), *rows]
    return "\n".join("| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) + " |" for row in lines)


def _padded(at: int, cell: str, wide: int) -> str:
    space = " " * (wide - width(cell))
    return cell + space if not at else space + cell
