# spotcheck: `make demo` shows it, `make test` proves it. Both do all their own set-up.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench tools clean

TOOLS := target/tools
NEXTEST := $(shell command -v cargo-nextest 2>/dev/null)

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

demo: ## build, ask one question for an example person, print the answer
	@tools/prerequisites
	@cargo build --release --quiet
	@target/release/spotcheck demo

test: ## every test
	@tools/prerequisites
ifdef NEXTEST
	cargo nextest run --workspace --no-fail-fast
else
	cargo test --workspace --all-targets --no-fail-fast
endif
	cargo test --workspace --doc

check: tools ## the fast subset: format, lints, unit tests, documents, licences, spelling
	@tools/prerequisites
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings
	cargo test --workspace --lib --bins --quiet
	RUSTDOCFLAGS='--deny warnings' cargo doc --workspace --no-deps --document-private-items --quiet
	$(TOOLS)/bin/cargo-deny check bans licenses sources
	$(TOOLS)/venv/bin/typos

bench: ## time from process start to answer, in release
	@tools/prerequisites
	@cargo build --release --quiet
	@tools/bench

# cargo-deny builds once (about five minutes); both stay below target/.
tools: $(TOOLS)/bin/cargo-deny $(TOOLS)/venv/bin/typos

$(TOOLS)/bin/cargo-deny:
	cargo install cargo-deny --locked --quiet --root $(TOOLS)

$(TOOLS)/venv/bin/typos:
	python3 -m venv $(TOOLS)/venv
	$(TOOLS)/venv/bin/pip install --quiet typos

clean: ## forget what was built
	cargo clean
