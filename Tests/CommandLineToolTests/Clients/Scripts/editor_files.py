# SPDX-License-Identifier: Apache-2.0
"""The files of editors that cannot be had here: `editor_files.py EDITORS DOCS`, with what `wflint check --format concise` prints on
standard input.

The keys that are compared with were written down by hand from the pages that are named; no published schema is fetched, and a key
that an editor has gained since fails here until it is added. What the files say of each other is checked in full: names, patterns,
commands, paths. Queries are parsed where tree-sitter and tree-sitter-yaml of PyPI are installed."""
import importlib.util
import json
import pathlib
import re
import sys
import tomllib
import xml.etree.ElementTree as xml

editors, docs = map(pathlib.Path, sys.argv[1:3])
failures = 0
PATTERNS = {"*.wf.yaml", "*.wf.yml", "*.sim.yaml", "*.sim.yml", ".wflint.yaml"}


def check(what, holds, detail=""):
    global failures
    print(("ok   " if holds else "FAIL ") + what + ("" if holds else f": {detail}"))
    failures += not holds


def read(name):
    return (editors / name).read_text(encoding="utf-8")


# Helix: https://docs.helix-editor.com/languages.html
helix = tomllib.loads(read("helix/languages.toml"))
language = helix["language"][0]
known = {"name", "language-id", "scope", "injection-regex", "file-types", "shebangs", "roots", "auto-format", "diagnostic-severity",
         "comment-token", "comment-tokens", "block-comment-tokens", "indent", "language-servers", "grammar", "formatter", "soft-wrap",
         "text-width", "rulers", "path-completion", "workspace-lsp-roots", "persistent-diagnostic-sources"}
check("helix: keys", set(language) <= known, set(language) - known)
check("helix: required keys", {"name", "scope", "file-types"} <= set(language))
check("helix: files", {one["glob"] for one in language["file-types"]} == PATTERNS, language["file-types"])
check("helix: server", all(name in helix["language-server"] for name in language["language-servers"]))
check("helix: command", helix["language-server"]["wflint"] == {"command": "wflint", "args": ["lsp"]})
# Helix after 25.07 knows it; before, a key that is not known makes it refuse the whole file, so the line is a comment.
saved = tomllib.loads(read("helix/languages.toml").replace("# code-actions-on-save", "code-actions-on-save"))["language"][0]
check("helix: fixes on save", "code-actions-on-save" not in language and saved["code-actions-on-save"] == ["source.fixAll.wflint"])
check("helix: indent", set(language["indent"]) == {"tab-width", "unit"})

# Zed: https://zed.dev/docs/extensions/languages
zed = tomllib.loads(read("zed/extension.toml"))
check("zed: required keys", {"id", "name", "version", "schema_version", "authors", "description", "repository"} <= set(zed))
check("zed: schema version", zed["schema_version"] == 1)
config = tomllib.loads(read("zed/languages/wflint/config.toml"))
check("zed: language", config["name"] in zed["language_servers"]["wflint"]["languages"] and config["grammar"] in zed["grammars"])
check("zed: suffixes", set(config["path_suffixes"]) == {name.removeprefix("*.") for name in PATTERNS}, config["path_suffixes"])
check("zed: brackets", all({"start", "end", "close", "newline"} <= set(one) for one in config["brackets"]))
check("zed: grammar", re.fullmatch("[0-9a-f]{40}", zed["grammars"]["yaml"]["commit"]) is not None)
cargo = tomllib.loads(read("zed/Cargo.toml"))
check("zed: library", cargo["lib"]["crate-type"] == ["cdylib"] and (editors / "zed" / cargo["lib"]["path"]).is_file())
check("zed: version", cargo["package"]["version"] == zed["version"])

# Its language is one of its own, which inherits no queries.
for name in ["highlights", "injections", "outline"]:
    check(f"zed: {name}.scm", (editors / "zed/languages/wflint" / f"{name}.scm").is_file())
check("zed: YAML is coloured, too", "@property" in read("zed/languages/wflint/highlights.scm"))

# All queries, those that extend an editor's own ones without them
if importlib.util.find_spec("tree_sitter") and importlib.util.find_spec("tree_sitter_yaml"):
    import tree_sitter
    import tree_sitter_yaml

    yaml = tree_sitter.Language(tree_sitter_yaml.language())
    # They are kept: to free one of several ends tree-sitter 0.26.1 of PyPI with a segmentation fault.
    parsed = []
    for path in sorted(editors.rglob("*.scm")):
        try:
            parsed.append(tree_sitter.Query(yaml, path.read_text(encoding="utf-8")))
            check(f"{path.relative_to(editors)}: parses", parsed[-1].pattern_count > 0)
        except tree_sitter.QueryError as problem:
            check(f"{path.relative_to(editors)}: parses", False, problem)
else:
    print("left out: tree-sitter is not installed, so the queries are not parsed")

# Sublime's LSP: https://lsp.sublimetext.io/client_configuration/
sublime = json.loads(re.sub(r"^\s*//.*$", "", read("sublime/LSP-wflint.sublime-settings"), flags=re.M))["clients"]["wflint"]
check("sublime: client", sublime["enabled"] is True and sublime["command"] == ["wflint", "lsp"] and set(sublime) <= {
    "enabled", "command", "selector", "settings", "initializationOptions", "priority_selector", "env", "schemes"}, sublime)
palette = json.loads(re.sub(r"^\s*//.*$", "", read("sublime/wflint.sublime-commands"), flags=re.M))
# https://lsp.sublimetext.io/commands/: the session is the client's name, and the URI has to be asked for.
check("sublime: commands", all(set(one) == {"caption", "command", "args"} and one["command"] == "lsp_execute" and one["args"] == {
    "session_name": "wflint", "command_name": "wflint.fixAll", "command_args": ["${file_uri}"]} for one in palette), palette)
syntax = read("sublime/wflint.sublime-syntax")
check("sublime: syntax", syntax.startswith("%YAML 1.2\n---\n") and f"scope: {sublime['selector']}\n" in syntax)
check("sublime: files", all(name.removeprefix("*.") in syntax for name in PATTERNS))

# Kate's LSP client, and the syntax files of KSyntaxHighlighting
kate = json.loads(read("kate/settings.json"))["servers"]["wflint"]
check("kate: server", kate["command"] == ["wflint", "lsp"] and isinstance(kate["rootIndicationFileNames"], list))
mode = xml.fromstring(read("kate/wflint.xml"))
check("kate: mode", mode.tag == "language" and {"name", "version", "kateversion", "section", "extensions"} <= set(mode.attrib))
check("kate: the server's modes", re.search(kate["highlightingModeRegex"], mode.attrib["name"]) is not None)
check("kate: files", set(mode.attrib["extensions"].split(";")) == PATTERNS)
check("kate: attributes", {one.attrib["attribute"] for one in mode.iter("context")} <= {one.attrib["name"] for one in mode.iter("itemData")})

# LSP4IJ's templates: docs/UserDefinedLanguageServerTemplate.md there
template = json.loads(read("jetbrains/wflint/template.json"))
check("jetbrains: keys", set(template) == {"id", "name", "programArgs", "fileTypeMappings"})
check("jetbrains: command", template["programArgs"]["default"] == "wflint lsp")
check("jetbrains: files", {name for one in template["fileTypeMappings"] for name in one["fileType"]["patterns"]} == PATTERNS)
for name in ["settings.json", "initializationOptions.json"]:
    check(f"jetbrains: {name}", isinstance(json.loads(read(f"jetbrains/wflint/{name}")), dict))

# VS Code's manifest: https://code.visualstudio.com/api/references/extension-manifest
manifest = json.loads(read("vscode/package.json"))
check("vscode: required keys", {"name", "version", "publisher", "engines", "main", "contributes"} <= set(manifest))
contributes = manifest["contributes"]
check("vscode: contribution points", set(contributes) <= {
    "languages", "grammars", "snippets", "commands", "menus", "configuration", "configurationDefaults", "semanticTokenScopes",
    "problemMatchers", "keybindings"}, set(contributes))
own = contributes["languages"][0]
check("vscode: files", set(own["filenamePatterns"]) | set(own["filenames"]) == PATTERNS)
commands = {one["command"] for one in contributes["commands"]}
check("vscode: menus", all(entry["command"] in commands for menu in contributes["menus"].values() for entry in menu))
check("vscode: settings", all(name.startswith("wflint.") and "type" in one and "default" in one and (
    "description" in one or "markdownDescription" in one) for name, one in contributes["configuration"]["properties"].items()))
for grammar in contributes["grammars"]:
    path = editors / "vscode" / grammar["path"]
    check(f"vscode: {path.name}", json.loads(path.read_text(encoding="utf-8"))["scopeName"] == grammar["scopeName"])
for name, snippet in json.loads(read("vscode/snippets/wflint.json")).items():
    check(f"vscode: snippet {name}", set(snippet) == {"prefix", "description", "body"} and snippet["body"][-1] == "$0")

# GitHub's problem matchers on what is printed
matcher = json.loads((docs / "problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"][0]["pattern"][0]
lines = sys.stdin.read().splitlines()
check("problem matcher", len(lines) > 0 and all(re.fullmatch(matcher["regexp"], line) for line in lines), lines)
found = re.fullmatch(matcher["regexp"], lines[0])
check("its groups", found[matcher["file"]] == "deploy.wf.yaml" and found[matcher["line"]] == "5" and found[matcher["column"]] == "50"
      and found[matcher["severity"]] == "error" and found[matcher["code"]] == "WF201", found and found.groups())

# A page each, of a few lines
for folder in sorted(path for path in editors.iterdir() if path.is_dir()):
    page = folder / "README.md"
    check(f"{folder.name}: README", page.is_file() and 3 <= len(page.read_text(encoding="utf-8").strip().splitlines()) <= 8)
sys.exit(1 if failures else 0)
