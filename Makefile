# `make demo` and `make test` do all the set-up that a fresh machine needs; `make bench` measures.
SHELL := /bin/bash
BUILD ?= .build
WFLINT = $(BUILD)/release/wflint

# On Linux one file without a dependency, which starts in a third of the time; elsewhere, and where the static
# libraries are not installed, as the system has it.
STATIC_LIBRARIES = $(shell dirname "$$(readlink -f "$$(command -v swift)")" 2>/dev/null)/../lib/swift_static/linux
ifeq ($(shell uname -s)$(shell test -d "$(STATIC_LIBRARIES)" && echo +),Linux+)
RELEASE = -Xswiftc -static-executable -Xlinker --gc-sections -Xlinker -s
endif

.PHONY: help setup build demo test lint format bench docs editors clean

help:
	@echo "make demo    build, lint the examples, simulate the documented pipeline"
	@echo "make test    all tests, with the real editors and tools where they are installed"
	@echo "make lint    the formatter's checks"
	@echo "make bench   speed and memory beside other tools"
	@echo "make docs    write the generated pages of docs/ anew"

# libyaml's headers and pkg-config: from Debian's packages where apt is, else by hand.
setup:
	@if pkg-config --exists yaml-0.1 2>/dev/null; then :; \
	elif command -v apt-get >/dev/null 2>&1; then \
	  as_root=""; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  echo "installing libyaml-dev and pkg-config"; \
	  $$as_root apt-get update -qq && $$as_root apt-get install -y -qq libyaml-dev pkg-config tzdata >/dev/null; \
	elif command -v brew >/dev/null 2>&1; then brew install libyaml pkg-config; \
	else echo "install libyaml's headers and pkg-config first (Fedora: dnf install libyaml-devel; Alpine: apk add yaml-dev)"; exit 1; fi
	@command -v swift >/dev/null 2>&1 || { echo "install Swift 6.2 or later: https://www.swift.org/install"; exit 1; }

build: setup
	swift build -c release $(RELEASE) --scratch-path $(BUILD) --product wflint

demo: build
	@echo; echo "== wflint check Examples"
	@$(WFLINT) check Examples && echo "nothing found"
	@echo; echo "== a mistake with its fix"
	@sed 's/needs: \[plan\]/needs: [paln]/' Examples/multi-region-deploy.wf.yaml | $(WFLINT) check - --stdin-filename multi-region-deploy.wf.yaml || true
	@echo; echo "== wflint test Examples"
	@$(WFLINT) test Examples
	@echo; echo "== wflint simulate Examples/multi-region-deploy.sim.yaml --scenario 'both regions' --view timeline"
	@$(WFLINT) simulate Examples/multi-region-deploy.sim.yaml --scenario 'both regions' --view timeline
	@echo; echo "== wflint simulate Examples/production-deploy.sim.yaml --scenario 'happy path'"
	@$(WFLINT) simulate Examples/production-deploy.sim.yaml --scenario 'happy path'

# What failed is said once more at the end: thousands of lines of what passed stand between.
test: setup
	@mkdir -p .build; set -o pipefail; swift test 2>&1 | tee .build/test.log \
	  || { echo; echo "== what failed"; grep -a -A 8 -e '✘' -e 'error:' -e 'Fatal' .build/test.log | head -200; exit 1; }

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

format:
	swift format --in-place --recursive --parallel Sources Tests Package.swift

bench: build
	Benchmarks/run

docs: build
	$(WFLINT) rules --format markdown --output docs/rules
	$(WFLINT) reference > docs/reference.md
	$(WFLINT) schema --output grammar

# The copies of the grammars that editors want in folders of their own. Helix does without all queries of a language for one predicate
# that it does not know, and its themes call numbers by another name.
editors:
	cp grammar/textmate/*.json editors/vscode/syntaxes/
	cp grammar/tree-sitter/injections.scm editors/zed/languages/wflint/
	cat grammar/tree-sitter/yaml.scm grammar/tree-sitter/highlights.scm > editors/zed/languages/wflint/highlights.scm
	for name in injections highlights; do \
	  { echo "; extends"; cat grammar/tree-sitter/$$name.scm; } > editors/neovim/after/queries/yaml/$$name.scm; \
	  { echo "; inherits: yaml"; sed -e '/(#offset! /d' -e 's/@number/@constant.numeric/g' grammar/tree-sitter/$$name.scm; } \
    > editors/helix/queries/$$name.scm; \
	done

clean:
	rm -rf .build .build-*
