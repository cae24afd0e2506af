#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times commands beside each other, alternating, and prints a table: measure.py FOLDER WFLINT LIBYAML_LOOP TOOLS_BIN."""
import os
import shutil
import statistics
import subprocess
import sys
import time

FOLDER, WFLINT, LOOP, TOOLS = sys.argv[1:5]


def once(command):
    """Wall seconds, CPU seconds and peak memory in MB of one run."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def table(title, rows, rounds):
    """Runs each command `rounds` times, one after another in turn, so that a busy moment meets all of them."""
    print(f"\n{title} (median of {rounds}, alternating)")
    results = {name: [] for name, _ in rows}
    for _ in range(rounds):
        for name, command in rows:
            results[name].append(once(command))
    print(f"{'':44}{'wall ms':>10}{'CPU ms':>10}{'MB':>8}")
    medians = {}
    for name, _ in rows:
        wall, cpu, memory = (statistics.median(column) for column in zip(*results[name]))
        medians[name] = (wall, cpu, memory)
        print(f"{name:44}{wall * 1000:10.1f}{cpu * 1000:10.1f}{memory:8.0f}")
    return medians


def tool(name):
    """A peer's command, from the tools' folder or the PATH; None where it is not there."""
    path = os.path.join(TOOLS, name)
    return path if os.path.exists(path) else shutil.which(name)


def main():
    many = os.path.join(FOLDER, "many")
    actions = os.path.join(FOLDER, "actions")
    rows = [
        ("wflint check, 2,000 files", [WFLINT, "check", "--quiet", many]),
        ("libyaml alone, one thread, three times over", [LOOP, os.path.join(FOLDER, "list"), "3"]),
    ]
    many_rows = table("2,000 workflow files of 100 lines", rows, 7)
    ours, floor = many_rows[rows[0][0]][0], many_rows[rows[1][0]][0]
    print(f"ratio of wall times: {ours / floor:.2f} (below 1: faster than reading and parsing the files three times)")

    peers = [rows[0]]
    if tool("yamllint"):
        peers.append(("yamllint", [tool("yamllint"), "-d", "relaxed", many]))
    if tool("ryl"):
        peers.append(("ryl (style only)", [tool("ryl"), "check", "--enable", "ALL", many]))
    if tool("zizmor"):
        peers.append(("zizmor --offline, GitHub files of equal size", [tool("zizmor"), "--offline", "--no-progress", actions]))
    if len(peers) > 1:
        table("beside other linters", peers, 1)

    small = os.path.join(FOLDER, "small", "flow-0.wf.yaml")
    starts = [("wflint check, one small file", [WFLINT, "check", "--quiet", small])]
    if tool("zizmor"):
        starts.append(("zizmor --version", [tool("zizmor"), "--version"]))
    starts.append(("true", ["/bin/true"]))
    table("one small file as a whole process", starts, 40)

    table(
        "large files",
        [
            (f"wflint check, {lines} lines", [WFLINT, "check", "--quiet", os.path.join(FOLDER, f"large-{lines}")])
            for lines in (10000, 50000)
        ], 9)

    example = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Examples", "production-deploy.sim.yaml")
    table("simulation", [("wflint simulate, the documented pipeline", [WFLINT, "simulate", example])], 20)


main()
