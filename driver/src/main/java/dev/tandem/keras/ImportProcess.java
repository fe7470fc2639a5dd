package dev.tandem.keras;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@link ImportMain} in a JVM of its own, within limits, and says what became of it. */
final class ImportProcess {

    private static final int SIGNAL = 128;
    private static final int LAST_LINES = 2000;
    private static final String OUTPUT = "output.txt";

    private final String mainClass;
    private final ImportLimits limits;

    ImportProcess(ImportLimits limits) {
        this(ImportMain.class.getName(), limits);
    }

    ImportProcess(String mainClass, ImportLimits limits) {
        this.mainClass = mainClass;
        this.limits = limits;
    }

    /**
     * Converts a file into DL4J's zip.
     *
     * @param file local
     * @param name of the file, for messages
     * @param directory for the result; empty
     * @return the zip
     * @throws IOException if the file cannot be imported; the message names it
     */
    Path convert(Path file, String name, Compile compile, Path directory) throws IOException {
        Files.writeString(directory.resolve(ImportMain.COMPILE), ImportMain.toJson(compile));
        Process process = new ProcessBuilder(command(file, directory))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(OUTPUT).toFile())
                .start();
        try {
            if (!process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("Cannot import " + name + ": reading it took longer than "
                        + limits.time().toSeconds() + " s, so it was given up. The file may be damaged");
            }
            return result(process.exitValue(), name, directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Cannot import " + name + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path result(int status, String name, Path directory) throws IOException {
        if (status == 0) {
            return directory.resolve(ImportMain.MODEL);
        }
        Path error = directory.resolve(ImportMain.ERROR);
        if (status == ImportMain.REFUSED && Files.exists(error)) {
            throw new IOException("Cannot import " + name + ": " + Files.readString(error));
        }
        throw new IOException("Cannot import " + name + ": the process that read it "
                + (status > SIGNAL ? "was ended by signal " + (status - SIGNAL) : "ended with status " + status)
                + ". The file may be damaged, or too large for the memory. Its last words: " + lastWords(directory));
    }

    private static String lastWords(Path directory) throws IOException {
        String all = new String(Files.readAllBytes(directory.resolve(OUTPUT)), StandardCharsets.UTF_8).strip();
        return all.isEmpty() ? "none" : all.substring(Math.max(0, all.length() - LAST_LINES));
    }

    private List<String> command(Path file, Path directory) {
        List<String> command = new ArrayList<>();
        if (new File("/bin/sh").canExecute()) {
            // Where the shell knows no such limit, the JVM's own limits remain.
            command.addAll(List.of(
                    "/bin/sh",
                    "-c",
                    "ulimit -c 0; ulimit -v " + limits.addressKilobytes() + " 2>/dev/null; exec \"$@\"",
                    "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + limits.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:ErrorFile=" + directory.resolve("crash.txt"),
                "-Dorg.bytedeco.javacpp.maxbytes=" + limits.nativeMegabytes() + "m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (limits.heapMegabytes() + 2 * limits.nativeMegabytes())
                        + "m"));
        forward(command, "org.bytedeco.javacpp.cachedir");
        forward(command, "log4j2.configurationFile");
        command.addAll(List.of("-cp", classPath(), mainClass, file.toString(), directory.toString()));
        return command;
    }

    /** Spark loads an application's jar beside the JVM's class path. */
    private static String classPath() {
        String own = ImportMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return System.getProperty("java.class.path") + File.pathSeparator + own;
    }

    private static void forward(List<String> command, String property) {
        String value = System.getProperty(property);
        if (value != null) {
            command.add("-D" + property + "=" + value);
        }
    }
}
