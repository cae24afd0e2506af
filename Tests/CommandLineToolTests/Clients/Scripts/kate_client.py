# SPDX-License-Identifier: Apache-2.0
"""Kate with the files of editors/kate against `wflint lsp`: `kate_client.py SERVER EDITORS`."""
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from kate_editor import Kate, Stuck, recorder, screen

SERVER, EDITORS = sys.argv[1], pathlib.Path(sys.argv[2])
QUESTION = "^LSP server start requested"
failures = 0


def check(what, holds, detail=""):
    global failures
    print(("ok   " if holds else "FAIL ") + what + ("" if holds else f": {detail}"), flush=True)
    failures += not holds


def finds(kate, path, code, word):
    """The one finding of the opened file: its rule, and what it marks."""
    text, opened = path.read_text(encoding="utf-8"), kate.sent("textDocument/didOpen")["textDocument"]
    check(f"{path.name} is opened", (opened["uri"], opened["text"]) == (path.as_uri(), text), opened)
    found = kate.diagnostics(path, lambda found: found)
    start, end = found[0]["range"]["start"], found[0]["range"]["end"]
    marked = text.splitlines()[start["line"]][start["character"]:end["character"]]
    check(f"its finding is {code}", [one["code"] for one in found] == [code] and marked == word, found)


def saves(kate, what, path, text):
    kate.saves(path, text)
    check(what, True)


def quits(kate, path):
    ends = kate.quits(path)
    check("Kate and the server end well", ends == (0, 0), ends)


def session(display, home):
    settings, mode = EDITORS / "kate/settings.json", EDITORS / "kate/wflint.xml"
    configuration, syntax = home / ".config/kate/lspclient", home / ".local/share/org.kde.syntax-highlighting/syntax"
    shortcuts, server, work = home / ".local/share/kxmlgui5/lspclient", home / "bin/wflint", home / "work"
    for folder in (configuration, syntax, shortcuts, server.parent, work / ".git"):
        folder.mkdir(parents=True)
    recorder(server, SERVER)
    shutil.copy(settings, configuration)
    shutil.copy(mode, syntax)
    # Renaming has no key by default; this is where Kate writes the one that its user chooses.
    (shortcuts / "ui.rc").write_text(
        '<!DOCTYPE gui>\n<gui name="lspclient" version="1">'
        '<ActionProperties><Action name="lspclient_rename" shortcut="Ctrl+Alt+Shift+R"/></ActionProperties></gui>\n')

    # What an author does; the server is allowed by the answer to Kate's question.
    broken = ("schema: wflint/v1\nname: deploy\nsteps:\n  - {id: plan,   type: script, run: make}\n"
              "  - {id: apply, type: script, run: make, needs: [paln]}\n")
    mended = broken.replace("paln", "plan")
    renamed = mended.replace("id: plan", "id: build").replace("[plan]", "[build]")
    deploy = work / "deploy.wf.yaml"
    deploy.write_text(broken, encoding="utf-8")
    with Kate(display, home, "-l", "5", "-c", str(broken.splitlines()[4].index("paln") + 1), str(deploy)) as kate:
        kate.until("the question", lambda: kate.windows(QUESTION))
        check("nothing is started before the answer", not (kate.record / "started").exists())
        kate.press(QUESTION, "Return")
        root = kate.sent("initialize")["rootUri"]
        check("the server is started", (kate.record / "started").read_text() == "lsp\n")
        check("its root", root == work.as_uri(), root)
        finds(kate, deploy, "WF201", "paln")
        kate.press("deploy", *["Delete"] * 4, *"plan")
        kate.diagnostics(deploy, lambda found: not found)
        check("the finding goes", True)
        saves(kate, "what is typed is saved", deploy, mended)
        kate.press("deploy", "ctrl+alt+shift+r")
        kate.press("^Rename", "ctrl+a", *"build", "Return")
        kate.until("the dialog's end", lambda: not kate.windows("^Rename"))
        saves(kate, "rename", deploy, renamed)
        kate.press("deploy", "ctrl+t", "f")
        saves(kate, "formatting", deploy, renamed.replace(",   ", ", "))
        quits(kate, deploy)
    deploy.unlink()

    def opens(name, text, code, word):
        # Each file has a name of its own, as Kate remembers a file's mode.
        path = work / name
        path.write_text(text, encoding="utf-8")
        with Kate(display, home, str(path)) as kate:
            finds(kate, path, code, word)
            quits(kate, path)
        path.unlink()

    # The answer is remembered; the mode is not needed, and all YAML is sent.
    (syntax / mode.name).unlink()
    opens("plain.wf.yaml", broken, "WF201", "paln")
    opens("other.yaml", broken, "WF201", "paln")

    # With the setting for workflows only, the server is started where Kate finds the mode by the file's name.
    shutil.copy(mode, syntax)
    narrow = settings.read_text(encoding="utf-8").replace("^(YAML|wflint)$", "^wflint$")
    (configuration / settings.name).write_text(narrow, encoding="utf-8")
    check("the setting for workflows only", json.loads(narrow)["servers"]["wflint"]["highlightingModeRegex"] == "^wflint$", narrow)
    opens("release.wf.yaml", broken, "WF201", "paln")
    opens(".wflint.yaml", "rules:\n  no-such-rule: off\n", "WF101", "no-such-rule")
    opens("release.sim.yaml", "schema: wflint-sim/v1\nworkflow: release.wf.yaml\nmokcs: {}\nscenarios: []\n", "WF101", "mokcs")


# A request to end leaves the blocks below, too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
with screen() as display, tempfile.TemporaryDirectory(prefix="kate-", ignore_cleanup_errors=True) as home:
    try:
        session(display, pathlib.Path(home).resolve())
    except (Stuck, subprocess.TimeoutExpired) as problem:
        check("no waiting in vain", False, problem)
sys.exit(1 if failures else 0)
