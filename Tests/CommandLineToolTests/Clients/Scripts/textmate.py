# SPDX-License-Identifier: Apache-2.0
"""The TextMate grammars: `textmate.py FOLDER`, the folder of the grammars; needs onigurumacffi of PyPI."""
import json
import pathlib
import sys

from textmate_engine import Registry

folder = pathlib.Path(sys.argv[1])
injection = json.loads((folder / "wflint.injection.tmLanguage.json").read_text(encoding="utf-8"))
language = json.loads((folder / "wflint.tmLanguage.json").read_text(encoding="utf-8"))
failures = 0


def check(what, holds, detail=""):
    global failures
    print(("ok   " if holds else "FAIL ") + what + ("" if holds else f": {detail}"))
    failures += not holds


# As small as can be: comments, keys, quoted texts, flow collections.
yaml = {
    "scopeName": "source.yaml",
    "patterns": [
        {"match": r"(?:^|(?<=\s))#.*$", "name": "comment.line.number-sign.yaml"},
        {"match": r"([A-Za-z_][\w.-]*)(:)(?=\s|$)", "captures": {
            "1": {"name": "entity.name.tag.yaml"}, "2": {"name": "punctuation.separator.key-value.mapping.yaml"}}},
        {"name": "string.quoted.double.yaml", "begin": "\"", "end": "\""},
        {"name": "string.quoted.single.yaml", "begin": "'", "end": "'"},
        {"name": "meta.flow-mapping.yaml", "begin": r"\{", "end": r"\}", "patterns": [{"include": "$self"}]},
        {"name": "meta.flow-sequence.yaml", "begin": r"\[", "end": r"\]", "patterns": [{"include": "$self"}]},
        {"match": r"-(?=\s)", "name": "punctuation.definition.block.sequence.item.yaml"},
        {"match": r"[^\s#:,\[\]{}\"'-][^\s:,\[\]{}#]*", "name": "string.unquoted.plain.yaml"},
    ],
}
registry = Registry(language, injection, yaml)


def scopes(text, marked):
    """The scopes of each character of the part, as one text, a line a character."""
    tokens = registry.tokens(language["scopeName"], text)
    return [(text[place], " ".join(tokens[place])) for place in range(*marked)]


def expect(what, text, *wanted, unwanted=()):
    """Each wanted scope is on all of the marked part, and each unwanted one on none of it."""
    start = text.index("«")
    end = text.index("»") - 1
    found = scopes(text.replace("«", "").replace("»", ""), (start, end))
    missing = [name for name in wanted if not all(name in names for letter, names in found if letter.isalnum())]
    extra = [name for name in unwanted if any(name in names for _, names in found)]
    check(what, not missing and not extra, f"missing {missing}, extra {extra}, found {found}")


CEL = "source.cel"
expect("a condition", "    if: steps.«plan».ok == true\n", CEL, "entity.name.label.step.wflint")
expect("its constants", "    if: a == «true»\n", CEL, "constant.language.cel")
expect("its functions", "    if: «size»(inputs.list) > 1\n", "support.function.cel")
expect("its numbers", "    if: size(inputs.list) > «10»\n", "constant.numeric.cel")
expect("its end", "    if: a > 1\n    name: «b»\n", unwanted=[CEL])
expect("a comment behind it", "    if: a > 1 # «why»\n", unwanted=[CEL])
expect("a quoted condition", "    if: \"«inputs».region == 'eu'\"\n", CEL, "variable.language.cel")
expect("a text in it", "    if: \"inputs.region == '«eu»'\"\n", CEL, "string.quoted.single.cel")
expect("behind a quoted one", "    if: \"a\"\n    name: «b»\n", unwanted=[CEL])
expect("a single-quoted one", "    if: 'inputs.region == \"«eu»\"'\n", CEL, "string.quoted.double.cel")
expect("a case", "      - when: «trigger».branch == 'main'\n", CEL, "variable.language.cel")
expect("a loop's list", "    over: «inputs.regions»\n", CEL)
expect("in a flow mapping", "  - {id: a, if: steps.«b».ok, needs: [b]}\n", CEL, "entity.name.label.step.wflint")
expect("behind it in the flow mapping", "  - {id: a, if: steps.b.ok, «needs»: [b]}\n", unwanted=[CEL])
expect("a block of CEL", "    if: |\n      «steps.a.ok» &&\n      steps.b.ok\n    name: x\n", CEL)
expect("its second line", "    if: >-\n      steps.a.ok &&\n      «steps.b.ok»\n    name: x\n", CEL)
expect("behind the block", "    if: |\n      steps.a.ok\n    «name»: x\n", unwanted=[CEL])
expect("another key", "    wif: «steps.a»\n", unwanted=[CEL])
expect("an interpolation", "    message: done ${{ steps.«plan».summary }} now\n", CEL, "entity.name.label.step.wflint")
expect("around it", "    message: «done» ${{ a }} now\n", unwanted=[CEL])
expect("behind it", "    message: done ${{ a }} «now»\n", unwanted=[CEL])
expect("a script", "  - id: a\n    run: |\n      «make» all\n    shell: bash\n", "source.shell")
expect("behind the script", "  - id: a\n    run: |\n      make all\n    «shell»: bash\n", unwanted=["source.shell"])
expect("a script first", "  - run: |\n      «make» all\n    id: a\n", "source.shell")
expect("behind it", "  - run: |\n      make all\n    «id»: a\n", unwanted=["source.shell"])
expect("an interpolation in it", "    run: |\n      echo ${{ «inputs.x» }}\n", "source.shell", CEL)
expect("no principal in it", "    run: |\n      chown «user:group» x\n", "source.shell", unwanted=["principal"])
expect("a short script", "    run: «make» all\n", "source.shell")
expect("a cron", "  - cron: \"«30» 4 * * MON-FRI\"\n", "meta.cron.wflint", "constant.numeric.cron")
expect("its names", "  - cron: \"30 4 * * «MON»-FRI\"\n", "constant.language.cron.name")
expect("its stars", "  - cron: 30 4 «*» * 1\n", "keyword.operator.cron.wildcard")
expect("a nickname", "  - {type: schedule, cron: '«@daily»'}\n", "constant.language.cron.nickname")
expect("a duration", "timeout: «1h30m»\n", "constant.numeric.duration.wflint")
expect("its units", "timeout: 1«h»30m\n", "keyword.other.unit.duration")
expect("in a flow mapping", "  - {id: w, type: wait, duration: «90s»}\n", "constant.numeric.duration.wflint")
expect("no duration", "name: «1h30m»\n", unwanted=["duration"])
expect("no whole one", "timeout: «1h30»\n", unwanted=["constant.numeric.duration"])
expect("a principal", "    approvers: [«team»:platform]\n", "storage.type.principal.wflint")
expect("its name", "    approvers: [\"user:«jane@example.com»\"]\n", "entity.name.type.principal.wflint")
expect("in a list", "      - role:«owner»\n", "entity.name.type.principal.wflint")
expect("a key", "      «user»: x\n", unwanted=["principal"])
expect("a comment", "# «if: a» team:x\n", "comment.line", unwanted=[CEL, "principal"])
sys.exit(1 if failures else 0)
