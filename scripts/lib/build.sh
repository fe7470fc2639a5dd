# Builds Tandem and its Spark home, if the sources are newer: driver/target/spark/jars, as Spark's own installation has it.

# Sets java; ends the script where there is no Java 17.
require_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  local version
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p') || true
  if [[ -z $version || $version -lt 17 ]]; then
    echo "Tandem needs Java 17, but '$java' is ${version:+version }${version:-missing}: install a JDK 17 or set JAVA_HOME." >&2
    exit 1
  fi
}

# The Spark home is as new as its stamp, which is the last thing that a build writes; a link to nowhere means an emptied Maven cache.
is_built() {
  local home=$1 stamp=$1/driver/target/spark/built
  [[ -f $stamp && -z $(find -L "$home/driver/target/spark/jars" -type l 2>/dev/null) ]] || return 1
  [[ -z $(find "$home"/pom.xml "$home"/{common,worker,driver}/pom.xml "$home"/{common,worker,driver}/src/main \
    -newer "$stamp" -print 2>/dev/null | head -n 1) ]]
}

build_if_needed() {
  local home=$1 log=$1/driver/target/build.log
  if is_built "$home" || [[ ! -d $home/driver/src ]]; then
    return
  fi
  mkdir -p "$home/driver/target"
  exec 9>"$home/driver/target/build.lock"
  if command -v flock >/dev/null; then
    flock 9
  fi
  if ! is_built "$home"; then
    if [[ -d $home/driver/target/spark ]]; then
      echo "Building Tandem (its sources have changed)…" >&2
    else
      echo "Building Tandem (first run, takes a few minutes)…" >&2
    fi
    build "$home" "$log"
  fi
  exec 9>&-
}

build() {
  local home=$1 log=$2 started
  started=$(mktemp "$home/driver/target/started.XXXXXX")
  if ! (cd "$home" && ./mvnw -B -q -Plaunch package) </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    rm -f "$started"
    echo "Cannot build Tandem: see above, or all of it in $log" >&2
    exit 1
  fi
  link_jars "$home"
  mv -f "$started" "$home/driver/target/spark/built"
}

# Dependencies are links into Maven's cache. Tandem's own jars are copies put in place by a rename: a running Tandem keeps the old ones.
link_jars() {
  local home=$1 jars=$1/driver/target/spark/jars jar module
  mkdir -p "$jars"
  find "$jars" -type l -delete
  while IFS= read -r jar; do
    [[ $jar == "$home"/* ]] || ln -sf "$jar" "$jars/"
  done < <(paste -s -d ':' "$home"/driver/target/classpath-{compile,runtime}.txt | tr ':' '\n')
  for module in common worker driver; do
    jar=$(ls "$home/$module/target/tandem-$module"-*.jar | head -n 1)
    cp "$jar" "$jars/.tandem-$module.new"
    mv -f "$jars/.tandem-$module.new" "$jars/tandem-$module.jar"
  done
}
