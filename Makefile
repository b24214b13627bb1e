# Each target does all that it needs, on a machine that has Swift and nothing else. `make help` lists them.

SHELL := /bin/bash
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)

SWIFT_BUILD := swift build -c release -j $(JOBS)
SWIFT_TEST := swift test -c release --disable-testable-imports --disable-xctest -j $(JOBS)
BIN ?= .build/release
LIBEXEC := $(DESTDIR)$(PREFIX)/libexec/airslice
SHARE := $(DESTDIR)$(PREFIX)/share/airslice

# Waiting OpenMP threads sleep: spinning ones take the cores from whatever runs beside them. Read when oneDNN loads.
export OMP_WAIT_POLICY := passive

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help deps build figures test weights mutants fuzz bench lint install uninstall clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

deps: ## install the system libraries that are missing (apt; sudo when not root)
	@.ci/deps

build: deps ## build the command: .build/release/airslice
	$(SWIFT_BUILD)

figures: build ## run every scenario: results/ and plots/ (CIFAR-10 where it is found or AIRSLICE_DATA names it, else synthetic); goes on where it was
	"$(BIN)/airslice" figures
	"$(BIN)/airslice" report paper

test: deps lint ## check the sources and run all tests, in release
	$(SWIFT_TEST)

weights: build ## train all schemes' weights anew into weights/ (DATASET=synthetic or cifar10); goes on where it stopped
	.ci/weights $(or $(DATASET),synthetic)

mutants: deps ## check that the tests notice the mistakes in Tests/Mutants/mutants.txt (PICK=3: three of them)
	python3 Tests/Mutants/mutants.py $(if $(PICK),--pick $(PICK))

fuzz: deps ## give 100,000 damaged image files to the decoders, under the address sanitizer (STREAMS, SEED)
	Tests/Fuzz/run.sh $(or $(STREAMS),100000) $(or $(SEED),1)

bench: build ## time AirSlice beside its peers, in one run; leave the machine alone meanwhile
	python3 Tests/Peers/bench.py

lint: ## check format, imports (Package.swift's table) and file lengths
	swift format lint --strict --parallel --recursive Sources Tests Package.swift
	@.ci/lint

install: build ## install binary, weights and scenarios under PREFIX (/usr/local)
	install -d "$(LIBEXEC)" "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)"
	rm -rf "$(LIBEXEC)/AirSlice_PretrainedModels.resources" "$(SHARE)/Scenarios"
	cp -R "$(BIN)/AirSlice_PretrainedModels.resources" "$(LIBEXEC)/"
	cp -R Scenarios "$(SHARE)/"
	install -m 755 "$(BIN)/airslice" "$(LIBEXEC)/airslice"
	ln -sfn ../libexec/airslice/airslice "$(DESTDIR)$(PREFIX)/bin/airslice"

uninstall: ## remove what `install` installed
	rm -rf "$(LIBEXEC)" "$(SHARE)"
	rm -f "$(DESTDIR)$(PREFIX)/bin/airslice"

clean: ## remove the build folder
	rm -rf .build
