# make run    the whole fleet on this machine; Ctrl-C stops it
# make test   every test, on real parts
# make check  format, lint, types, imports: a minute
# make cloud  the fleet on AWS: make cloud ARGS="preflight"
# make bench  the figures of docs/benchmarks.md, printed again
# make starter  trains the starter models again: PyTorch, about an hour
# Needs Python 3.11 or newer and nothing else; the first call installs what is missing.

PYTHON ?= python3
PORT ?= 8080
RUN = $$($(PYTHON) scripts/env.py run)
TEST = $$($(PYTHON) scripts/env.py test)
MINISTACK = $$($(PYTHON) scripts/env.py ministack)
WEB = $(PYTHON) scripts/web.py

.PHONY: run cloud test check fix bench lock starter
run:
	@python=$(RUN) && { $(WEB) || true; } && exec $$python -m tutorfleet up --port $(PORT) $(ARGS)

cloud:
	@python=$$($(PYTHON) scripts/env.py cloud) && { $(WEB) || true; } && exec $$python -m tutorfleet cloud $(ARGS)

test:
	@python=$(TEST) && aws=$(MINISTACK) && $(WEB) && $(WEB) test && $$python scripts/programs.py && \
	TUTORFLEET_MINISTACK=$${aws%/*}/ministack $$python -m pytest -n 2 --dist loadgroup $(ARGS)

check:
	@python=$(TEST) && $$python scripts/check.py && $(WEB) check

fix:
	@python=$(TEST) && $$python -m ruff format . && $$python -m ruff check --fix . && $(WEB) fix

bench:
	@python=$(TEST) && $(WEB) && exec $$python -m bench $(ARGS)

starter:
	@python=$$($(PYTHON) scripts/env.py train) && exec $$python -m training.starter $(ARGS)

lock:
	@sh requirements/lock.sh
