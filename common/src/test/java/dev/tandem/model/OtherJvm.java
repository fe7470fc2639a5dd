package dev.tandem.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, with this one's class path, for what a JVM does only once or must be watched doing. */
final class OtherJvm {

    private OtherJvm() {}

    /** @param options of the JVM; a class path among them takes the place of this one's */
    static ProcessBuilder of(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** What it has printed when it ends. */
    static List<String> lines(Class<?> main, String... options) throws IOException {
        Process process = of(main, List.of(options)).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
