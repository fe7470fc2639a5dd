package dev.tandem.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processes of this machine, read from {@code /proc}: Java's own view of them ends within a long class path. */
final class Processes {

    private static final Pattern TASK_EVENT =
            Pattern.compile("(?<=INFO Executor: )(Running|Finished|Executor killed)(?= task)|Exception in task");

    private Processes() {}

    /** The executors below a process. */
    static List<ProcessHandle> executorsBelow(ProcessHandle root) {
        return root.descendants().filter(Processes::isExecutor).toList();
    }

    /** All processes that were started, directly or not, with this in their environment. */
    static List<ProcessHandle> startedWith(String variable) {
        return ProcessHandle.allProcesses()
                .filter(process -> read(process, "environ").contains(variable))
                .toList();
    }

    static boolean isExecutor(ProcessHandle process) {
        return read(process, "cmdline").contains("CoarseGrainedExecutorBackend");
    }

    /** Whether an executor is in the middle of a task, as its own log in its working directory says. */
    static boolean isInATask(ProcessHandle executor) {
        Matcher event = TASK_EVENT.matcher(read(executor, "cwd/stderr"));
        boolean isRunning = false;
        while (event.find()) {
            isRunning = event.group().equals("Running");
        }
        return isRunning;
    }

    /** Sends a signal such as {@code STOP}; nothing happens if the process has ended. */
    static void signal(ProcessHandle process, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Cannot send " + name + " to " + process.pid(), e);
        }
    }

    /** Whether a condition comes true in time. */
    static boolean await(long seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** Empty once the process is gone. */
    private static String read(ProcessHandle process, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
            return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
