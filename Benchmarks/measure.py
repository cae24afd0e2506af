#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times whole processes and prints a table; called by Benchmarks/run.

    measure.py table WFLINT WORK TOOLS         times, beside the tools of a folder
    measure.py budgets WFLINT WORK BUDGETS     instruction counts against the budgets
"""
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

# ryl has no rules unless it is given some; its cache would spare it the work.
RYL = ["check", "--no-cache", "--config-data", "{extends: relaxed}"]

NULL = os.open(os.devnull, os.O_RDWR)


def once(command):
    """Of one process: seconds from posix_spawn to its end, exit status, peak memory in MiB (never below this interpreter's
    own, since it is counted from before exec), seconds on processors."""
    actions = [(os.POSIX_SPAWN_DUP2, NULL, descriptor) for descriptor in (0, 1, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    return seconds, os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def alternating(commands, rounds):
    """Each command's runs, one of each in turn, so that the machine's moods fall on all alike."""
    runs = {name: [] for name in commands}
    for command in commands.values():
        once(command)
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(once(command))
    return runs


class Table:
    def __init__(self):
        self.misses = 0

    def head(self, title):
        print(f"\n{title}")

    def row(self, name, runs, limit=None, memory_limit=None, note=""):
        milliseconds = statistics.median(run[0] for run in runs) * 1000
        fastest = min(run[0] for run in runs) * 1000
        processors = statistics.median(run[3] for run in runs) * 1000
        memory = max(run[2] for run in runs)
        verdict = ""
        if limit is not None:
            verdict = f"  < {limit:g} ms: {'yes' if milliseconds < limit else 'NO'}"
            self.misses += milliseconds >= limit
        if memory_limit is not None:
            verdict += f"  < {memory_limit} MB: {'yes' if memory * 1.048576 < memory_limit else 'NO'}"
            self.misses += memory * 1.048576 >= memory_limit
        status = runs[0][1]
        if status != 0:
            note = f"{note} (exit status {status})".strip()
        print(f"  {name:<34} {milliseconds:9.2f} ms  (fastest {fastest:8.2f}, CPU {processors:8.2f})  {memory:6.1f} MiB{verdict}  {note}".rstrip())
        return milliseconds

    def skipped(self, name, why):
        print(f"  {name:<34} skipped: {why}")


def table(wflint, work, folder):
    native = f"{work}/native"
    tools = {name: f"{folder}/{name}" for name in ("yamllint", "ryl", "zizmor", "ruff")}
    tools = {name: path for name, path in tools.items() if os.path.exists(path)}
    out = Table()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of whole processes")
    for name, path in tools.items():
        print("  " + subprocess.run([path, "--version"], capture_output=True, text=True).stdout.strip())

    count = sum(1 for _ in open(f"{work}/list"))
    lines = sum(text.count(b"\n") for text in (open(p.strip(), "rb").read() for p in open(f"{work}/list")))
    out.head(f"1. {count} workflow files of {lines / count:.0f} lines on average")
    commands = {"wflint check": [wflint, "check", "--scripts", "off", native]}
    commands["wflint check --jobs 1"] = [wflint, "check", "--scripts", "off", "--jobs", "1", native]
    if os.path.exists(f"{work}/libyaml_loop"):
        commands["libyaml, read and parsed 3 times"] = [f"{work}/libyaml_loop", "3", f"{work}/list"]
    runs = alternating(commands, 5)
    limit = None
    if "libyaml, read and parsed 3 times" in runs:
        limit = round(statistics.median(r[0] for r in runs["libyaml, read and parsed 3 times"]) * 1000, 1)
    out.row("wflint check", runs["wflint check"], limit=limit)
    out.row("wflint check --jobs 1", runs["wflint check --jobs 1"], limit=limit)
    if limit is None:
        out.skipped("libyaml", "the program did not compile")
    else:
        out.row("libyaml, read and parsed 3 times", runs["libyaml, read and parsed 3 times"], note="C, one thread")
    others = {}
    if "ryl" in tools:
        others["ryl"] = [tools["ryl"], *RYL, native]
    if "yamllint" in tools:
        others["yamllint"] = [tools["yamllint"], "-d", "relaxed", native]
    for name in ("ryl", "yamllint"):
        if name in others:
            rounds = 1 if name == "yamllint" else 5
            out.row(name, [once(others[name]) for _ in range(rounds)], note="style of YAML only, no semantics; same files")
        else:
            out.skipped(name, "not installed")
    if "zizmor" in tools:
        command = [tools["zizmor"], "--offline", "--no-progress", "--no-exit-codes", f"{work}/actions"]
        both = alternating({"zizmor": command, "wflint": commands["wflint check"]}, 3)
        out.row(
            "zizmor", both["zizmor"],
            note="semantics; it reads GitHub workflows only: 2000 generated ones of the same length and shape")
        if statistics.median(r[0] for r in both["wflint"]) >= statistics.median(r[0] for r in both["zizmor"]):
            print("  wflint is behind a tool that does semantics: NO")
            out.misses += 1
    else:
        out.skipped("zizmor", "not installed")

    out.head("2. one small file as a whole process (60 runs)")
    small = f"{work}/small.wf.yaml"
    commands = {"wflint check": [wflint, "check", "--scripts", "off", small], "wflint --version": [wflint, "--version"]}
    if "ruff" in tools:
        python = f"{work}/small.py"
        with open(python, "w", encoding="utf-8") as file:
            file.write("print('hello')\n" * 40)
        commands["ruff check (Python)"] = [tools["ruff"], "check", "--no-cache", python]
    if "ryl" in tools:
        commands["ryl"] = [tools["ryl"], *RYL, small]
    if "zizmor" in tools:
        first = sorted(os.listdir(f"{work}/actions/.github/workflows"))[0]
        commands["zizmor (GitHub workflow)"] = [
            tools["zizmor"], "--offline", "--no-progress", "--no-exit-codes", f"{work}/actions/.github/workflows/{first}"]
    if "yamllint" in tools:
        commands["yamllint"] = [tools["yamllint"], "-d", "relaxed", small]
    for name, timed in alternating(commands, 60).items():
        out.row(name, timed, limit=6 if name == "wflint check" else None)

    out.head("3. one large file")
    for size, limit, memory in ((10000, 40, None), (50000, 180, 120)):
        timed = alternating({"": [wflint, "check", "--scripts", "off", f"{work}/lines-{size}.wf.yaml"]}, 9)[""]
        out.row(f"wflint check, {size} lines", timed, limit=limit, memory_limit=memory)

    out.head("4. a simulation")
    command = [wflint, "simulate", "Examples/production-deploy.sim.yaml"]
    out.row("wflint simulate production-deploy", alternating({"": command}, 30)[""])

    out.head("5. one condition, parsed, checked, compiled and evaluated (fastest of 20 rounds)")
    for condition in CONDITIONS:
        times = {phase: float(measured(wflint, work, condition, phase).stdout) for phase in PHASES}
        verdict = f"  < 1000 ns: {'yes' if times['evaluate'] < 1000 else 'NO'}"
        out.misses += times["evaluate"] >= 1000
        print("  " + "  ".join(f"{phase} {time:6.0f} ns" for phase, time in times.items()) + verdict)
        print(f"      {condition}")

    if shutil.which("valgrind"):
        out.head("6. instructions (valgrind --tool=callgrind)")
        for name, number in instructions(wflint, work).items():
            print(f"  {name:<34} {number / 1e6:13.6f} million")
    print()
    if out.misses:
        print(f"{out.misses} limit(s) missed")
    return 1 if out.misses else 0


# Conditions as people write them, and what they read.
CONDITIONS = [
    'inputs.environment == "prod" && steps.plan.outputs.plan_summary.destroy == 0',
    'success() && inputs.environment in ["staging", "prod"] && !inputs.dry_run',
    'steps.probe.outputs.status_code >= 200 && steps.probe.outputs.status_code < 300 || inputs.dry_run',
    'inputs.services.exists(s, s.startsWith("api-")) && size(inputs.services) < 10',
]
PHASES = ["parse", "check", "compile", "evaluate"]
VALUES = """inputs: {environment: prod, dry_run: false, services: [web, mail, api-eu]}
steps:
  plan: {status: success, outputs: {plan_summary: {add: 3, change: 1, destroy: 0}}}
  probe: {status: success, outputs: {status_code: 204, body: ""}}
"""


def measured(wflint, work, condition, phase, count=100000, prefix=()):
    with open(f"{work}/values.yaml", "w", encoding="utf-8") as file:
        file.write(VALUES)
    command = [*prefix, wflint, "eval", condition, "--with", f"{work}/values.yaml", "--measure", phase, "--repeat", str(count)]
    # Hashes of the same strings must collide alike in every run, or counts differ.
    return subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})


def collected(text):
    found = re.search(r"Collected\s*:\s*(\d+)", text)
    if not found:
        sys.exit(f"valgrind counted nothing:\n{text}")
    return int(found.group(1))


def instructions(wflint, work):
    """Instructions of whole processes; the folder is its first 50 files, on one thread."""
    few = f"{work}/few"
    shutil.rmtree(few, ignore_errors=True)
    os.makedirs(few)
    paths = sorted(os.path.join(folder, name) for folder, _, names in os.walk(f"{work}/native") for name in names)
    for path in paths[:50]:
        shutil.copy(path, few)
    subjects = {
        "small file": [f"{work}/small.wf.yaml"],
        "50 files": ["--jobs", "1", few],
        "10000 lines": [f"{work}/lines-10000.wf.yaml"],
        "50000 lines": [f"{work}/lines-50000.wf.yaml"],
    }
    counts = {}
    for name, arguments in subjects.items():
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", wflint, "check", "--scripts", "off", *arguments]
        text = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        counts[name] = collected(text)
    for phase in PHASES:
        # The difference of two runs is what the phase alone takes.
        few, many = (
            collected(measured(wflint, work, CONDITIONS[0], phase, count, command[:3]).stderr) for count in (2000, 12000))
        counts[f"{phase} a condition"] = (many - few) // 10000
    return counts


def budgets(wflint, work, path):
    if not shutil.which("valgrind"):
        print("budgets: skipped, there is no valgrind here")
        return 0
    with open(path, encoding="utf-8") as file:
        limits = json.load(file)
    failures = 0
    for name, number in instructions(wflint, work).items():
        budget = limits["instructions"][name]
        change = number / budget - 1
        verdict = "ok"
        if change > limits["tolerance"]:
            verdict = "ABOVE BUDGET"
            failures += 1
        elif change < -limits["tolerance"]:
            verdict = "below budget: lower it"
        print(f"{name:<20} {number:>14,} of {budget:>14,}  {change:+7.2%}  {verdict}")
    return 1 if failures else 0


def main(arguments):
    if len(arguments) != 4 or arguments[0] not in ("table", "budgets"):
        sys.exit(__doc__)
    return (table if arguments[0] == "table" else budgets)(*arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
