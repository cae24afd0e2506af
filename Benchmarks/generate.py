#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes workflow files that `wflint check` finds nothing in; the same arguments give the same bytes.

    generate.py folder DIR COUNT [LINES]   COUNT files of about LINES (100) lines, DIR/g<nn>/<name>.wf.yaml
    generate.py file PATH LINES            one workflow of about LINES lines
    generate.py actions DIR COUNT [LINES]  COUNT GitHub workflows of the same shape, DIR/.github/workflows/*.yml
"""
import os
import sys

WORDS = "api web shop search billing mail cache edge login report audit media orders stock prices events".split()


class Numbers:
    """A linear congruence: the same numbers in every version of Python."""

    def __init__(self, seed):
        self.state = seed & 0xFFFFFFFF

    def below(self, limit):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (self.state >> 16) % limit

    def word(self):
        return WORDS[self.below(len(WORDS))]


def native(name, lines, numbers):
    """One native workflow: every step but the first ones reads what an earlier one gave."""
    service = numbers.word()
    out = [
        "schema: wflint/v1",
        f"# The {service} service, from build to report; number {numbers.below(1000)}.",
        f"name: {name}",
        f"description: Build, test, approve and deploy {service}, then say so",
        "status: active",
        f"deployment: {service}",
        "timeout: 100w",
        "concurrency: {policy: queue}",
        "inputs:",
        "  release: {type: string, required: true, description: The release to deploy}",
        "  replicas: {type: integer, default: 3}",
        "env:",
        f"  SERVICE: {service}",
        "  REGION: eu-central-1",
        "triggers:",
        "  - {type: manual, inputs: [release, replicas], allow: [\"team:platform\"]}",
        "steps:",
    ]
    index = 0
    previous = None
    while previous is None or len(out) + 23 < lines - 6:  # a group has 46 lines
        group = index
        target = numbers.word()
        minutes = 1 + numbers.below(50)
        need = [f"    needs: [{previous}]"] if previous else []
        out += [
            f"  - id: build_{group}",
            f"    name: Build {target} {group}",
            "    type: script",
            *need,
            "    run: |",
            "      set -eu",
            f"      ./build.sh --service {target} --number {group}",
            '      echo "digest=$(cat digest.txt)"',
            f"    timeout: {minutes}m",
            "    retry: {attempts: 2, delay: 30s}",
            "    outputs: {digest: string}",
            f"  - id: test_{group}",
            f"    name: Test {target} {group}",
            "    type: http  # answers 200 once the service is up",
            f"    needs: [build_{group}]",
            "    method: GET",
            f'    url: "https://{target}.example.com/health?number={group}"',
            "    retry:",
            "      attempts: 3",
            "      delay: 10s",
            f"  - id: approve_{group}",
            f"    name: Approve {target} {group}",
            "    type: approval",
            f"    needs: [test_{group}]",
            '    approvers: ["team:release", "role:owner"]',
            "    required_approvals: 2",
            "    timeout: 8h",
            f"    message: Release ${{{{ inputs.release }}}} of {target} passed with ${{{{ steps.test_{group}.outputs.status_code }}}}",
            f"  - id: deploy_{group}",
            f"    name: Deploy {target} {group}",
            "    type: deploy",
            f"    needs: [approve_{group}]",
            f"    targets: [{target}-eu, {target}-us]",
            f"    application: {target}@${{{{ inputs.release }}}}",
            "    environment: production",
            "    on_failure: rollback",
            "    env:",
            f"      DIGEST: ${{{{ steps.build_{group}.outputs.digest }}}}",
            "      REPLICAS: ${{ inputs.replicas }}",
        ]
        previous = f"deploy_{group}"
        index += 1
    out += [
        "  - id: report",
        "    name: Report",
        "    type: notify",
        f"    needs: [{previous}]",
        "    if: always()",
        f'    slack: {{channel: "#{service}", message: "Release ${{{{ inputs.release }}}} was looked after"}}',
    ]
    return "\n".join(out) + "\n"


def action(name, lines, numbers):
    """A GitHub workflow with about as many steps and expressions as the native one of as many lines."""
    out = [
        f"name: {name}",
        "on:",
        "  workflow_dispatch:",
        "    inputs:",
        "      release: {type: string, required: true, description: The release to deploy}",
        "permissions: {}",
        "concurrency: {group: deploy, cancel-in-progress: false}",
        "jobs:",
    ]
    index = 0
    previous = None
    while len(out) < lines - 6:
        target = numbers.word()
        need = [f"    needs: [{previous}]"] if previous else []
        out += [
            f"  build_{index}:",
            f"    name: Build {target} {index}",
            "    runs-on: ubuntu-24.04",
            *need,
            f"    timeout-minutes: {1 + numbers.below(50)}",
            "    outputs:",
            "      digest: ${{ steps.build.outputs.digest }}",
            "    steps:",
            "      - id: build",
            f"        name: Build {target}",
            "        run: |",
            "          set -eu",
            f"          ./build.sh --service {target} --number {index}",
            '          echo "digest=$(cat digest.txt)" >> "$GITHUB_OUTPUT"',
            "        env:",
            "          RELEASE: ${{ inputs.release }}",
            f"  deploy_{index}:",
            f"    name: Deploy {target} {index}",
            "    runs-on: ubuntu-24.04",
            f"    needs: [build_{index}]",
            "    timeout-minutes: 30",
            "    steps:",
            f"      - name: Deploy {target}",
            "        if: always()",
            "        run: ./deploy.sh",
            "        env:",
            f"          DIGEST: ${{{{ needs.build_{index}.outputs.digest }}}}",
            "          RELEASE: ${{ inputs.release }}",
        ]
        previous = f"deploy_{index}"
        index += 1
    return "\n".join(out) + "\n"


def write(path, text):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def main(arguments):
    if len(arguments) < 3 or arguments[0] not in ("folder", "file", "actions"):
        sys.exit(__doc__)
    kind, path, number = arguments[0], arguments[1], int(arguments[2])
    lines = int(arguments[3]) if len(arguments) > 3 else 100
    if kind == "file":
        write(path, native(os.path.basename(path).split(".")[0], number, Numbers(number)))
        return
    for index in range(number):
        numbers = Numbers(index)
        name = f"{numbers.word()}-{index:04}"
        wanted = lines - 15 + numbers.below(31)
        if kind == "folder":
            write(f"{path}/g{index % 40:02}/{name}.wf.yaml", native(name, wanted, numbers))
        else:
            write(f"{path}/.github/workflows/{name}.yml", action(name, wanted, numbers))


if __name__ == "__main__":
    main(sys.argv[1:])
