# SPDX-License-Identifier: Apache-2.0
"""The files of editors that cannot be had here: `editor_files.py EDITORS DOCS`, with what `wflint check --format concise` prints on
standard input.

Each table says what the parser of an editor takes: which keys, of which type, and which it does not do without. They were written
down from the sources that are named, paths in the editor's repository; nothing is fetched, and what an editor has come to know since
fails here until it is added. A key that a parser passes over is refused here all the same: it would be a mistake that nobody sees.
What the files say of each other is checked in full: names, patterns, commands, paths. Queries are parsed where tree-sitter and
tree-sitter-yaml of PyPI are installed."""
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


def relaxed(name):
    """JSON with lines of comment."""
    return json.loads(re.sub(r"^\s*//.*$", "", read(name), flags=re.M))


def misfits(value, kind, place=""):
    """Where a value is not of its kind: a type, a pattern of a whole string, a set of values, a list with the kind of its
    elements, a tuple of kinds of which one has to fit, or a table of keys. In a table `key!` is required, and `*` is the kind of all
    keys that it does not name."""
    if isinstance(kind, tuple):
        found = [misfits(value, one, place) for one in kind]
        return [] if [] in found else min(found, key=len)
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            return [f"{place}: no table"]
        kinds = {key.rstrip("!"): one for key, one in kind.items()}
        missing = [f"{place}.{key[:-1]}: missing" for key in kind if key.endswith("!") and key[:-1] not in value]
        unknown = [f"{place}.{key}: unknown" for key in value if key not in kinds and "*" not in kinds]
        inner = [one for key in value if key in kinds or "*" in kinds
                 for one in misfits(value[key], kinds.get(key, kinds.get("*")), f"{place}.{key}")]
        return missing + unknown + inner
    if isinstance(kind, list):
        if not isinstance(value, list):
            return [f"{place}: no list"]
        return [one for index, element in enumerate(value) for one in misfits(element, kind[0], f"{place}[{index}]")]
    if isinstance(kind, str):
        fits = isinstance(value, str) and re.fullmatch(kind, value) is not None
    elif isinstance(kind, (set, range)):
        fits = isinstance(value, (str, int)) and value in kind
    else:
        fits = isinstance(value, kind) and (kind is not int or not isinstance(value, bool))
    return [] if fits else [f"{place}: {value!r}"]


def demand(what, value, kind):
    found = misfits(value, kind)
    check(what, not found, found)


# What a query may have: predicates, properties that it may set, the first names of its captures
TEXT_PREDICATES = {f"{kind}?" for kind in ("eq", "not-eq", "any-eq", "any-not-eq", "match", "not-match", "any-match", "any-not-match",
                                           "any-of", "not-any-of")}
QUERIES = {
    # tree-house, with which Helix colours: bindings/src/query/predicate.rs, highlighter/src/injections_query.rs and highlighter.rs. For
    # anything else there Helix does without the colours of the whole language. What its themes know: book/src/themes.md.
    "helix/queries/injections.scm": (TEXT_PREDICATES, {"injection.language", "injection.combined", "injection.include-children",
                                                       "injection.include-unnamed-children"},
                                     {"injection.content", "injection.language", "injection.filename", "injection.shebang"}),
    "helix/queries/highlights.scm": (TEXT_PREDICATES, set(), {
        "attribute", "type", "constructor", "constant", "string", "comment", "variable", "label", "punctuation", "keyword", "operator",
        "function", "tag", "namespace", "special", "markup", "diff"}),
    # Zed: crates/language_core/src/grammar.rs. It passes over predicates that it does not know, such as offsets.
    "zed/languages/wflint/injections.scm": (TEXT_PREDICATES | {"offset!"}, {"injection.language", "injection.combined"},
                                            {"injection.content", "injection.language"}),
    "zed/languages/wflint/outline.scm": (TEXT_PREDICATES, set(), {"item", "name", "context", "open", "close", "annotation"}),
    "zed/languages/wflint/overrides.scm": (TEXT_PREDICATES, set(), {"comment.inclusive", "string"}),
}
for name, (predicates, properties, captures) in QUERIES.items():
    bare = re.sub(r'"(?:\\.|[^"\\])*"|;.*', "", read(name))
    used = set(re.findall(r"#([\w-]+[?!])", bare)) - predicates - ({"set!"} if properties else set())
    check(f"{name}: predicates", not used, used)
    used = set(re.findall(r"#set!\s+([\w.-]+)", bare)) - properties
    check(f"{name}: properties", not used, used)
    used = {one for one in re.findall(r"@([\w.-]+)", bare) if not one.startswith("_") and not {one, one.split(".")[0]} & captures}
    check(f"{name}: captures", not used, used)

# Helix: helix-core/src/syntax/config.rs, `LanguageConfiguration`, which denies unknown fields: for one of them it refuses the whole file.
# So the table is that of 25.07, and what has come since is not in it.
HELIX_PAIR = {"start!": str, "end!": str}
HELIX_LANGUAGE = {
    "name!": str, "scope!": str, "file-types!": [(str, {"glob!": str})], "language-id": str, "shebangs": [str], "roots": [str],
    "comment-token": (str, [str]), "comment-tokens": (str, [str]), "block-comment-tokens": (HELIX_PAIR, [HELIX_PAIR]),
    "text-width": int, "soft-wrap": dict, "auto-format": bool, "formatter": {"command!": str, "args": [str]}, "path-completion": bool,
    "diagnostic-severity": {"error", "warning", "info", "hint"}, "grammar": str, "injection-regex": str,
    "language-servers": [(str, {"name!": str, "only-features": [str], "except-features": [str]})],
    "indent": {"tab-width!": range(1, 17), "unit!": str}, "debugger": dict, "auto-pairs": (bool, {"*": str}), "rulers": [int],
    "workspace-lsp-roots": [str], "persistent-diagnostic-sources": [str]}
HELIX_SERVER = {"command!": str, "args": [str], "environment": {"*": str}, "config": dict, "timeout": int,
                "required-root-patterns": [str]}
helix = tomllib.loads(read("helix/languages.toml"))
demand("helix: languages.toml", helix, {"language!": [HELIX_LANGUAGE], "language-server": {"*": HELIX_SERVER}})
language = helix["language"][0]
check("helix: one key for comments", not {"comment-token", "comment-tokens"} <= set(language))
check("helix: files", {one["glob"] for one in language["file-types"]} == PATTERNS, language["file-types"])
check("helix: server", all(name in helix["language-server"] for name in language["language-servers"]))
check("helix: command", helix["language-server"]["wflint"] == {"command": "wflint", "args": ["lsp"]})
# Helix after 25.07 knows it, a list of kinds; before, it is an unknown field, so the line is a comment.
saved = tomllib.loads(read("helix/languages.toml").replace("# code-actions-on-save", "code-actions-on-save"))["language"][0]
check("helix: fixes on save", "code-actions-on-save" not in language and saved["code-actions-on-save"] == ["source.fixAll.wflint"])
# It looks for queries under the language's name, not under the grammar's: what is YAML's own has to be inherited. How that is
# written: tree-house, highlighter/src/config.rs.
for name in ["highlights", "injections", "indents", "textobjects", "rainbows"]:
    first = read(f"helix/queries/{name}.scm").splitlines()[0]
    check(f"helix: {name}.scm inherits", re.fullmatch(r";+\s*inherits\s*:?\s*([a-z_,()-]+)\s*", first) and first.endswith("yaml"), first)

# Zed: crates/extension/src/extension_manifest.rs. It does without a description, a repository and authors; its registry does not.
ZED_MANIFEST = {
    "id!": r"[a-z0-9-]+", "name!": str, "version!": r"\d+\.\d+\.\d+", "schema_version!": {1}, "description!": str, "repository!": str,
    "authors!": [str], "languages": [str], "grammars": {"*": {"repository!": str, "commit!": r"[0-9a-f]{40}", "path": str}},
    "language_servers": {"*": {"name": str, "languages!": [str], "language_ids": {"*": str}, "code_action_kinds": [str]}},
    "lib": {"kind": {"Rust"}, "version": str}, "snippets": str, "capabilities": [dict]}
zed = tomllib.loads(read("zed/extension.toml"))
demand("zed: extension.toml", zed, ZED_MANIFEST)
# crates/language_core/src/language_config.rs, `LanguageConfig`; before that was crates/language/src/language.rs.
ZED_LANGUAGE = {
    "name!": str, "grammar!": str, "path_suffixes!": [str], "first_line_pattern": str, "line_comments": [str], "autoclose_before": str,
    "tab_size": range(1, 129), "hard_tabs": bool, "increase_indent_pattern": str, "decrease_indent_pattern": str,
    "auto_indent_using_last_non_empty_line": bool, "auto_indent_on_paste": bool, "word_characters": ["."],
    "completion_query_characters": ["."], "scope_opt_in_language_servers": [str], "overrides": {"*": dict}, "hidden": bool,
    "brackets": [{"start!": str, "end!": str, "close!": bool, "newline!": bool, "surround": bool, "not_in": [str]}]}
config = tomllib.loads(read("zed/languages/wflint/config.toml"))
demand("zed: config.toml", config, ZED_LANGUAGE)
for key in ["first_line_pattern", "increase_indent_pattern"]:
    # Python's patterns know what Rust's do not: looking around, and what a group has found.
    check(f"zed: {key}", re.compile(config[key]) and not re.search(r"\(\?[=!<]|\\[1-9]", config[key]), config[key])
scopes = {one.removesuffix(".inclusive") for one in re.findall(r"@([\w.]+)", read("zed/languages/wflint/overrides.scm"))}
check("zed: brackets", all(name in scopes for one in config["brackets"] for name in one.get("not_in", [])), scopes)
check("zed: language", config["name"] in zed["language_servers"]["wflint"]["languages"] and config["grammar"] in zed["grammars"])
check("zed: language ids", zed["language_servers"]["wflint"]["language_ids"] == {config["name"]: "yaml"})
check("zed: suffixes", set(config["path_suffixes"]) == {name.removeprefix("*.") for name in PATTERNS}, config["path_suffixes"])
cargo = tomllib.loads(read("zed/Cargo.toml"))
check("zed: library", cargo["lib"]["crate-type"] == ["cdylib"] and (editors / "zed" / cargo["lib"]["path"]).is_file())
check("zed: version", cargo["package"]["version"] == zed["version"])
# crates/extension_api/src/extension_api.rs: what has to be there, and methods of the trait. Only rustc knows whether it fits.
source = read("zed/" + cargo["lib"]["path"])
check("zed: extension", "zed_extension_api" in cargo["dependencies"] and "zed::register_extension!(" in source
      and set(re.findall(r"fn (\w+)\(", source)) == {"new", "language_server_command"})
# Its language is one of its own, which inherits no queries.
captured = set(re.findall(r"@(\w+)", read("zed/languages/wflint/outline.scm")))
check("zed: outline", {"item", "name"} <= captured, captured)
check("zed: YAML is coloured, too", "@property" in read("zed/languages/wflint/highlights.scm"))

# All queries, those that extend an editor's own ones without them
if importlib.util.find_spec("tree_sitter") and importlib.util.find_spec("tree_sitter_yaml"):
    import tree_sitter
    import tree_sitter_yaml

    yaml = tree_sitter.Language(tree_sitter_yaml.language())
    # They are kept: to free one of several ends tree-sitter 0.26.1 of PyPI with a segmentation fault.
    parsed = []
    for path in sorted(editors.rglob("*.scm")):
        text = path.read_text(encoding="utf-8")
        try:
            parsed.append(tree_sitter.Query(yaml, text))
            # One that only inherits has none of its own.
            check(f"{path.relative_to(editors)}: parses", parsed[-1].pattern_count > 0 or text == "; inherits: yaml\n")
        except tree_sitter.QueryError as problem:
            check(f"{path.relative_to(editors)}: parses", False, problem)
else:
    print("left out: tree-sitter is not installed, so the queries are not parsed")

# Sublime's LSP: sublime-package.json, `ClientConfig` of its JSON Schema, without the keys that it calls deprecated. The schema
# requires none of them; without the first three no server starts.
SUBLIME_CLIENT = {
    "enabled!": bool, "command!": [str], "selector!": str, "priority_selector": str, "schemes": [str], "settings": dict,
    "initializationOptions": dict, "experimental_capabilities": dict, "disabled_capabilities": {"*": (bool, dict)},
    "env": {"*": (str, [str])}, "tcp_port": int, "auto_complete_selector": str, "diagnostics_mode": {"open_files", "workspace"},
    "file_watcher": {"patterns!": [str], "events": [{"create", "change", "delete"}], "ignores": [str]}}
settings = relaxed("sublime/LSP-wflint.sublime-settings")
demand("sublime: settings", settings, {"clients!": {"*": SUBLIME_CLIENT}})
sublime = settings["clients"]["wflint"]
check("sublime: client", sublime["enabled"] is True and sublime["command"] == ["wflint", "lsp"], sublime)
# plugin/execute_command.py there: the parameters, and the names that become values, of which only the file's URI is needed.
palette = relaxed("sublime/wflint.sublime-commands")
demand("sublime: commands", palette, [{"caption!": str, "command!": {"lsp_execute"}, "args!": {
    "session_name!": set(settings["clients"]), "command_name!": r"wflint\.\w+", "command_args!": [{"${file_uri}"}]}}])
# Keys of a .sublime-syntax: https://www.sublimetext.com/docs/syntax.html. What extends another has to be of the same version, 2 for
# YAML/YAML.sublime-syntax of sublimehq/Packages; it gets the contexts and nothing else of it. It is YAML of one line a key.
syntax = read("sublime/wflint.sublime-syntax")
keys = dict(re.findall(r"^(\w+): *(.*)$", syntax, flags=re.M))
demand("sublime: syntax", keys, {"name!": str, "scope!": re.escape(sublime["selector"]), "version!": {"2"},
                                 "extends!": {"Packages/YAML/YAML.sublime-syntax"}, "file_extensions!": r"\[.*\]",
                                 "hidden_file_extensions": r"\[.*\]", "first_line_match": str, "hidden": {"true", "false"}})
check("sublime: head", syntax.startswith("%YAML 1.2\n---\n"))
check("sublime: files", set(keys["file_extensions"].strip("[]").split(", ")) == {name.removeprefix("*.") for name in PATTERNS})

# Kate's LSP client, and the syntax files of KSyntaxHighlighting
kate = json.loads(read("kate/settings.json"))["servers"]["wflint"]
check("kate: server", kate["command"] == ["wflint", "lsp"] and isinstance(kate["rootIndicationFileNames"], list))
mode = xml.fromstring(read("kate/wflint.xml"))
check("kate: mode", mode.tag == "language" and {"name", "version", "kateversion", "section", "extensions"} <= set(mode.attrib))
check("kate: the server's modes", re.search(kate["highlightingModeRegex"], mode.attrib["name"]) is not None)
check("kate: files", set(mode.attrib["extensions"].split(";")) == PATTERNS)
check("kate: attributes", {one.attrib["attribute"] for one in mode.iter("context")} <= {one.attrib["name"] for one in mode.iter("itemData")})

# LSP4IJ: src/main/java/com/redhat/devtools/lsp4ij/launching/templates/LanguageServerTemplateDeserializer.java. It fails without a name,
# programArgs or a fileType, and passes over a mapping without a languageId; `default` is what it takes for a system that is not named.
JETBRAINS_TEMPLATE = {
    "id": str, "name!": str, "programArgs!": {"default!": str, "windows": str, "mac": str, "unix": str},
    "fileTypeMappings!": [{"fileType!": {"name": str, "patterns": [str]}, "languageId!": str}],
    "languageMappings": [{"language!": str, "languageId!": str}]}
template = json.loads(read("jetbrains/wflint/template.json"))
demand("jetbrains: template.json", template, JETBRAINS_TEMPLATE)
check("jetbrains: command", template["programArgs"]["default"] == "wflint lsp")
check("jetbrains: files", {name for one in template["fileTypeMappings"] for name in one["fileType"]["patterns"]} == PATTERNS)
# LanguageServerTemplate.java, the names of files; docs/UserDefinedLanguageServerTemplate.md names the installer's, too.
names = {path.name for path in (editors / "jetbrains/wflint").iterdir()}
check("jetbrains: names of files", names <= {"template.json", "settings.json", "initializationOptions.json", "settings.schema.json",
                                             "clientSettings.json", "installer.json", "README.md"}, names)
for name in sorted(names - {"README.md"}):
    check(f"jetbrains: {name}", isinstance(json.loads(read(f"jetbrains/wflint/{name}")), dict))

# VS Code: below src/vs/, platform/extensions/common/extensionValidator.ts for the manifest, and for contribution points
# workbench/services/language/common/languageService.ts, workbench/services/textMate/common/TMGrammars.ts,
# workbench/contrib/snippets/browser/snippetsService.ts, workbench/services/actions/common/menusExtensionPoint.ts,
# workbench/api/common/configurationExtensionPoint.ts, workbench/services/themes/common/tokenClassificationExtensionPoint.ts and
# workbench/contrib/tasks/common/problemMatcher.ts. Names, version and engine as src/validation.ts of microsoft/vscode-vsce wants them.
SETTING = {"type!": {"string", "boolean", "array"}, "default!": (str, bool, list), "items": dict, "enum": [str], "description": str,
           "markdownDescription": str, "scope": {"application", "machine", "machine-overridable", "window", "resource",
                                                 "language-overridable"}}
VSCODE_PATTERN = {"regexp!": str, "kind": {"location", "file"}, "loop": bool,
                  **{key: int for key in ("file", "location", "line", "column", "endLine", "endColumn", "severity", "code", "message")}}
VSCODE_MANIFEST = {
    "name!": r"[A-Za-z0-9][A-Za-z0-9-]*", "publisher!": r"[A-Za-z0-9][A-Za-z0-9-]*", "version!": r"\d+\.\d+\.\d+",
    "engines!": {"vscode!": r"(\^|>=)\d+\.(\d+|x)\.(\d+|x)"}, "main!": str, "activationEvents!": [str], "displayName": str,
    "description": str, "license": str, "private": bool, "categories": [str], "keywords": [str], "files": [str],
    "dependencies": {"*": str}, "contributes!": {
        "languages": [{"id!": str, "aliases": [str], "extensions": [r"\..+"], "filenames": [str], "filenamePatterns": [str],
                       "mimetypes": [str], "firstLine": str, "configuration": str}],
        "grammars": [{"scopeName!": str, "path!": str, "language": str, "injectTo": [str], "embeddedLanguages": {"*": str},
                      "tokenTypes": {"*": {"string", "comment", "other", "regex"}}, "balancedBracketScopes": [str],
                      "unbalancedBracketScopes": [str]}],
        "snippets": [{"language!": str, "path!": str}],
        "commands": [{"command!": str, "title!": str, "category": str, "enablement": str,
                      "icon": (r"\$\([a-z-]+\)", {"light!": str, "dark!": str})}],
        "menus": {menu: [{"command!": str, "alt": str, "when": str, "group": str}]
                  for menu in ("commandPalette", "editor/title", "editor/title/run", "editor/context", "explorer/context")},
        "configuration": {"title": str, "properties!": {"*": SETTING}},
        "configurationDefaults": {"*": dict},
        "semanticTokenScopes": [{"language": str, "scopes!": {"*": [str]}}],
        "problemMatchers": [{"name!": str, "owner!": str, "label": str, "source": str, "fileLocation": [str],
                             "severity": {"error", "warning", "info"}, "pattern!": (VSCODE_PATTERN, [VSCODE_PATTERN])}]}}
manifest = json.loads(read("vscode/package.json"))
demand("vscode: package.json", manifest, VSCODE_MANIFEST)
contributes = manifest["contributes"]
own = contributes["languages"][0]
check("vscode: files", set(own["filenamePatterns"]) | set(own["filenames"]) == PATTERNS)
paths = [manifest["main"], own["configuration"], *(one["path"] for one in contributes["grammars"] + contributes["snippets"])]
packed = [path for path in paths if (editors / "vscode" / path).is_file() and path.split("/")[1] in manifest["files"]]
check("vscode: paths", packed == paths, paths)
check("vscode: languages", {one["language"] for key in ("grammars", "snippets", "semanticTokenScopes") for one in contributes[key]
                            if "language" in one} == {own["id"]} and set(contributes["configurationDefaults"]) == {f"[{own['id']}]"})
# Only a grammar without a language of its own is injected, and into a scope that somebody has.
scopes = {one["scopeName"] for one in contributes["grammars"]}
check("vscode: injection", all("language" not in one and set(one["injectTo"]) <= scopes for one in contributes["grammars"]
                               if "injectTo" in one))
commands = {one["command"] for one in contributes["commands"]}
check("vscode: menus", all(entry["command"] in commands for menu in contributes["menus"].values() for entry in menu))
code = read("vscode/extension.js")
registered = {name for name in commands if f"'{name}'" in code}
check("vscode: commands", registered == commands, commands - registered)
# vscode-languageclient: client/package.json and client/src/node/main.ts of microsoft/vscode-languageserver-node. 9 wants the engine
# that is asked for here, 10 a later one.
check("vscode: client", manifest["dependencies"] == {"vscode-languageclient": "^9.0.1"} and manifest["engines"]["vscode"] == "^1.82.0"
      and "{ LanguageClient, RevealOutputChannelOn } = require('vscode-languageclient/node')" in code)
check("vscode: settings", all(name.startswith("wflint.") and ("description" in one or "markdownDescription" in one)
                              for name, one in contributes["configuration"]["properties"].items()))
check("vscode: problem matcher", all(one.get("fileLocation", ["relative"])[0] in {"absolute", "relative", "autoDetect", "search"}
                                     and re.compile(one["pattern"]["regexp"]) for one in contributes["problemMatchers"]))
# workbench/contrib/codeEditor/common/languageConfigurationExtensionPoint.ts; a pair is two strings.
VSCODE_PAIRS = [([str], {"open!": str, "close!": str, "notIn": [{"string", "comment"}]})]
rules = json.loads(read("vscode/language-configuration.json"))
demand("vscode: language-configuration.json", rules, {
    "comments": {"lineComment": str, "blockComment": [str]}, "brackets": [[str]], "autoClosingPairs": VSCODE_PAIRS,
    "surroundingPairs": VSCODE_PAIRS, "colorizedBracketPairs": [[str]], "wordPattern": str, "autoCloseBefore": str,
    "folding": {"offSide": bool, "markers": {"start": str, "end": str}}, "onEnterRules": [dict],
    "indentationRules": {"increaseIndentPattern!": str, "decreaseIndentPattern!": str, "indentNextLinePattern": str,
                         "unIndentedLinePattern": str}})
check("vscode: pairs", all(len(pair) == 2 for key in ("brackets", "surroundingPairs") for pair in rules[key]))
for grammar in contributes["grammars"]:
    path = editors / "vscode" / grammar["path"]
    check(f"vscode: {path.name}", json.loads(path.read_text(encoding="utf-8"))["scopeName"] == grammar["scopeName"])
snippets = json.loads(read("vscode/snippets/wflint.json"))
demand("vscode: snippets", snippets, {"*": {"prefix!": (str, [str]), "description!": str, "body!": [str], "isFileTemplate": bool}})
check("vscode: snippets end", all(snippet["body"][-1] == "$0" for snippet in snippets.values()))

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
