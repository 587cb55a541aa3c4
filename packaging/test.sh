#!/usr/bin/env bash
# Set up what is missing, then run every check and test: bash packaging/test.sh [--training] [ARGS of pytest]
# --training adds torch and the learning side. Exit 0 only when all of it passed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
extras=test
if [ "${1:-}" = --training ]; then extras=test,train; shift; fi
set_up "$extras" "$run_packages $test_packages" "$extras"
cd "$root"
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
# one computing thread a worker: two workers fill two cores
export ORT_DISABLE_TELEMETRY=1
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
failed=()
check() { printf -- '== %s\n' "$*"; "$@" || failed+=("$1 ${2:-}"); }
PATH=$venv/bin:$PATH
alone() { local code=0; pytest -m alone "$@" || code=$?; [ $code = 5 ] || return $code; }  # 5: the arguments left none of these
check ruff check .
check ruff format --check .
check mypy
check lint-imports --no-logo
# what measures time runs alone afterwards: a neighbour would spoil its figures
check pytest -n 2 --dist loadfile -m "not alone" "$@"
check alone "$@"
if [ ${#failed[@]} -gt 0 ]; then printf 'failed: %s\n' "${failed[@]}" >&2; exit 1; fi
printf 'all passed\n'
