"""The server as an editor uses it: what is published, said and offered."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from auditor.lsp.positions import Text
from tests.lsp.client import Client, Drive, span, typed
from tests.support import ARTICLE, Command, write_rules


def codes(diagnostics: list[types.Diagnostic]) -> list[Any]:
    return [diagnostic.code for diagnostic in diagnostics]


def applied(content: str, action: types.CodeAction) -> str:
    """The text after the edit of an action, as an editor applies it: from the end."""
    assert action.edit
    assert action.edit.document_changes
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    edits = [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        content = Text(content).replaced(edit.range, edit.new_text).content
    return content


def titled(actions: list[types.CodeAction], start: str) -> types.CodeAction:
    (action,) = (action for action in actions if action.title.startswith(start))
    return action


def test_a_document_is_audited_when_it_is_opened(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, ARTICLE)
        city, launched, *others = await client.diagnostics(uri, 1)
        assert (city.range, city.code, city.source) == (span(0, 17, 21), "en.city", "auditor")
        assert (city.message, city.severity) == ("kyiv keeps its capital: Kyiv", types.DiagnosticSeverity.Error)
        assert city.data == {"fingerprint": "e2c8ae58c91e65ae"}
        assert launched.severity == types.DiagnosticSeverity.Error
        assert codes(others) == ["fr.launched", "fr.fifteen", "any.teh"]
        assert others[1].severity == types.DiagnosticSeverity.Warning

    drive(steps)


def test_each_change_gives_the_findings_of_its_version(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "In the end.\n")
        assert await client.diagnostics(uri, 1) == []
        client.change(uri, 2, typed(span(0, 3, 6), "teh"))
        (slip,) = await client.diagnostics(uri, 2)
        assert slip.range == span(0, 3, 6)
        client.change(uri, 3, typed(span(0, 0, 0), "😀\u2028\x85\n\r"), typed(span(2, 0, 0), "e\u0301 "))
        (slip,) = await client.diagnostics(uri, 3)
        assert slip.range == span(2, 6, 9)
        client.change(uri, 4, types.TextDocumentContentChangeWholeDocument("😀 teh"))
        (slip,) = await client.diagnostics(uri, 4)
        assert slip.range == span(0, 3, 6)

    drive(steps)


def test_columns_count_code_points_for_a_client_that_can(drive_own: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "😀 teh 😀 teh")
        assert [found.range for found in await client.diagnostics(uri, 1)] == [span(0, 2, 5), span(0, 8, 11)]
        client.change(uri, 2, typed(span(0, 2, 5), "the"))
        assert [found.range for found in await client.diagnostics(uri, 2)] == [span(0, 8, 11)]

    kinds = types.PositionEncodingKind
    general = types.GeneralClientCapabilities(position_encodings=[kinds.Utf8, kinds.Utf32, kinds.Utf16])
    drive_own(steps, capabilities=types.ClientCapabilities(general=general))


def test_a_closed_document_has_no_findings(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, ARTICLE)
        assert await client.diagnostics(uri, 1)
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert await client.diagnostics(uri, None) == []
        assert await client.hover(uri, types.Position(0, 18)) is None

    drive(steps)


def test_json_lines_and_configurations_are_no_articles(drive: Drive, tmp_path: Path) -> None:
    async def steps(client: Client) -> None:
        for name in ("articles.jsonl", "auditor.toml", "article.txt.auditor.toml"):
            other = (tmp_path / name).as_uri()
            client.open(other, "In teh end")
            assert await client.diagnostics(other, 1) == []
        client.open("untitled:Untitled-1", "In teh end", language="markdown")
        assert codes(await client.diagnostics("untitled:Untitled-1", 1)) == ["any.teh"]

    drive(steps)


def test_what_is_too_long_is_not_audited_and_says_so(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "teh " * 250_001)
        (note,) = await client.diagnostics(uri, 1)
        assert (note.severity, note.code) == (types.DiagnosticSeverity.Information, None)
        assert "auditor check" in note.message
        client.change(uri, 2, typed(span(0, 4, 1_000_004), ""))
        assert codes(await client.diagnostics(uri, 2)) == ["any.teh"]

    drive(steps)


def test_hover_explains_a_finding_and_shows_strange_text_as_it_is(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, ARTICLE)
        shown = await client.hover(uri, types.Position(2, 15))
        assert shown == (
            "**Reporting verb before its subject**\n\nFrench puts the verb first.\n\n"
            "Fix: “Mr. Putin said” (check the meaning)\n\ncritical · style/unidiomatic · fr.launched"
        )
        assert await client.hover(uri, types.Position(1, 0)) is None
        assert await client.hover(uri, types.Position(99, 99)) is None
        assert await client.hover("file:///no/such", types.Position(0, 0)) is None

    drive(steps)


def test_hover_is_plain_text_for_a_client_without_markdown(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "In teh end")
        shown = await client.hover(uri, types.Position(0, 3))
        assert shown is not None
        assert shown.startswith("A common slip\n\nEverybody knows the word.")
        assert "Fix: “the”\n\nminor · linguistic-conventions/spelling · any.teh" in shown

    drive(steps, able=False)


def test_fixes_are_offered_as_safe_as_they_are(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, ARTICLE)
        city = titled(await client.actions(uri, span(0, 18, 18)), "Replace")
        assert (city.title, city.is_preferred, city.kind) == ("Replace with “Kyiv”", True, "quickfix")
        assert applied(ARTICLE, city) == ARTICLE.replace("kyiv", "Kyiv")
        assert city.diagnostics
        assert city.diagnostics[0].code == "en.city"
        launched = titled(await client.actions(uri, span(2, 12, 12)), "Replace")
        assert (launched.title, launched.is_preferred) == ("Replace with “Mr. Putin said” (check the meaning)", None)
        assert await client.actions(uri, span(1, 0, 0), "quickfix") == []

    drive(steps)


def test_words_and_names_are_offered_for_the_vocabulary_and_turns_of_phrase_are_not(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, ARTICLE)
        assert titled(await client.actions(uri, span(0, 18, 18)), "Add").title == "Add “kyiv” to the house vocabulary"
        assert [action.title for action in await client.actions(uri, span(3, 12, 12), "quickfix")] == [
            "Suppress here: fr.fifteen"
        ]

    drive(steps)


def test_fix_all_applies_every_safe_fix_and_no_other(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, ARTICLE)
        for kind in ("source.fixAll.auditor", "source.fixAll", "source"):
            (fix,) = await client.actions(uri, span(0, 0, 0), kind)
            assert (fix.title, fix.kind) == ("Apply all safe fixes (2)", "source.fixAll.auditor")
        assert applied(ARTICLE, fix) == ARTICLE.replace("kyiv", "Kyiv").replace("teh", "the")
        assert await client.actions(uri, span(0, 0, 0), "refactor", "source.fixAll.other") == []

    drive(steps)


# Its safe fixes bring findings: those of "one" another that is mended in its turn, those of "two" one that cannot be.
CHAINED = """\
summary: A word
why: A reason.
type: style/awkward
severity: minor
check: replace
map: {one: teh, two: three}
safety: safe
examples:
  - flag: In [[one]] end
    becomes: In teh end
  - pass: In the end
  - pass: The end
"""
UNMENDABLE = """\
summary: A word
why: A reason.
type: style/awkward
severity: minor
check: pattern
pattern: three
examples:
  - flag: In [[three]] days
  - pass: In the end
  - pass: The end
"""


@pytest.mark.parametrize(
    ("content", "count"),
    [("In teh end\r\n😀 in kyiv, teh end", 3), ("In teh end of two", 1), ("In teh end of one\n😀 day", 2), ("In teh teh end", 2)],
)
def test_fix_all_makes_what_the_command_line_makes(
    drive: Drive, command: Command, tmp_path: Path, uri: str, content: str, count: int
) -> None:
    (tmp_path / "auditor.toml").write_text('packs = ["desk"]\n', encoding="utf-8")
    write_rules(tmp_path, {"desk/chained.yaml": CHAINED, "desk/unmendable.yaml": UNMENDABLE})
    article = tmp_path / "article.txt"
    article.write_bytes(content.encode())
    command("check", "--fix", article)

    async def steps(client: Client) -> None:
        client.open(uri, content)
        (fix,) = await client.actions(uri, span(0, 0, 0), "source.fixAll")
        assert fix.title == f"Apply all safe fixes ({count})"
        assert applied(content, fix) == article.read_bytes().decode() != content

    drive(steps)


def test_what_no_fix_can_mend_has_no_fix_for_all(drive: Drive, tmp_path: Path, uri: str) -> None:
    (tmp_path / "auditor.toml").write_text('packs = ["desk"]\n', encoding="utf-8")
    write_rules(tmp_path, {"desk/chained.yaml": CHAINED, "desk/unmendable.yaml": UNMENDABLE})

    async def steps(client: Client) -> None:
        client.open(uri, "In the end of two")
        assert codes(await client.diagnostics(uri, 1)) == ["desk.chained"]
        assert await client.actions(uri, span(0, 0, 0), "source.fixAll") == []

    drive(steps)


def test_edits_are_plain_for_a_client_without_versions(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "In teh end")
        actions = await client.actions(uri, span(0, 3, 3))
        assert actions[0].edit == types.WorkspaceEdit(changes={uri: (types.TextEdit(span(0, 3, 6), "the"),)})

    drive(steps, able=False)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("place", [(0, 17), (2, 12), (3, 36)])
def test_suppressing_silences_one_finding_and_no_other(drive: Drive, uri: str, place: tuple[int, int], line_end: str) -> None:
    content = ARTICLE.replace("\n", line_end)

    async def steps(client: Client) -> None:
        client.open(uri, content)
        before = await client.diagnostics(uri, 1)
        at = types.Position(*place)
        (gone,) = (found for found in before if found.range.start == at)
        suppressed = applied(content, titled(await client.actions(uri, types.Range(at, at)), "Suppress here"))
        client.change(uri, 2, types.TextDocumentContentChangeWholeDocument(suppressed))
        after = await client.diagnostics(uri, 2)
        same_line = [found for found in before if (found.code, found.range.start.line) == (gone.code, place[0])]
        assert codes(after) == codes([found for found in before if found not in same_line])
        assert len(suppressed.split(line_end)) == len(content.split(line_end)) + (place[0] > 0)

    drive(steps)


ENDING = r"""summary: The name of a site
why: It is no news.
type: design-and-markup/layout
severity: minor
check: residue
at: end
lines: [' - Site\Z']
examples:
  - flag: A headline[[ - Site]]
  - pass: A headline - Site it is
  - pass: In the end
"""


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("A headline in teh end - Site\n\nMore.\n", (0, 21)),
        ("Why not, launched Mr. Putin in teh end.\n\nMore.\n", (0, 31)),
        ("In teh end of kyiv", (0, 3)),
    ],
)
def test_suppressing_in_the_first_line_leaves_it_what_it_is(
    drive: Drive, tmp_path: Path, uri: str, content: str, place: tuple[int, int]
) -> None:
    (tmp_path / "auditor.toml").write_text('packs = ["desk"]\n', encoding="utf-8")
    write_rules(tmp_path, {"desk/ending.yaml": ENDING})

    async def steps(client: Client) -> None:
        client.open(uri, content)
        before = await client.diagnostics(uri, 1)
        assert len(before) == 2
        at = types.Position(*place)
        (gone,) = (found for found in before if found.range.start == at)
        action = titled(await client.actions(uri, types.Range(at, at)), f"Suppress here: {gone.code}")
        client.change(uri, 2, types.TextDocumentContentChangeWholeDocument(applied(content, action)))
        assert codes(await client.diagnostics(uri, 2)) == [found.code for found in before if found is not gone]

    drive(steps)


def test_a_suppression_that_is_malformed_or_not_needed_is_noted_on_its_line(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "In the end\n\n<!-- auditor-ignore any.teh -->\n<!-- auditor-ignore any.teh: why -->\nIn the end\n")
        malformed, unused = await client.diagnostics(uri, 1)
        assert (malformed.range.start.line, malformed.severity) == (2, types.DiagnosticSeverity.Information)
        assert "gives a reason" in malformed.message
        assert unused.range.start.line == 3
        assert "unused suppression" in unused.message

    drive(steps)


def test_the_sidecar_and_overrides_of_a_path_with_spaces_count(drive: Drive, tmp_path: Path) -> None:
    folder = tmp_path / "sport & más"
    folder.mkdir()
    (tmp_path / "auditor.toml").write_text('[[override]]\npaths = ["sport & más/**"]\nignore = ["en"]\n', encoding="utf-8")
    article = folder / "an article.txt"
    Path(f"{article}.auditor.toml").write_text('[[ignore]]\nrule = "any.teh"\nreason = "a test"\n', encoding="utf-8")

    async def steps(client: Client) -> None:
        client.open(article.as_uri(), ARTICLE)
        assert codes(await client.diagnostics(article.as_uri(), 1)) == ["fr.launched", "fr.launched", "fr.fifteen"]

    drive(steps)


def test_settings_come_from_the_command_line_and_the_editor(drive_own: Drive, uri: str) -> None:
    content = "He fell on the field of honor in teh around fifteen.\n"

    async def steps(client: Client) -> None:
        client.open(uri, content)
        assert codes(await client.diagnostics(uri, 1)) == ["fr.trial", "fr.fifteen"]
        client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams({"auditor": {"preview": False, "ignore": []}})
        )
        assert codes(await client.diagnostics(uri, 1)) == ["any.teh", "fr.fifteen"]
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"auditor": {"prewiew": True}}))
        (message,) = await client.until(lambda: client.messages)
        assert "prewiew" in message

    drive_own(steps, "--from", "fr", options={"preview": True, "ignore": ["any"]})


def test_a_changed_configuration_counts_at_once_and_a_broken_one_does_not(drive: Drive, tmp_path: Path, uri: str) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text('ignore = ["any"]\n', encoding="utf-8")

    async def steps(client: Client) -> None:
        client.open(uri, "In teh end of kyiv\n")
        assert codes(await client.diagnostics(uri, 1)) == ["en.city"]

        def changed(content: str) -> None:
            config.write_text(content, encoding="utf-8")
            events = [types.FileEvent(config.as_uri(), types.FileChangeType.Changed)]
            client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

        changed('\nignore = "any"\n')
        assert codes(await client.diagnostics(uri, 1)) == ["en.city"]
        (problem,) = await client.diagnostics(config.as_uri(), None)
        assert (problem.range.start.line, problem.severity) == (1, types.DiagnosticSeverity.Error)
        (message,) = client.messages
        assert "auditor.toml:2" in message
        client.change(uri, 2, typed(span(0, 0, 0), " "))
        assert codes(await client.diagnostics(uri, 2)) == ["en.city"]
        assert client.messages == [message]

        changed('ignore = ["en"]\n')
        assert codes(await client.diagnostics(uri, 2)) == ["any.teh"]
        assert await client.diagnostics(config.as_uri(), None) == []

    drive(steps)


@pytest.mark.parametrize("quoted", ["desk%20%28a%29", "desk%20(a)"])
def test_a_broken_configuration_stays_marked_while_it_is_open(drive: Drive, tmp_path: Path, quoted: str) -> None:
    config = tmp_path / "desk (a)" / "auditor.toml"
    config.parent.mkdir()
    config.write_text('ignore = "any"\n', encoding="utf-8")
    article, opened = (f"{tmp_path.as_uri()}/{quoted}/{name}" for name in ("article.txt", "auditor.toml"))

    async def steps(client: Client) -> None:
        client.open(article, "In teh end")
        await client.diagnostics(article, 1)
        client.open(opened, 'ignore = "any"\n', language="toml")
        assert [found.severity for found in await client.diagnostics(opened, 1)] == [types.DiagnosticSeverity.Error]
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(opened)))
        assert len(await client.diagnostics(opened, None)) == 1
        client.open(opened, "ignore = []\n", language="toml")
        await client.diagnostics(opened, 1)
        config.write_text("ignore = []\n", encoding="utf-8")
        client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(opened)))
        await client.until(lambda: [True for said in client.published if said.uri == opened and not said.diagnostics])

    drive(steps)


def test_a_sidecar_that_is_broken_is_told_and_left_out(drive: Drive, tmp_path: Path, uri: str) -> None:
    sidecar = tmp_path / "article.txt.auditor.toml"
    sidecar.write_text("[[ignore]]\n", encoding="utf-8")

    async def steps(client: Client) -> None:
        client.open(uri, "In teh end")
        assert codes(await client.diagnostics(uri, 1)) == ["any.teh"]
        assert len(await client.diagnostics(sidecar.as_uri(), None)) == 1
        assert "article.txt.auditor.toml" in client.messages[0]

    drive(steps)


def test_without_a_good_configuration_there_is_none(drive: Drive, tmp_path: Path, uri: str) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text('[[override]]\npaths = ["*.txt"]\nselect = ["no.such-rule"]\n', encoding="utf-8")

    async def steps(client: Client) -> None:
        client.open(uri, "In teh end")
        assert codes(await client.diagnostics(uri, 1)) == ["any.teh"]
        (problem,) = await client.diagnostics(config.as_uri(), None)
        assert "no.such-rule" in problem.message
        assert [problem.message in message for message in client.messages] == [True]

    drive(steps)


def test_rules_of_the_house_are_read_again_when_one_is_saved(drive: Drive, tmp_path: Path, uri: str) -> None:
    rule = (
        "summary: A word\nwhy: A reason.\ntype: style/awkward\nseverity: minor\ncheck: replace\n"
        "map: {WORD: other}\nsafety: safe\nexamples:\n"
        "  - flag: In [[WORD]] end\n    becomes: In other end\n  - pass: In the end\n  - pass: The end\n"
    )
    (tmp_path / "auditor.toml").write_text('packs = ["desk"]\n', encoding="utf-8")
    write_rules(tmp_path, {"desk/word.yaml": rule.replace("WORD", "first")})

    async def steps(client: Client) -> None:
        client.open(uri, "The first and the second\n")
        assert [found.range for found in await client.diagnostics(uri, 1)] == [span(0, 4, 9)]
        write_rules(tmp_path, {"desk/word.yaml": rule.replace("WORD", "second")})
        saved = types.TextDocumentIdentifier((tmp_path / "desk" / "word.yaml").as_uri())
        client.text_document_did_save(types.DidSaveTextDocumentParams(saved))
        assert [found.range for found in await client.diagnostics(uri, 1)] == [span(0, 18, 24)]
        write_rules(tmp_path, {"desk/word.yaml": "summary: broken\n"})
        client.text_document_did_save(types.DidSaveTextDocumentParams(saved))
        assert await client.diagnostics(uri, 1) == []
        assert len(await client.diagnostics(saved.uri, None)) == 1

    drive(steps)


def test_files_that_settings_come_from_are_watched(drive: Drive) -> None:
    async def steps(client: Client) -> None:
        (watching,) = client.registered
        assert watching.method == "workspace/didChangeWatchedFiles"

    drive(steps)


def test_a_word_goes_into_the_vocabulary_of_a_new_configuration(drive: Drive, tmp_path: Path, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "In teh end of kyiv\n")
        await client.diagnostics(uri, 1)
        action = titled(await client.actions(uri, span(0, 3, 3)), "Add")
        assert action.title == "Add “teh” to the house vocabulary"
        assert action.command
        await client.workspace_execute_command_async(types.ExecuteCommandParams(action.command.command, action.command.arguments))
        (edit,) = client.edits
        assert edit.document_changes
        create, change = edit.document_changes
        assert isinstance(create, types.CreateFile)
        assert isinstance(change, types.TextDocumentEdit)
        assert create.uri == change.text_document.uri == (tmp_path / "auditor.toml").as_uri()
        assert list(change.edits) == [types.TextEdit(span(0, 0, 0), 'vocabulary = ["teh"]\n')]
        assert codes(await client.diagnostics(uri, 1)) == ["en.city"]

    drive(steps)


def test_a_refused_edit_of_the_vocabulary_changes_nothing(drive: Drive, tmp_path: Path, uri: str) -> None:
    config = tmp_path / "pyproject.toml"
    config.write_text('[project]\nname = "desk"\n\n[tool.auditor]  # ours\nvocabulary = [\n  "kyiv",\n]\n', encoding="utf-8")

    async def steps(client: Client) -> None:
        client.accepting = False
        client.open(uri, "In teh end of kyiv\n")
        assert codes(await client.diagnostics(uri, 1)) == ["any.teh"]
        action = titled(await client.actions(uri, span(0, 3, 3)), "Add")
        assert action.command
        arguments = action.command.arguments
        await client.workspace_execute_command_async(types.ExecuteCommandParams(action.command.command, arguments))
        (edit,) = client.edits
        assert edit.document_changes
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.uri == config.as_uri()
        (insertion,) = change.edits
        assert isinstance(insertion, types.TextEdit)
        written = Text(config.read_text(encoding="utf-8")).replaced(insertion.range, insertion.new_text).content
        assert written == '[project]\nname = "desk"\n\n[tool.auditor]  # ours\nvocabulary = [\n  "kyiv",\n  "teh",\n]\n'
        client.change(uri, 2, typed(span(0, 0, 0), " "))
        assert codes(await client.diagnostics(uri, 2)) == ["any.teh"]

    drive(steps)


async def add(client: Client, uri: str, where: types.Range) -> types.WorkspaceEdit:
    """Add the word at a place to the vocabulary; the edit that the server asks for."""
    action = titled(await client.actions(uri, where), "Add")
    assert action.command
    client.edits.clear()
    params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
    await client.workspace_execute_command_async(params)
    (edit,) = client.edits
    return edit


def test_a_word_goes_into_a_configuration_as_the_editor_has_it(drive: Drive, tmp_path: Path) -> None:
    """Not as it is on disk; and editors write the same file with different URIs."""
    folder = tmp_path / "desk (a)"
    folder.mkdir()
    (folder / "auditor.toml").write_text("", encoding="utf-8")
    article, config = (f"{tmp_path.as_uri()}/desk%20(a)/{name}" for name in ("article.txt", "auditor.toml"))

    async def steps(client: Client) -> None:
        content = '# ours\nvocabulary = ["Lviv"]\n'
        client.open(config, content, 7, language="toml")
        client.open(article, "In teh end")
        edit = await add(client, article, span(0, 3, 3))
        assert edit.document_changes
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert (change.text_document.uri, change.text_document.version) == (config, 7)
        assert applied(content, types.CodeAction("", edit=edit)) == '# ours\nvocabulary = ["Lviv", "teh"]\n'

    drive(steps)


@pytest.mark.parametrize("created", [True, False])
def test_words_go_into_a_configuration_that_is_not_yet_saved(drive: Drive, tmp_path: Path, uri: str, created: bool) -> None:
    """The server is not told of its text: editors send that of the languages they are set up for."""

    async def steps(client: Client) -> None:
        client.creating = created
        client.open(uri, "In teh end of kyiv\n")
        first = await add(client, uri, span(0, 3, 3))
        assert (tmp_path / "auditor.toml").exists() == created
        second = await add(client, uri, span(0, 14, 14))
        content = ""
        for edit in (first, second):
            assert edit.document_changes
            (*_, change) = edit.document_changes
            assert isinstance(change, types.TextDocumentEdit)
            (insertion,) = (edit for edit in change.edits if isinstance(edit, types.TextEdit))
            content = Text(content).replaced(insertion.range, insertion.new_text).content
        assert content == 'vocabulary = ["teh", "kyiv"]\n'

    drive(steps)


def test_a_word_is_allowed_until_its_configuration_is_saved(drive: Drive, tmp_path: Path, uri: str) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text("", encoding="utf-8")

    async def steps(client: Client) -> None:
        client.open(uri, "In teh end")
        assert codes(await client.diagnostics(uri, 1)) == ["any.teh"]
        await add(client, uri, span(0, 3, 3))
        assert await client.diagnostics(uri, 1) == []
        other = types.TextDocumentIdentifier((tmp_path / "other.yaml").as_uri())
        client.text_document_did_save(types.DidSaveTextDocumentParams(other))
        assert await client.diagnostics(uri, 1) == []
        config.write_text('vocabulary = ["other"]\n', encoding="utf-8")
        client.change(uri, 2, typed(span(0, 0, 0), " "))
        assert codes(await client.diagnostics(uri, 2)) == ["any.teh"]

    drive(steps)


def test_a_client_that_takes_no_edits_is_offered_no_vocabulary(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "In teh end")
        titles = [action.title for action in await client.actions(uri, span(0, 3, 3))]
        assert titles == ["Replace with “the”", "Suppress here: any.teh", "Apply all safe fixes (1)"]

    drive(steps, able=False)
