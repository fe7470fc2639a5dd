# Closing lines for people and for CI, read off Maven's log.

summary() {
  local log=$1 seconds=$2 result=$3
  echo
  echo "== Tandem: the whole check =="
  totals "$log"
  if ((result == 0)); then
    echo "PASSED in $seconds s"
  else
    grep -E '^\[ERROR\] ' "$log" | grep -vE 'Help 1|re-run Maven|Re-run Maven|For more information|can resume the build' | head -n 20 || true
    echo "FAILED in $seconds s"
  fi
}

# Maven's closing line of each module's tests, by module and added up.
totals() {
  awk '/^\[INFO\] Building Tandem/ { module = $4 }
       /^\[[A-Z]*\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$/ {
         sub(/^\[[A-Z]*\] /, ""); printf "%-8s %s\n", module, $0
         gsub(/,/, ""); run += $3; failures += $5; errors += $7; skipped += $9 }
       END { printf "%-8s Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", "all", run, failures, errors, skipped }' "$1"
}
