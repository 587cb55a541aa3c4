#!/usr/bin/env bash
# Set up what is missing, then run the mirror: bash packaging/run.sh [ARGS of `mirror run`]
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
set_up run "$run_packages" ""
exec "$venv/bin/mirror" run "$@"
