"""Text of strangers in Markdown: shown as it is, whatever it says."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.lsp.hover import escaped
from auditor.reporters.terminal import visible

_MARKUP = r"*_`#>[]()!<&~|\-+=.:/0123456789 ab" + '"'


@given(st.text(_MARKUP, max_size=30) | st.text(max_size=30))
@example("![x](http://example.org/a.png)")
@example("<img src=x onerror=alert(1)>")
@example("[run](command:delete)")
@example("<http://example.org>")
@example("&lt;b&gt; &amp; &#60;")
@example("1. one")
@example("- one")
@example("# one")
@example("==")
@example("```sh")
@example("    code")
@example("a\n\n> b")
def test_escaped_text_is_a_paragraph_of_itself(text: str) -> None:
    shown = MarkdownIt("commonmark").render(f"before\n\n{escaped(text)}").removeprefix("<p>before</p>\n")
    paragraph = re.fullmatch(r"(?:<p>([^<>]*)</p>\n)?", shown)
    assert paragraph, shown
    assert unescape(paragraph[1] or "") == " ".join(visible(text).split())


def test_addresses_do_not_become_links() -> None:
    assert "http://" not in escaped("see http://example.org")
    assert "www.e" not in escaped("see www.example.org")
    assert "a@b" not in escaped("write to a@b.org")
