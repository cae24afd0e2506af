# SPDX-License-Identifier: Apache-2.0
"""The tree-sitter queries on the YAML grammar: `tree_sitter_queries.py QUERIES EXAMPLES`, two folders; needs tree-sitter and
tree-sitter-yaml of PyPI."""
import pathlib
import sys

import tree_sitter_yaml
from tree_sitter import Language, Parser, Query, QueryCursor

queries, examples = map(pathlib.Path, sys.argv[1:3])
language = Language(tree_sitter_yaml.language())
parser = Parser(language)
failures = 0


def check(what, holds, detail=""):
    global failures
    print(("ok   " if holds else "FAIL ") + what + ("" if holds else f": {detail}"))
    failures += not holds


injections = Query(language, (queries / "injections.scm").read_text(encoding="utf-8"))
highlights = Query(language, (queries / "highlights.scm").read_text(encoding="utf-8"))
# As the editors have it whose language for our files does not inherit YAML's queries.
alone = Query(language, "".join((queries / name).read_text(encoding="utf-8") for name in ("yaml.scm", "highlights.scm")))


def injected(text):
    """Each injected text with its language, without the indicator of a block and without quotes; of several
    languages that of the last pattern."""
    found = {}
    for pattern, captures in QueryCursor(injections).matches(parser.parse(text.encode()).root_node):
        name = injections.pattern_settings(pattern)["injection.language"]
        for node in captures["injection.content"]:
            if node.start_byte not in found or found[node.start_byte][0] < pattern:
                content = node.text.decode()
                quoted = content[:1] in "\"'" and content[1:-1] or content
                found[node.start_byte] = (pattern, name, quoted.lstrip("|>-+\n ").rstrip())
    return [(name, content) for _, (_, name, content) in sorted(found.items())]


def highlighted(text):
    captures = QueryCursor(highlights).captures(parser.parse(text.encode()).root_node)
    return sorted((name, node.text.decode()) for name, nodes in captures.items() if not name.startswith("_") for node in nodes)


def coloured(text):
    """Each text with its colour, by the queries with YAML's own; of several for the same text that of the last pattern."""
    found = {}
    for pattern, captures in QueryCursor(alone).matches(parser.parse(text.encode()).root_node):
        for name, nodes in captures.items():
            for node in nodes if not name.startswith("_") else []:
                place = (node.start_byte, node.end_byte)
                if place not in found or found[place][0] <= pattern:
                    found[place] = (pattern, name, node.text.decode().rstrip())
    return [(name, content) for _, (_, name, content) in sorted(found.items())]


for what, text, wanted in [
    ("a condition", "steps:\n  - id: a\n    if: steps.b.ok\n", [("cel", "steps.b.ok")]),
    ("in double quotes", "steps:\n  - if: \"a == 'b'\"\n", [("cel", "a == 'b'")]),
    ("in single quotes", "steps:\n  - when: 'a == 1'\n", [("cel", "a == 1")]),
    ("in a flow mapping", "steps:\n  - {id: a, if: a == 1, over: \"b\"}\n", [("cel", "a == 1"), ("cel", "b")]),
    ("in a block", "steps:\n  - if: |\n      a &&\n      b\n", [("cel", "a &&\n      b")]),
    ("a script", "steps:\n  - run: |\n      make\n", [("bash", "make")]),
    ("a short script", "steps:\n  - run: make all\n", [("bash", "make all")]),
    ("in Python", "steps:\n  - shell: python\n    run: |\n      print(1)\n", [("python", "print(1)")]),
    ("the shell behind it", "steps:\n  - run: |\n      print(1)\n    shell: python\n", [("python", "print(1)")]),
    ("in JavaScript", "steps:\n  - shell: node\n    id: a\n    run: |\n      x()\n", [("javascript", "x()")]),
    ("other keys", "steps:\n  - name: if a then b\n    runs: make\n", []),
]:
    found = injected(text)
    check(f"injection: {what}", found == wanted, found)

for what, text, wanted in [
    ("a cron", "triggers:\n  - {type: schedule, cron: \"0 3 * * *\"}\n", [("string.special", "\"0 3 * * *\"")]),
    ("durations", "timeout: 1h30m\nsteps: [{delay: 5s, timeout: soon}]\n", [("number", "1h30m"), ("number", "5s")]),
    ("approvers", "approvers: [\"team:a\", user:b@c.d, team]\n", [("type", "\"team:a\""), ("type", "user:b@c.d")]),
    ("ids and needs", "steps:\n  - id: a\n    needs: [b, c]\n  - {id: d}\n",
     [("label", "a"), ("label", "b"), ("label", "c"), ("label", "d")]),
    ("other texts", "name: 1h\ndescription: at 0 3 * * *\n", []),
]:
    found = highlighted(text)
    check(f"highlight: {what}", found == wanted, found)

PUNCTUATION = {"punctuation.delimiter", "punctuation.bracket", "punctuation.special"}
for what, text, wanted in [
    ("keys and scalars", "a: x\n'b': 1\n3: 'y'\n", [("property", "a"), ("string", "x"), ("property", "'b'"), ("number", "1"),
                                                ("property", "3"), ("string", "'y'")]),
    ("in a flow mapping", "{a: true, \"b\": null}\n", [("property", "a"), ("boolean", "true"), ("property", "\"b\""),
                                                      ("constant.builtin", "null")]),
    ("an escape", "a: \"b\\n\"\n", [("property", "a"), ("string", "\"b\\n\""), ("string.escape", "\\n")]),
    ("a block", "a: |\n  b\n", [("property", "a"), ("string", "|\n  b")]),
    ("comments, anchors, tags", "a: &b !c 1 # d\ne: *b\n", [
        ("property", "a"), ("label", "b"), ("type", "!c"), ("number", "1"), ("comment", "# d"), ("property", "e"), ("label", "b")]),
    ("a directive", "%YAML 1.2\n---\na: b\n", [("preproc", "%YAML 1.2"), ("property", "a"), ("string", "b")]),
    ("ours above YAML's", "id: a\ntimeout: 5m\nto: user:b\n", [
        ("property", "id"), ("label", "a"), ("property", "timeout"), ("number", "5m"), ("property", "to"), ("type", "user:b")]),
]:
    found = [one for one in coloured(text) if one[0] not in PUNCTUATION]
    check(f"YAML: {what}", found == wanted, found)
found = [one for one in coloured("a: [{b: *c}, d]\n---\n- e\n") if one[0] in PUNCTUATION]
check("YAML: punctuation", found == [
    ("punctuation.delimiter", ":"), ("punctuation.bracket", "["), ("punctuation.bracket", "{"), ("punctuation.delimiter", ":"),
    ("punctuation.special", "*"), ("punctuation.bracket", "}"), ("punctuation.delimiter", ","), ("punctuation.bracket", "]"),
    ("punctuation.special", "---"), ("punctuation.delimiter", "-")], found)

for path in sorted(examples.glob("*.yaml")):
    text = path.read_text(encoding="utf-8")
    check(f"{path.name} parses", not parser.parse(text.encode()).root_node.has_error)
    for name, content in injected(text):
        if name == "cel" and content not in text:
            check(f"{path.name}: an injection is not its text", False, content)
check("the examples have some", sum(len(injected(path.read_text())) for path in examples.glob("*.wf.yaml")) > 5)
sys.exit(1 if failures else 0)
