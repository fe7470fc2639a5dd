package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.config.TandemBuiltins;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that only a jar of the user's has, on the driver and on executors. */
@Tag("cluster")
final class UserJarTest {

    private static final String SEQUENCE = """
            package com.acme;

            import dev.tandem.data.*;
            import org.nd4j.linalg.factory.Nd4j;

            public final class Points implements Sequence {
                private final int length;

                public Points(int length) {
                    this.length = length;
                }

                @Override
                public int length() {
                    return length;
                }

                @Override
                public Batch get(int index) {
                    float side = index % 2;
                    return Batch.of(
                            Nd4j.createFromArray(new float[][] {{side, 1, 0, 0}, {1 - side, 0, 1, 0}}).reshape(2, 1, 1, 4),
                            Nd4j.createFromArray(new float[][] {{side, 1 - side}, {1 - side, side}}));
                }
            }
            """;

    private static final String GENERATOR = """
            package com.acme;

            import dev.tandem.data.*;
            import java.util.Iterator;
            import java.util.stream.Stream;

            public final class Endless implements BatchGenerator {
                @Override
                public Iterator<Batch> open(int replica, int replicas, int epoch) {
                    return Stream.iterate(replica, i -> i + replicas).map(new Points(1)::get).iterator();
                }
            }
            """;

    private static final String CALLBACK = """
            package com.acme;

            import dev.tandem.callback.*;
            import dev.tandem.metric.Logs;
            import java.io.*;
            import java.nio.file.*;

            public final class Notes implements Callback {
                private final Path path;

                public Notes(String path) {
                    this.path = Path.of(path);
                }

                @Override
                public void onEpochEnd(int epoch, Logs logs, Control control) {
                    try {
                        Files.writeString(path, epoch + " " + logs.names() + " " + logs.find("first").orElseThrow() + ";",
                                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            """;

    private static final String METRIC = """
            package com.acme;

            import dev.tandem.metric.*;
            import org.nd4j.linalg.api.ndarray.INDArray;

            public final class First implements Metric {
                @Override
                public String name() {
                    return "first";
                }

                @Override
                public Direction direction() {
                    return Direction.MAX;
                }

                @Override
                public int size() {
                    return 2;
                }

                @Override
                public void update(double[] sums, INDArray targets, INDArray predictions) {
                    sums[0] += targets.getColumn(0).sumNumber().doubleValue();
                    sums[1] += targets.size(0);
                }

                @Override
                public double result(double[] sums) {
                    return sums[0] / sums[1];
                }
            }
            """;

    @TempDir
    Path folder;

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void putBackTheClassLoader() {
        Thread.currentThread().setContextClassLoader(loader);
    }

    private Path jar() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("com/acme"));
        Files.writeString(sources.resolve("Points.java"), SEQUENCE);
        Files.writeString(sources.resolve("Endless.java"), GENERATOR);
        Files.writeString(sources.resolve("Notes.java"), CALLBACK);
        Files.writeString(sources.resolve("First.java"), METRIC);
        List<String> arguments = Stream.concat(
                        Stream.of("-parameters", "-proc:none", "-cp", System.getProperty("java.class.path")),
                        Stream.of("Points", "Endless", "Notes", "First").map(name -> sources + "/" + name + ".java"))
                .toList();
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        Path jar = folder.resolve("acme.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> classes = Files.list(sources)) {
            for (Path each : classes.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                out.putNextEntry(new JarEntry("com/acme/" + each.getFileName()));
                Files.copy(each, out);
            }
        }
        return jar;
    }

    private int train(String train, String... more) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, """
                name: jar
                model: {zoo: mlp, input_shape: [1, 4, 1], classes: 2}
                data:
                  train: %s
                  validation: {class: {com.acme.Points: {length: 3}}}
                fit: {epochs: 2, replicas: 2, steps_per_epoch: 6, verbose: 0}
                metrics: [accuracy, {class: com.acme.First}]
                callbacks: [{com.acme.Notes: {path: %s/notes.txt}}]
                run: {directory: %s/run}
                spark:
                  spark.home: %s
                  spark.driver.host: 127.0.0.1
                  spark.driver.bindAddress: 127.0.0.1
                  spark.executor.extraClassPath: "%s"
                """.formatted(
                        train, folder, folder, System.getenv("SPARK_HOME"), System.getProperty("java.class.path")));
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        StringWriter err = new StringWriter();
        String[] arguments = Stream.concat(
                        Stream.of("train", job.toString(), "--jars", jar().toString(), "--debug"), Stream.of(more))
                .toArray(String[]::new);
        int code = Main.commands(new TandemBuiltins())
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertThat(err.toString()).isEmpty();
        return code;
    }

    private void assertNotes() {
        assertThat(folder.resolve("notes.txt"))
                .content()
                .matches("0 \\[loss, accuracy, first, val_loss, val_accuracy, val_first] 0.5;1 \\[.*] 0.5;");
    }

    @Test
    void sequenceMetricAndCallback_workOnExecutors() throws IOException {
        assertThat(train("{class: {com.acme.Points: {length: 6}}}", "--master", "local-cluster[2,1,1024]"))
                .isEqualTo(ExitCode.DONE);
        assertNotes();
    }

    @Test
    void generator_worksOnThreads() throws IOException {
        assertThat(train("{generator: com.acme.Endless}", "--master", "local[2]", "--set", "fit.class_weight={1: 2.0}"))
                .isEqualTo(ExitCode.DONE);
        assertNotes();
        assertThat(folder.resolve("run/ledger.jsonl")).content().contains("generator: not covered by the promise");
    }
}
