package dev.tandem.cli;

import dev.tandem.config.TandemBuiltins;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The command line with Tandem's own parts and real Spark. */
final class TestCommands {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commands(new TandemBuiltins())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** With arguments behind the first ones. */
    int run(Stream<String> first, String... more) {
        return run(Stream.concat(first, Stream.of(more)).toArray(String[]::new));
    }

    /** Predicts for what an option names, into a file. */
    int predict(Path model, String option, Path input, Path file, String... more) {
        return run(Stream.of("predict", "--model", model + "", option, input + "", "--out", file + ""), more);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** The section of a job file by which executors of their own JVM find their classes. */
    static String spark() {
        Path home = Path.of(System.getenv("SPARK_HOME"));
        try {
            Files.createDirectories(home.resolve("jars"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return """
                spark:
                  spark.home: %s
                  spark.driver.host: 127.0.0.1
                  spark.driver.bindAddress: 127.0.0.1
                  spark.executor.extraClassPath: "%s"
                """.formatted(home, System.getProperty("java.class.path"));
    }
}
