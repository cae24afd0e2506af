#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the language server over its pipe, as an editor feels it; needs nothing but Python.

    lsp.py WFLINT            the table, with the bar beside each number; exit status 1 where one is missed
    lsp.py WFLINT --quick    fewer rounds, and 1,000 edits in place of 10,000

Each time counts from the first byte of the message that is sent to the last byte of the answer that is awaited.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import generate

FULL = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True, "codeDescriptionSupport": True},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
    "window": {"workDoneProgress": True},
}


class Client:
    """One server, spoken to in turn: what comes while something else is awaited is kept."""

    def __init__(self, binary, folder=None):
        self.process = subprocess.Popen(
            [binary, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
        self.input = self.process.stdin
        self.output = self.process.stdout.fileno()
        self.buffer = b""
        self.serial = 0
        self.published = []
        folders = [{"uri": "file://" + folder, "name": "w"}] if folder else None
        self.request("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": FULL, "workspaceFolders": folders})
        self.notify("initialized", {})

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode()
        self.input.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params):
        self.write({"method": method, "params": params})

    def read(self):
        """The next message."""
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end >= 0:
                length = int(self.buffer[:end].rsplit(b":", 1)[1])
                if len(self.buffer) >= end + 4 + length:
                    body = self.buffer[end + 4:end + 4 + length]
                    self.buffer = self.buffer[end + 4 + length:]
                    return self.took(json.loads(body))
            chunk = os.read(self.output, 1 << 20)
            if not chunk:
                sys.exit("the server has ended")
            self.buffer += chunk

    def took(self, message):
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published.append((time.perf_counter(), params.get("version"), len(params["diagnostics"])))
        elif "method" in message and "id" in message:
            self.write({"id": message["id"], "result": None})
        return message

    def request(self, method, params):
        self.serial += 1
        self.write({"id": self.serial, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.serial and "method" not in message:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]

    def findings(self, version):
        """Waits for the findings of a version; how many there are."""
        while not self.published or self.published[-1][1] != version:
            self.read()
        return self.published[-1][2]

    def megabytes(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) * 1024 / 1e6
        return 0.0

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait()


class Document:
    """An open document that is typed into: a character comes and goes in a step's name in the middle."""

    def __init__(self, client, uri, text):
        self.client, self.uri, self.version = client, uri, 1
        self.lines = text.split("\n")
        middle = len(self.lines) // 2
        self.line = next(n for n in range(middle, len(self.lines)) if self.lines[n].startswith("    name: "))
        # The line of a reference, where a half-typed name is a finding and step ids are offered.
        self.need = next(n for n in range(self.line, len(self.lines)) if self.lines[n].startswith("    needs: ["))
        client.notify("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})

    def insert(self, line, column, text, removed=0):
        self.version += 1
        self.client.notify("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{
                "range": {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + removed}},
                "text": text}]})

    def toggle(self):
        """Types a character, or takes the last one back."""
        column = len("    name: ")
        if self.version % 2:
            self.insert(self.line, column, "x")
        else:
            self.insert(self.line, column, "", 1)

    def place(self, line, column):
        return {"textDocument": {"uri": self.uri}, "position": {"line": line, "character": column}}


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


class Table:
    misses = 0

    def row(self, name, values, bar=None, unit="ms"):
        values = values if isinstance(values, list) else [values]
        p95 = percentile(values, 0.95)
        verdict = "" if bar is None else f"   at most {bar:g}: {'yes' if p95 <= bar else 'NO'}"
        spread = f" (median {percentile(values, 0.5):.2f}, {len(values)} times)" if len(values) > 1 else ""
        print(f"  {name:<44} {p95:9.2f} {unit}{spread}{verdict}", flush=True)
        if bar is not None and p95 > bar:
            self.misses += 1


def milliseconds(start):
    return (time.perf_counter() - start) * 1000


def one_size(table, binary, lines, rounds, bars):
    text = generate.native("big", lines, generate.Numbers(lines))
    client = Client(binary)
    if lines == 1000:
        time.sleep(0.3)
        table.row("memory without a document", client.megabytes(), 20, "MB")
    document = Document(client, "file:///bench/big.wf.yaml", text)
    start = time.perf_counter()
    client.findings(1)
    table.row(f"{lines} lines: open to diagnostics", milliseconds(start))
    changes, completions, hovers, symbols = [], [], [], []
    for _ in range(rounds):
        start = time.perf_counter()
        document.toggle()
        client.findings(document.version)
        changes.append(milliseconds(start))
        time.sleep(0.05)
    column = len("    needs: [")
    for number in range(rounds):
        start = time.perf_counter()
        if number % 2 == 0:
            document.insert(document.need, column, "b")
        else:
            document.insert(document.need, column, "", 1)
        position = column + 1 if number % 2 == 0 else column
        answer = client.request("textDocument/completion", document.place(document.need, position))
        completions.append(milliseconds(start))
        assert answer["items"], "no completions"
        client.findings(document.version)
        time.sleep(0.05)
    if rounds % 2:
        document.insert(document.need, column, "", 1)
        client.findings(document.version)
    for _ in range(rounds):
        start = time.perf_counter()
        assert client.request("textDocument/hover", document.place(document.need, column + 1))
        hovers.append(milliseconds(start))
        start = time.perf_counter()
        assert client.request("textDocument/documentSymbol", {"textDocument": {"uri": document.uri}})
        symbols.append(milliseconds(start))
    table.row(f"{lines} lines: change to diagnostics, p95", changes, bars.get("change"))
    table.row(f"{lines} lines: edit to completion, p95", completions, bars.get("completion"))
    table.row(f"{lines} lines: hover, p95", hovers, bars.get("hover"))
    table.row(f"{lines} lines: symbols, p95", symbols, bars.get("symbols"))
    table.row(f"{lines} lines: memory", client.megabytes(), bars.get("memory"), "MB")
    assert client.end() == 0


def storm(table, binary, rounds):
    text = generate.native("big", 1000, generate.Numbers(1000))
    publishes, delays = [], []
    client = Client(binary)
    document = Document(client, "file:///bench/storm.wf.yaml", text)
    client.findings(1)
    for _ in range(rounds):
        time.sleep(0.3)
        before = len(client.published)
        for _ in range(50):
            document.toggle()
        last = time.perf_counter()
        client.findings(document.version)
        delays.append((client.published[-1][0] - last) * 1000)
        publishes.append(len(client.published) - before)
    table.row("a storm of 50 edits: publishes", publishes, 3, "  ")
    table.row("a storm of 50 edits: last edit to last publish", delays, 50)
    assert client.end() == 0


def workspace(table, binary, files):
    folder = tempfile.mkdtemp(prefix="wflint-lsp-bench.")
    try:
        for index in range(files):
            numbers = generate.Numbers(index)
            name = f"{numbers.word()}-{index:04}"
            generate.write(f"{folder}/g{index % 40:02}/{name}.wf.yaml", generate.native(name, 100, numbers))
        client = Client(binary, folder)
        path = f"{folder}/g00/{os.listdir(folder + '/g00')[0]}"
        with open(path, encoding="utf-8") as file:
            text = file.read()
        start = time.perf_counter()
        document = Document(client, "file://" + path, text)
        client.findings(1)
        table.row(f"workspace of {files} files: open to diagnostics", milliseconds(start))
        changes = []
        for _ in range(20):
            start = time.perf_counter()
            document.toggle()
            client.findings(document.version)
            changes.append(milliseconds(start))
            time.sleep(0.05)
        table.row(f"workspace of {files} files: change to diagnostics", changes, 5)
        client.request("workspace/symbol", {"query": ""})
        table.row(f"workspace of {files} files: memory", client.megabytes(), 150, "MB")
        assert client.end() == 0
    finally:
        shutil.rmtree(folder)


def growth(table, binary, edits):
    text = generate.native("big", 1000, generate.Numbers(1000))
    client = Client(binary)
    document = Document(client, "file:///bench/soak.wf.yaml", text)
    client.findings(1)

    def run(count):
        for number in range(count):
            document.toggle()
            if number % 20 == 19:
                client.findings(document.version)
            if number % 100 == 99:
                client.request("textDocument/completion", document.place(document.line, 12))
                client.request("textDocument/semanticTokens/full", {"textDocument": {"uri": document.uri}})
        client.findings(document.version)

    # What a heap needs at all is there after the first tenth.
    run(edits // 10)
    before = client.megabytes()
    run(edits)
    table.row(f"growth over {edits} edits", client.megabytes() - before, 2, "MB")
    assert client.end() == 0


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    binary = os.path.abspath(arguments[0])
    quick = "--quick" in arguments
    table = Table()
    print(f"wflint lsp over its pipe; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    sizes = [
        (1000, 100, {"change": 5, "completion": 5}),
        (10000, 60, {"change": 25, "completion": 15, "hover": 5, "symbols": 20, "memory": 45}),
        (50000, 20, {"change": 120, "completion": 60}),
    ]
    for lines, rounds, bars in sizes:
        one_size(table, binary, lines, rounds // 3 if quick else rounds, bars)
    storm(table, binary, 5 if quick else 20)
    workspace(table, binary, 2000)
    growth(table, binary, 1000 if quick else 10000)
    return 1 if table.misses else 0


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.exit(main(sys.argv[1:]))
