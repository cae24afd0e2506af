#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes workflow files that are clean under `wflint check`: generate.py FOLDER FILES LINES [--github]."""
import os
import sys


def step(index):
    """One step of about seven lines; kinds, needs and conditions vary with the index."""
    kinds = [
        ["type: script", "run: |", "  set -eu", f"  ./build.sh --part {index}", "timeout: 10m"],
        ["type: http", f"url: https://api.example.com/health/{index}", "method: GET", "retry: {attempts: 3, delay: 5s}"],
        ["type: iac", "project: network", "action: plan", f"workspace: part-{index}"],
        ["type: notify", "slack:", '  channel: "#deployments"', f"  message: Part {index} is done"],
        ["type: wait", "duration: 30s"],
    ]
    lines = [f"  - id: step_{index}", f"    name: Step number {index}"]
    lines += ["    " + line for line in kinds[index % len(kinds)]]
    if index > 1:
        lines.append(f"    needs: [step_{index - 1}]")
        if index % 3 == 0:
            lines.append(f"    if: steps.step_{index - 1}.status == 'success' && inputs.region != \"eu\"")
    return lines


def workflow(number, count):
    lines = [
        "schema: wflint/v1", f"name: flow-{number}", "description: Generated", "status: active", "timeout: 12h",
        "inputs:", "  region: {type: string, options: [us, eu], default: us}", "env: {REGION: \"${{ inputs.region }}\"}",
        "triggers:", "  - {type: manual}", "steps:",
    ]
    index = 0
    while len(lines) < count:
        lines += step(index)
        index += 1
    return "\n".join(lines) + "\n"


def github(number, count):
    """The nearest thing for tools that know GitHub's workflows: as many lines, jobs with steps."""
    lines = [f"name: flow-{number}", "on: push", "permissions: {}", "jobs:"]
    index = 0
    while len(lines) < count:
        lines += [
            f"  job_{index}:", f"    name: Job number {index}", "    runs-on: ubuntu-latest", "    timeout-minutes: 10",
            "    steps:", f"      - name: Part {index}", "        run: |", f"          ./build.sh --part {index}",
        ]
        if index:
            lines.append(f"    needs: [job_{index - 1}]")
        index += 1
    return "\n".join(lines) + "\n"


def main():
    folder, files, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    is_github = "--github" in sys.argv
    os.makedirs(folder, exist_ok=True)
    for number in range(files):
        name = f"flow-{number}.yml" if is_github else f"flow-{number}.wf.yaml"
        with open(os.path.join(folder, name), "w") as file:
            file.write((github if is_github else workflow)(number, count))


main()
