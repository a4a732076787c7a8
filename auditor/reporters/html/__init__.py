"""`html`: one self-contained page for a desk. Nothing of an article can run in it, and it asks the network for nothing.

A content security policy names the hashes of our own style and scripts; whatever else a browser might take for code is refused.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from auditor import __version__
from auditor.document import Document
from auditor.report import Report
from auditor.reporters import fluency
from auditor.reporters.html import characters, words
from auditor.reporters.html.marks import Mark
from auditor.reporters.html.view import NO_VERDICT, Page
from auditor.scoring.verdict import LEVELS
from auditor.scoring.verdict.reasons import shown
from auditor.text.wording import counted, language_name

_HERE = files(__name__)
_STYLES = ("base", "index", "article", "media")
_SCRIPTS = ("page", "index", "article", "filters", "finding", "fixes", "events")
_EARLY_SCRIPT = 'document.documentElement.classList.add("js")'  # before anything is painted
_LONGEST = 300  # code points of a flagged text in the list
_EXAMPLE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def render(report: Report) -> str:
    """The page: an index of the articles if there are several, each article, the rules that flagged something."""
    style, script = _style(), _script()
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=Page(report),
            policy=_policy(style, _EARLY_SCRIPT, script),
            style=style,
            script=script,
            early_script=_EARLY_SCRIPT,
            version=__version__,
            levels=LEVELS,
            no_verdict=NO_VERDICT,
        )
    )


def _policy(style: str, *scripts: str) -> str:
    """`data:` is for the empty icon, without which browsers ask a server for one."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; img-src data:; base-uri 'none';"
        " form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def _style() -> str:
    return "\n".join(_asset(f"styles/{name}.css") for name in _STYLES)


def _script() -> str:
    """One program, whose names stay its own."""
    parts = "\n".join(_asset(f"scripts/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n{{\n{parts}}}\n'


def _asset(path: str) -> str:
    return _HERE.joinpath(*path.split("/")).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """Every text that a template prints is escaped, and made harmless before."""
    environment = Environment(
        loader=FunctionLoader(lambda name: _asset(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_FILTERS)
    return environment


def _harmless(value: Any) -> Any:
    return characters.plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _flagged(mark: Mark, document: Document) -> str:
    text = document.text[mark.start : mark.end]
    seen = words.seen(text)
    return seen if len(seen) <= _LONGEST else seen[:_LONGEST] + "…"


def _example(text: str) -> Markup:
    """A wrong example, with its faults marked."""
    parts = _EXAMPLE.split(characters.plain(text))  # every second one was in brackets
    return Markup("").join(Markup("<mark>{}</mark>").format(part) if at % 2 else part for at, part in enumerate(parts))


_FILTERS: dict[str, Callable[..., Any]] = {
    "chance": shown,
    "counted": counted,
    "exact": characters.exact,
    "example": _example,
    "figure": lambda value: f"{value:,.6g}",
    "flagged": _flagged,
    "fluency": fluency.summary,
    "language": language_name,
    "lead": lambda text: text[: len(text) - len(text.lstrip())],
    "points": lambda value: f"{value:,.1f}",
    "readable": words.readable,
    "seen": words.seen,
}
