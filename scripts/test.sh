#!/usr/bin/env bash
# All tests, the servers being up: first those without a browser on two workers, then the flows through the whole system,
# which is started once for all of them. With arguments: one pytest with these.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -gt 0 ]; then
  exec .venv/bin/python -m pytest "$@"
fi
.venv/bin/python -m pytest -n 2 -m "not flow"
exec .venv/bin/python -m pytest -m flow
