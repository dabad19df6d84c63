# lakewire. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

GO         ?= go
PYTHON     ?= python3
EXTENSIONS := .cache/extensions
VERSION    ?= $(shell git describe --always --dirty 2>/dev/null || echo dev)
LDFLAGS     = -s -w -X main.version=$(VERSION)

# The linter is pinned here and run from the module cache, so that it is not a dependency of the program.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Scale factor and folder of the demo; how long each fuzz target runs, and how long
# random expressions are compared with PostgreSQL; how long each soak lasts; more flags for run.
SF       ?= 1
DIR      ?= lakewire-data
FUZZTIME ?= 5m
DIFFTIME ?= 10m
SOAK     ?= 2h
ARGS     ?=

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  %-12s %s\n", $$1, $$2 }'

.PHONY: run
run: extensions ## Build what is missing and serve ./lakewire-data on 127.0.0.1:5432 (ARGS="--listen …")
	@exec bin/lakewire serve $(ARGS)

.PHONY: build
build: ## Build bin/lakewire
	@mkdir -p bin && echo "building bin/lakewire" >&2
	@$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/lakewire ./cmd/lakewire

.PHONY: extensions
extensions: build ## Fetch the DuckDB extensions of extensions.lock into .cache
	@bin/lakewire extensions install --into $(EXTENSIONS)

.PHONY: setup
setup: extensions ## Install everything that the tests need
	@scripts/setup-test.sh

.PHONY: test
test: setup ## Run every test: unit, golden, PostgreSQL 15 beside us, real clients
	@scripts/test.sh

.PHONY: docs
docs: setup ## Write docs/clients.md anew from what the clients of test/tools say
	@set -a && . .cache/test.env && set +a && go test -count=1 -timeout 30m ./test/tools -rewrite && go test -count=1 ./test/tools -run TestClientsDocument -rewrite

.PHONY: lint
lint: ## gofmt, go vet, staticcheck, and the floors of the import graph
	@scripts/lint.sh

.PHONY: bench
bench: setup ## Measure against a real PostgreSQL on this machine
	@scripts/bench.sh

.PHONY: fuzz
fuzz: setup ## Run every fuzz target for FUZZTIME (5m), and random expressions on both servers for DIFFTIME (10m)
	@scripts/fuzz.sh $(FUZZTIME) $(DIFFTIME)

.PHONY: soak
soak: setup ## Sixteen clients on a lake that is killed again and again, for SOAK (2h) on each catalog, on an object store and on a full disk, and 200 kills of one that loads
	@set -a && . .cache/test.env && set +a && $(GO) test -count=1 -timeout 0 -v ./test/soak -soak-for $(SOAK) -soak-kills 200

.PHONY: demo
demo: extensions ## Load TPC-H at scale factor SF (1) into the lake in DIR (lakewire-data)
	@bin/lakewire demo tpch --sf $(SF) --dir $(DIR)

.PHONY: release
release: ## Build bin/lakewire-release: one file that carries its extensions
	@VERSION=$(VERSION) scripts/release.sh

.PHONY: image
image: ## Build the container image lakewire:latest
	docker build -t lakewire:latest --build-arg VERSION=$(VERSION) .

.PHONY: clean
clean: ## Remove what was built (not .cache, not data)
	rm -rf bin internal/extensions/staging/*.gz
