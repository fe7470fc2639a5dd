package dev.tandem.fault;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone Spark of real processes: a master, and workers of one core, each with one executor per application. Drivers run where the
 * master does.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final String MARK = "TANDEM_TEST_CLUSTER";

    /** These processes live for seconds, in which the second compiler costs more than it gives. */
    private static final List<String> QUICK_START = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** A series that is broken off leaves no processes behind. */
    private final Thread whenBrokenOff = new Thread(this::kill, "tandem-test-cluster");

    private final String mark = UUID.randomUUID().toString();
    private final Path folder;
    private final Machine first;
    private final SharedClasses classes;
    private final List<String> options;
    private final Process masterProcess;
    private final String master;
    private final List<Process> workers = new ArrayList<>();
    private int started;

    /**
     * Where processes run.
     *
     * @param host its address
     * @param enter the command before each process's own
     */
    record Machine(String host, List<String> enter) {
        static final Machine THIS = new Machine("127.0.0.1", List.of());
    }

    /** @param options of each JVM, such as {@code -Dspark.authenticate=true} */
    StandaloneCluster(Path folder, int size, List<String> options) throws IOException, InterruptedException {
        this(folder, Machine.THIS, Collections.nCopies(size, Machine.THIS), options);
    }

    /** @param first where the master runs, and drivers */
    StandaloneCluster(Path folder, Machine first, List<Machine> workers, List<String> options)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.first = first;
        this.classes = new SharedClasses(folder);
        this.options = new ArrayList<>(options);
        this.options.add("-Dspark.executor.extraClassPath=" + classes.path());
        this.options.add("-Dspark.executor.extraJavaOptions=" + String.join(" ", QUICK_START) + " " + classes.option());
        this.options.add("-Dspark.driver.host=" + first.host());
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars")); // Spark looks whether it is there
        Path logging = Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = info
                rootLogger.appenderRef.stderr.ref = stderr
                appender.stderr.type = Console
                appender.stderr.name = stderr
                appender.stderr.target = SYSTEM_ERR
                appender.stderr.layout.type = PatternLayout
                appender.stderr.layout.pattern = %d{HH:mm:ss,SSS} %p %c{1}: %m%n%ex
                """);
        this.options.add("-Dlog4j2.configurationFile=" + logging);
        Path log = folder.resolve("master.log");
        masterProcess = start(
                log,
                "org.apache.spark.deploy.master.Master",
                "--host",
                first.host(),
                "--port",
                "0",
                "--webui-port",
                "0");
        Runtime.getRuntime().addShutdownHook(whenBrokenOff);
        master = awaitMaster(log);
        for (Machine machine : workers) {
            this.workers.add(startWorker(machine));
        }
    }

    /** The settings that Tandem comes with, and those of a cluster on one machine. */
    static List<String> settings() throws IOException {
        List<String> settings = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "conf", "spark-defaults.conf"))) {
            if (line.startsWith("spark.")) {
                settings.add("-D" + line.trim().replaceFirst("\\s+", "="));
            }
        }
        settings.add("-Dspark.authenticate.secret=only for this test");
        settings.add("-Dspark.executor.memory=512m");
        settings.add("-Dspark.ui.enabled=false");
        return settings;
    }

    private String awaitMaster(Path log) throws IOException, InterruptedException {
        for (int poll = 0; poll < 600; poll++) {
            Matcher line = MASTER.matcher(Files.readString(log));
            if (line.find()) {
                return line.group(1);
            }
            Thread.sleep(50);
        }
        close();
        throw new IllegalStateException("No master after 30 s:\n" + Files.readString(log));
    }

    private Process startWorker(Machine machine) throws IOException {
        String name = "worker-" + started++;
        return start(
                machine,
                folder.resolve(name + ".log"),
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                machine.host(),
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve(name).toString(),
                master);
    }

    /** Starts a JVM with this one's class path; its output goes to a file. */
    Process start(Path log, String main, String... arguments) throws IOException {
        return start(first, log, main, arguments);
    }

    private Process start(Machine machine, Path log, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(machine.enter());
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Djdk."))
                .forEach(command::add);
        command.add("-Xmx512m");
        command.addAll(QUICK_START);
        command.addAll(options);
        command.addAll(classes.nextOptions());
        command.addAll(List.of("-cp", classes.path(), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(MARK, mark);
        builder.environment().put("SPARK_LOCAL_IP", machine.host());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Of its processes. */
    SharedClasses classes() {
        return classes;
    }

    String master() {
        return master;
    }

    /** The executors that run now, in the order of their process ids. */
    List<ProcessHandle> executors() {
        return Processes.startedWith(MARK + "=" + mark).stream()
                .filter(Processes::isExecutor)
                .sorted()
                .toList();
    }

    /** Processes of this cluster that are neither its master nor one of its workers. */
    List<ProcessHandle> strays() {
        List<Long> own = Stream.concat(Stream.of(masterProcess), workers.stream())
                .map(Process::pid)
                .toList();
        return Processes.startedWith(MARK + "=" + mark).stream()
                .filter(process -> !own.contains(process.pid()))
                .toList();
    }

    /** Kills the worker of an executor, with which the executor dies, and starts another one in its place. */
    void replaceWorkerOf(ProcessHandle executor) throws IOException {
        long parent = executor.parent().orElseThrow().pid();
        for (int number = 0; number < workers.size(); number++) {
            if (workers.get(number).pid() == parent) {
                workers.get(number).destroyForcibly();
                workers.set(number, startWorker(first));
            }
        }
    }

    /** Kills all that is left. */
    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(whenBrokenOff);
    }

    private void kill() {
        masterProcess.destroyForcibly();
        workers.forEach(Process::destroyForcibly);
        Processes.startedWith(MARK + "=" + mark).forEach(ProcessHandle::destroyForcibly);
    }
}
