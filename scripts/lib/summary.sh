# Closing lines for people and for CI, read off Maven's log.

summary() {
  local log=$1 seconds=$2 result=$3
  echo
  echo "== Tandem: the whole check =="
  sed -n 's/^\[[A-Z]*\] \(Tests run: .*Skipped: [0-9]*\)$/\1/p; s/^\[INFO\] \(Tandem.* \(SUCCESS\|FAILURE\|SKIPPED\).*\)/\1/p' "$log"
  totals "$log"
  if ((result == 0)); then
    echo "PASSED in $seconds s"
  else
    grep -E '^\[ERROR\] ' "$log" | grep -vE 'Help 1|re-run Maven|^\[ERROR\] *$' | head -n 20 || true
    echo "FAILED in $seconds s"
  fi
}

# Maven's closing line of each module's tests, added up.
totals() {
  awk '/^\[[A-Z]*\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$/ {
         gsub(/,/, ""); run += $4; failures += $6; errors += $8; skipped += $10 }
       END { printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped }' "$1"
}
