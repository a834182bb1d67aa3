# Marsad: set-up and the main jobs. Each target sets up what it needs; nothing else has to be installed but Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD := ../shared/gold/dev

PAGE := src/marsad/web/page/index.html
SERVE ?= 1
PORT ?= 8000

.PHONY: run test check bench page screenshots wheel compiled clean

run: $(VENV)/.ready page
	@mkdir -p out
	@$(BIN)/marsad extract examples --format jsonl -o out/records.jsonl
	@$(BIN)/marsad extract examples --format csv -o out/events.csv
	@$(BIN)/marsad extract examples --format geojson -o out/events.geojson
	@$(BIN)/marsad extract examples --format html -o out/report.html
	@$(BIN)/marsad extract examples --format table
	@$(BIN)/marsad ingest examples --store out/marsad.db
	@echo
	@echo "records:  out/records.jsonl"
	@echo "events:   out/events.csv, out/events.geojson"
	@echo "report:   out/report.html (open it in a browser)"
	@echo "store:    out/marsad.db"
ifneq ($(SERVE),0)
	@$(BIN)/marsad serve --store out/marsad.db --port $(PORT)
endif

test: $(VENV)/.ready-dev page
	@tools/need_postgres.sh
	@tools/need_chromium.sh
	@tools/need_java.sh
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.ready-dev
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/build_lexicons.py --check
	$(BIN)/python tools/build_codebook.py --check
	$(BIN)/python tools/build_gazetteer.py --check
	@if [ -d $(GOLD) ]; then $(BIN)/marsad evaluate $(GOLD)/text $(GOLD)/gold --floors tests/floors.json; \
	else echo "floors: not checked, there is no $(GOLD)"; fi

bench: $(VENV)/.ready-dev
	$(BIN)/python benchmarks/extract.py

page: $(PAGE)

$(PAGE): $(shell find ui -name node_modules -prune -o -type f -print 2>/dev/null)
	@tools/build_page.sh

screenshots: $(VENV)/.ready-dev page
	@tools/need_chromium.sh
	@tools/need_fonts.sh
	$(BIN)/python tools/screenshots.py out/screenshots docs/screenshots

wheel: $(VENV)/.ready-dev page
	@test -f $(PAGE) || { echo "the page was not built: a wheel needs Node once"; exit 1; }
	$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist .

# Built out of the source distribution, in a folder of pip's: a compiled module beside its source would be imported in its place.
compiled: $(VENV)/.ready-dev page
	@test -f $(PAGE) || { echo "the page was not built: a wheel needs Node once"; exit 1; }
	@rm -rf build/compiled
	$(BIN)/python -m hatchling build -t sdist -d build/compiled
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps -w dist build/compiled/marsad-*.tar.gz

$(VENV)/.ready: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	@tools/need_icu.sh $(BIN)/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) out
