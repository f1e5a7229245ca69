# spotcheck: `make demo` shows it, `make test` proves it. Both do all their own set-up.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench ready tools clean

TOOLS := target/tools
ifneq ($(shell command -v cargo-nextest 2>/dev/null),)
TESTS := cargo nextest run --workspace --no-fail-fast
else
TESTS := cargo test --workspace --all-targets --no-fail-fast
endif

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

demo: ready ## build, ask one question for an example person, print the answer
	@cargo build --release --quiet
	@target/release/spotcheck demo

test: ready ## every test, the store's on a PostgreSQL of its own too
	@mkdir -p target
	@url=$$(tools/postgres start 2>target/postgres.log) || { cat target/postgres.log >&2; exit 1; }; \
	trap 'tools/postgres stop' EXIT INT TERM; \
	SPOTCHECK_TEST_POSTGRES=$$url $(TESTS)
	cargo test --workspace --doc

check: ready tools ## the fast subset: format, lints, unit tests, documents, licences, spelling
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings
	cargo test --workspace --lib --bins --quiet
	RUSTDOCFLAGS='--deny warnings' cargo doc --workspace --no-deps --document-private-items --quiet
	$(TOOLS)/bin/cargo-deny check bans licenses sources
	$(TOOLS)/venv/bin/typos

bench: ready ## time to answer, the engine beside metafor and statsmodels, the body beside hallmodel, imports beside healthkit-to-sqlite, plans beside HiGHS
	@cargo build --release --quiet
	@tools/bench
	@cargo build --release --quiet --package spotcheck-meta --example fits
	@tools/bench_engine
	@cargo build --release --quiet --package spotcheck-model --examples
	@tools/bench_body
	@cargo build --release --quiet --package spotcheck-import --examples
	@tools/bench_import
	@cargo build --release --quiet --package spotcheck-engine --examples
	@tools/bench_plan

ready:
	@tools/prerequisites

# cargo-deny builds once (about three minutes); both stay below target/.
tools: ready $(TOOLS)/bin/cargo-deny $(TOOLS)/venv/bin/typos

$(TOOLS)/bin/cargo-deny:
	cargo install cargo-deny@0.20.2 --locked --quiet --root $(TOOLS)

$(TOOLS)/venv/bin/typos:
	python3 -m venv $(TOOLS)/venv
	$(TOOLS)/venv/bin/pip install --quiet typos==1.52.0

clean: ## forget what was built
	cargo clean
