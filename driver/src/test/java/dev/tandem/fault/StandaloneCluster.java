package dev.tandem.fault;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone Spark of real processes: a master, and workers of one core, each with one executor per application. */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final String MARK = "TANDEM_TEST_CLUSTER";

    private final String mark = UUID.randomUUID().toString();
    private final Path folder;
    private final List<String> options;
    private final Process masterProcess;
    private final String master;
    private final List<Process> workers = new ArrayList<>();
    private int started;

    /** @param options of each JVM, such as {@code -Dspark.authenticate=true} */
    StandaloneCluster(Path folder, int size, List<String> options) throws IOException, InterruptedException {
        this.folder = folder;
        this.options = new ArrayList<>(options);
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
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        master = awaitMaster(log);
        for (int worker = 0; worker < size; worker++) {
            workers.add(startWorker());
        }
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

    private Process startWorker() throws IOException {
        String name = "worker-" + started++;
        return start(
                folder.resolve(name + ".log"),
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
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
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Djdk."))
                .forEach(command::add);
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(MARK, mark);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    String master() {
        return master;
    }

    int size() {
        return workers.size();
    }

    /** The executors that run now, in the order of their process ids. */
    List<ProcessHandle> executors() {
        return Processes.startedWith(MARK + "=" + mark).stream()
                .filter(Processes::isExecutor)
                .sorted()
                .toList();
    }

    /** Kills a worker, with which its executor dies, and starts another one in its place. */
    void replaceWorker(int number) throws IOException {
        workers.get(number).destroyForcibly();
        workers.set(number, startWorker());
    }

    /** Kills all that is left. */
    @Override
    public void close() {
        masterProcess.destroyForcibly();
        workers.forEach(Process::destroyForcibly);
        Processes.startedWith(MARK + "=" + mark).forEach(ProcessHandle::destroyForcibly);
    }
}
