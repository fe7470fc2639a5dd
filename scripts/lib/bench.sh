# Builds the benchmark, which lies among the tests, if its sources are newer than its classes.

build_bench_if_needed() {
  local home=$1 stamp=$1/driver/target/bench.built log=$1/driver/target/bench.log
  if [[ -f $stamp && -z $(find "$home"/{common,worker,driver}/{src,pom.xml} "$home/pom.xml" -newer "$stamp" -print 2>/dev/null | head -n 1) ]]; then
    return
  fi
  echo "Building the benchmark…" >&2
  touch "$stamp.new"
  if ! (cd "$home" && ./mvnw -B -q -Privals -Denforcer.skip -Djacoco.skip -Dspotless.check.skip test-compile) </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "Cannot build the benchmark: see above, or all of it in $log" >&2
    exit 1
  fi
  mv -f "$stamp.new" "$stamp"
}

# What the launcher runs with, and the classes of the tests.
bench_class_path() {
  local home=$1
  echo "$SPARK_CONF_DIR:$home/driver/target/test-classes:$home/worker/target/test-classes:$SPARK_HOME/jars/*"
}
