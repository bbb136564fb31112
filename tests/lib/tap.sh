# SPDX-License-Identifier: AGPL-3.0-or-later
# shellcheck shell=bash
# Sourced by end-to-end tests: TAP lines, a fresh folder, the executables.
#   ok "what is claimed" COMMAND...      passes when the command does
#   is "what" GOT WANT                   passes when equal
#   tap_done                             prints the plan; the script's status
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${MINUTIER_BUILD:-$root/build}
bin=$build/bin
schemas=$root/pipeline/data/schemas
# shellcheck disable=SC2034
export XML_CATALOG_FILES=$schemas/catalog.xml
work=$(mktemp -d /tmp/minutier-test.XXXXXX)
trap 'rm -rf "$work"' EXIT
tap_n=0 tap_bad=0

tap_result() { # STATUS NAME
	tap_n=$((tap_n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_n - $2"
	else
		echo "not ok $tap_n - $2"
		tap_bad=$((tap_bad + 1))
	fi
}

ok() {
	local name=$1 tap_out status
	shift
	tap_out=$("$@" 2>&1)
	status=$?
	# 124 and above 128: a time-out or a crash is never the expected way to fail.
	tap_result "$status" "$name"
	[ "$status" -eq 0 ] || printf "%s\n" "$tap_out" | tail -n 15 | sed 's/^/# /'
}

# fails NAME CODE COMMAND...: the command must end with that code, not by a crash.
fails() {
	local name=$1 code=$2 status
	shift 2
	"$@" >"$work/.out" 2>&1
	status=$?
	[ "$status" -eq "$code" ]
	tap_result $? "$name"
	[ "$status" -eq "$code" ] || { echo "# ended with $status, expected $code"; tail -n 5 "$work/.out" | sed 's/^/# /'; }
}

is() {
	[ "$2" = "$3" ]
	tap_result $? "$1"
	[ "$2" = "$3" ] || printf '# got:  %s\n# want: %s\n' "$2" "$3"
}

tap_done() {
	echo "1..$tap_n"
	[ "$tap_bad" -eq 0 ]
}
