# SPDX-License-Identifier: Apache-2.0
"""Times the simulator, beside SimPy where it can do the same.

  python3 Benchmarks/simulation.py WFLINT WORK [PYTHON]

WFLINT is the binary, WORK a folder for generated files, PYTHON an interpreter that has SimPy (skipped without one).
Events are what SimPy counts, too: the start and the end of a step. What a process takes beside its runs is taken away by
the difference of two counts; bars in parentheses.
"""
import os
import subprocess
import sys
import time


def best(command, rounds=7, cwd=None):
    """The shortest time of some runs of a command, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = subprocess.run(command, capture_output=True, cwd=cwd, check=False)
        times.append(time.perf_counter() - start)
        if result.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)}: {result.stderr.decode()}")
    return min(times)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def chain(path, count, name):
    steps = "".join(f"  - {{id: s{i}, type: script, run: make, timeout: 1h}}\n" for i in range(count))
    write(path, f"schema: wflint/v1\nname: {name}\nstatus: active\ntriggers: [{{type: manual}}]\nsteps:\n{steps}")


def sample(work, runs, span):
    mocks = "".join(f"  s{i}: {{duration: {span}}}\n" for i in range(100))
    path = f"{work}/sample-{runs}.sim.yaml"
    write(path, f"schema: wflint-sim/v1\nworkflow: chain.wf.yaml\nmocks:\n{mocks}scenarios:\n  - {{name: a, sample: {{runs: {runs}}}}}\n")
    return path


def scenarios(work, workflow, steps, count, name):
    mocks = "".join(f"  {step}: {{duration: 1s}}\n" for step in steps)
    rows = "".join(f"  - {{name: n{i}, expect: {{status: success}}}}\n" for i in range(count))
    path = f"{work}/{name}.sim.yaml"
    write(path, f"schema: wflint-sim/v1\nworkflow: {workflow}\nmocks:\n{mocks}scenarios:\n{rows}")
    return path


def gated(path, count):
    """Steps in groups of ten behind an approval, all into production."""
    rows = ["  - {id: gate, type: approval, approvers: [\"team:platform\"], timeout: 1h, allow_self_approval: false}"]
    for i in range(count - 1):
        need = "gate" if i < 10 else f"s{i - 10}"
        kind = "type: deploy, targets: [eu]" if i % 10 == 9 else "type: script, run: make"
        rows.append(f"  - {{id: s{i}, {kind}, timeout: 10m, needs: [{need}]}}")
    write(path, "schema: wflint/v1\nname: large\nstatus: active\nenvironment: production\ntriggers: [{type: manual}]\nsteps:\n" + "\n".join(rows) + "\n")


SIMPY = """
import simpy, time, sys
runs = int(sys.argv[1])
start = time.perf_counter()
for _ in range(runs):
    env = simpy.Environment()
    def workflow():
        for _ in range(100):
            yield env.process(step())
    def step():
        yield env.timeout(1)
    env.process(workflow())
    env.run()
print(time.perf_counter() - start)
"""


def main(wflint, work, python=None):
    os.makedirs(work, exist_ok=True)
    chain(f"{work}/chain.wf.yaml", 100, "chain")
    for label, span in (("fixed spans", "1s"), ("lognormal spans", "{lognormal: {p50: 45s, p95: 4m}}")):
        few, many = (best([wflint, "simulate", sample(work, runs, span), "--view", "summary"]) for runs in (1_000, 21_000))
        per_run = (many - few) / 20_000
        print(f"sample, {label}: 10,000 runs of 100 steps {per_run * 1e7:.0f} ms (200), {200 / per_run / 1e6:.1f} M events/s (10)")
    if python and subprocess.run([python, "-c", "import simpy"], capture_output=True, check=False).returncode == 0:
        text = subprocess.run([python, "-c", SIMPY, "300"], capture_output=True, text=True, check=True).stdout
        print(f"SimPy: {300 * 200 / float(text) / 1e6:.2f} M events/s")
    else:
        print("SimPy: skipped, it is not there")

    names = [f"s{i}" for i in range(100)]
    one = best([wflint, "test", scenarios(work, "chain.wf.yaml", names, 1, "one")])
    all_ = best([wflint, "test", "--jobs", "1", scenarios(work, "chain.wf.yaml", names, 1_001, "many")])
    print(f"with trace, folds and expectations: {(all_ - one) / (1_000 * 300) * 1e9:.0f} ns a step event (300)")

    pipeline = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Examples", "production-deploy.wf.yaml")
    write(f"{work}/pipeline.wf.yaml", open(pipeline, encoding="utf-8").read())
    mocks = ["plan", "approval", "apply", "test", "notify"]
    print(f"test: 1,000 scenarios {best([wflint, 'test', scenarios(work, 'pipeline.wf.yaml', mocks, 1_000, 'thousand')]) * 1e3:.0f} ms (150)")
    print(f"simulate: the documented pipeline, whole process {best([wflint, 'simulate', pipeline], 15) * 1e3:.1f} ms (15)")

    gated(f"{work}/large.wf.yaml", 1_000)
    simulate = best([wflint, "simulate", f"{work}/large.wf.yaml", "--format", "mermaid"])
    verify = best([wflint, "verify", f"{work}/large.wf.yaml", "--brief"], 15)
    reading = best([wflint, "verify", f"{work}/large.wf.yaml", "--brief", "--prove", "no_deadlock"], 15)
    print(f"verify: 1,000 steps, whole process {verify * 1e3:.0f} ms, simulate alone {simulate * 1e3:.0f} ms")
    print(f"verify: 105 properties of 1,000 steps instead of one {(verify - reading) * 1e3:.1f} ms (10)")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:4])
