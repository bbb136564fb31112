# SPDX-License-Identifier: AGPL-3.0-or-later
# shellcheck shell=bash
# Sourced first by end-to-end tests that seal: runs the script again with a test seal and a time-stamp responder at hand
# ($MINUTIER_CONFIG names them and the agencies of the samples).
if [ -z "${MINUTIER_SEALED:-}" ]; then
	export MINUTIER_SEALED=1
	build=${MINUTIER_BUILD:-$(cd "$(dirname "$0")/../.." && pwd)/build}
	exec "$(dirname "$0")/../../samples/with-test-seal" "$build" "$build/test-seal" bash "$0"
fi
