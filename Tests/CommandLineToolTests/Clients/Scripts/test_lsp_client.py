# SPDX-License-Identifier: Apache-2.0
"""`wflint lsp` by pytest-lsp, with the capabilities of several editors: `pytest test_lsp_client.py`, with SERVER and EXAMPLE in the
environment."""
import asyncio
import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types as t
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

EXAMPLE = pathlib.Path(os.environ["EXAMPLE"])
TEXT = EXAMPLE.read_text(encoding="utf-8")
URI = EXAMPLE.as_uri()
EDITORS = ["visual-studio-code@v1.65.2", "neovim@v0.6.1", "neovim@v0.11.0", "emacs@v29.1"]


@pytest_lsp.fixture(
    params=EDITORS, config=ClientServerConfig(server_command=[os.environ["SERVER"], "lsp"]))
async def client(request, lsp_client: LanguageClient):
    # What the recorded clients say that they can answer; pytest-lsp's own one has no answer to it.
    asked = ["client/registerCapability", "client/unregisterCapability"] + [
        f"workspace/{name}/refresh" for name in
        ["semanticTokens", "codeLens", "inlayHint", "inlineValue", "foldingRange"]]
    for method in asked:
        @lsp_client.feature(method)
        def answer(*_):
            return None

    result = await lsp_client.initialize_session(t.InitializeParams(
        capabilities=client_capabilities(request.param), root_uri=EXAMPLE.parent.as_uri(),
        workspace_folders=[t.WorkspaceFolder(uri=EXAMPLE.parent.as_uri(), name="examples")]))
    assert result.server_info.name == "wflint"
    yield
    await lsp_client.shutdown_session()


def position(text, word, inside=0):
    """Where a word begins; lines without characters beyond the basic plane."""
    offset = text.index(word) + inside
    return t.Position(text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))


def applied(text, edits):
    """The text with edits, which do not overlap."""
    lines = text.splitlines(keepends=True) + [""]
    starts = [sum(len(line) for line in lines[:number]) for number in range(len(lines))]
    place = lambda at: starts[min(at.line, len(starts) - 1)] + at.character
    for edit in sorted(edits, key=lambda edit: place(edit.range.start), reverse=True):
        text = text[:place(edit.range.start)] + edit.new_text + text[place(edit.range.end):]
    return text


def edits_of(edit):
    """The edits of the example in a workspace edit."""
    if edit.document_changes:
        return [one for change in edit.document_changes if change.text_document.uri == URI for one in change.edits]
    return list(edit.changes[URI])


async def until(client, holds):
    """The example's diagnostics as soon as they are as wanted; pushed, or asked for where the client does so. The minute is a
    bound against hanging."""
    pulls = client.capabilities.text_document.diagnostic is not None
    found = []
    for _ in range(3000):
        if pulls:
            report = await client.text_document_diagnostic_async(t.DocumentDiagnosticParams(t.TextDocumentIdentifier(uri=URI)))
            found = report.items
        else:
            found = client.diagnostics.get(URI)
        if found is not None and holds([one for one in found if one.severity != t.DiagnosticSeverity.Hint]):
            return [one for one in found if one.severity != t.DiagnosticSeverity.Hint]
        await asyncio.sleep(0.02)
    pytest.fail(f"diagnostics never came out so: {found}")


def change(client, version, text):
    client.text_document_did_change(t.DidChangeTextDocumentParams(
        text_document=t.VersionedTextDocumentIdentifier(uri=URI, version=version),
        content_changes=[t.TextDocumentContentChangeWholeDocument(text=text)]))


@pytest.mark.asyncio
async def test_an_authors_first_minutes(client: LanguageClient):
    document = t.TextDocumentIdentifier(uri=URI)
    client.text_document_did_open(t.DidOpenTextDocumentParams(
        t.TextDocumentItem(uri=URI, language_id="yaml", version=1, text=TEXT)))
    await until(client, lambda found: found == [])

    # A mistake, and its fix.
    broken = TEXT.replace("plan: plan", "plan: paln")
    assert broken != TEXT
    change(client, 2, broken)
    found = await until(client, lambda found: len(found) > 0)
    assert len(found) == 1 and found[0].range.start == position(broken, "paln")
    actions = await client.text_document_code_action_async(t.CodeActionParams(
        text_document=document, range=found[0].range, context=t.CodeActionContext(diagnostics=found)))
    fixes = [action for action in actions if action.kind and action.kind.startswith("quickfix") and "plan" in action.title]
    fix = fixes[0] if fixes[0].edit else await client.code_action_resolve_async(fixes[0])
    assert applied(broken, edits_of(fix.edit)) == TEXT
    change(client, 3, TEXT)
    await until(client, lambda found: found == [])

    # Rename a step: its id and what names it.
    edit = await client.text_document_rename_async(t.RenameParams(
        text_document=document, position=position(TEXT, "id: plan,", 5), new_name="preview"))
    renamed = applied(TEXT, edits_of(edit))
    assert "id: preview," in renamed and "plan: preview}" in renamed and "id: plan," not in renamed

    hover = await client.text_document_hover_async(t.HoverParams(document, position(TEXT, "type: approval", 7)))
    assert "approval" in str(hover.contents)
    symbols = await client.text_document_document_symbol_async(t.DocumentSymbolParams(document))
    assert len(symbols) > 0

    # Formatting gives the example back.
    loose = TEXT.replace("  - {id: plan, ", "  -   {id:   plan, ")
    change(client, 4, loose)
    edits = await client.text_document_formatting_async(t.DocumentFormattingParams(
        document, t.FormattingOptions(tab_size=2, insert_spaces=True)))
    assert applied(loose, edits) == TEXT

    # Completion at the end of a file that does not parse.
    typed = TEXT.rstrip("\n") + "\n  - {id: more, type: "
    change(client, 5, typed)
    answer = await client.text_document_completion_async(t.CompletionParams(
        document, t.Position(typed.count("\n"), len(typed) - typed.rfind("\n") - 1)))
    items = answer.items if hasattr(answer, "items") else answer
    assert {"approval", "script"} <= {item.label for item in items}
    client.text_document_did_close(t.DidCloseTextDocumentParams(document))
