package dev.tandem.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that measures in a process of its own and prints lines {@code figure NAME VALUE UNIT}, with {@code -} as the name of its only
 * figure; other lines are its own affair.
 *
 * @param command program and arguments
 * @param environment added to this process's own
 * @param timeout after which it is killed, with all that it started
 */
public record ChildProcess(List<String> command, Map<String, String> environment, Duration timeout) {

    private static final String MARK = "figure";

    public ChildProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Any program. */
    public static ChildProcess of(List<String> command) {
        return new ChildProcess(command, Map.of(), Duration.ofMinutes(5));
    }

    /** A main class in a JVM with this one's options and class path. */
    public static ChildProcess jvm(String main, List<String> arguments) {
        return jvm(System.getProperty("java.class.path"), main, arguments);
    }

    /** A main class in a JVM with this one's options. */
    public static ChildProcess jvm(String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return of(command);
    }

    public ChildProcess environment(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new ChildProcess(command, more, timeout);
    }

    public ChildProcess timeout(Duration limit) {
        return new ChildProcess(command, environment, limit);
    }

    /**
     * Runs it to its end.
     *
     * @return the figures that it printed, in that order
     * @throws IOException if it cannot be started, fails, or does not end in time; the message has its last lines
     */
    public List<Figure> figures() throws IOException, InterruptedException {
        return parse(output());
    }

    /** Runs it to its end and returns the lines that it printed on standard output and standard error. */
    public List<String> output() throws IOException, InterruptedException {
        File log = File.createTempFile("tandem-bench", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            Optional<Integer> exit = await(process);
            List<String> lines = Files.readAllLines(log.toPath());
            if (exit.isEmpty() || exit.get() != 0) {
                String what =
                        exit.isEmpty() ? "did not end within " + timeout.toSeconds() + " s" : "exit " + exit.get();
                throw new IOException(command.get(0) + ": " + what + "; its last lines: " + tail(lines));
            }
            return lines;
        } finally {
            Files.deleteIfExists(log.toPath());
        }
    }

    private Optional<Integer> await(Process process) throws InterruptedException {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String tail(List<String> lines) {
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    static List<Figure> parse(List<String> lines) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words[0].equals(MARK) && words.length == 4) {
                figures.add(new Figure(words[1].equals("-") ? "" : words[1], Double.parseDouble(words[2]), words[3]));
            }
        }
        if (figures.isEmpty()) {
            throw new IOException("No line 'figure NAME VALUE UNIT' in the output: " + tail(lines));
        }
        return figures;
    }
}
