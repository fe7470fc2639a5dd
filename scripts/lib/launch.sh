# The environment and the JVM options with which Spark runs from plain jars.

# Sets jvm_options and exports what Spark's launcher and ND4J read.
prepare_environment() {
  local home=$1
  shift
  jvm_options=("@$home/scripts/java.options" -XX:MaxRAMPercentage=40)
  export SPARK_HOME=$home/driver/target/spark
  export SPARK_CONF_DIR=${SPARK_CONF_DIR:-$home/conf}
  export SPARK_SCALA_VERSION=2.12
  export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-1}
  export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
  export_columns
  add_spark_defaults "$SPARK_CONF_DIR/spark-defaults.conf"
  local further
  IFS=$' \t\n' read -r -d '' -a further <<<"${TANDEM_OPTS:-}" || true
  jvm_options+=(${further[@]+"${further[@]}"})
  case $(master "$@") in
    local*) export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1} ;;
  esac
}

# How wide the progress bar may be: bash knows, but does not tell its children.
export_columns() {
  if [[ -t 1 && -z ${COLUMNS:-} ]]; then
    COLUMNS=$(stty size 2>/dev/null </dev/tty | cut -d ' ' -f 2) && [[ -n $COLUMNS ]] && export COLUMNS
  fi
  return 0
}

# Lines "spark.key value" or "spark.key=value" become -Dspark.key=value; what TANDEM_OPTS says comes later and wins.
add_spark_defaults() {
  local file=$1 line pattern='^[[:space:]]*(spark\.[^[:space:]=:]+)[[:space:]]*[=:]?[[:space:]]*(.*[^[:space:]])[[:space:]]*$'
  [[ -f $file ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ $pattern ]]; then
      jvm_options+=("-D${BASH_REMATCH[1]}=${BASH_REMATCH[2]}")
    fi
  done <"$file"
}

# The master in force: --master, else the last -Dspark.master, else local.
master() {
  local found=local[*] option previous=
  for option in "${jvm_options[@]}"; do
    [[ $option != -Dspark.master=* ]] || found=${option#*=}
  done
  for option in "$@"; do
    [[ $option != --master=* ]] || found=${option#*=}
    [[ $previous != --master ]] || found=$option
    previous=$option
  done
  echo "$found"
}
