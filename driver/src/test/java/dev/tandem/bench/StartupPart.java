package dev.tandem.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** From the command to the end of the first step: {@code scripts/tandem train}, built and with its data drawn already. */
final class StartupPart implements Part {

    private static final String JOB = """
            name: startup
            model: {zoo: lenet, input_shape: [32, 32, 3], classes: 6}
            data:
              train: {images: {directory: "${scratch}/shapes/train", image_size: [32, 32, 3]}, batch_size: 32}
            fit: {replicas: 2, verbose: 0}
            callbacks: [dev.tandem.bench.FirstStep: {}]
            run: {directory: "${scratch}/startup"}
            """;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String title() {
        return "from the command to the end of the first step";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        Settings settings = bench.settings();
        Path scratch = settings.scratch();
        Path job = Files.writeString(scratch.resolve("startup.yaml"), JOB);
        String launcher = settings.home().resolve("scripts/tandem").toString();
        ChildProcess.of(List.of(launcher, "sample-data", scratch + "/shapes")).output();
        List<String> train = List.of(
                launcher,
                "train",
                job.toString(),
                "--restart",
                "--set",
                "scratch=" + scratch,
                "--jars",
                jar(scratch).toString(),
                "--master");
        bench.measure(Measure.of("startup", settings.choose(1, 5))
                .with(Contender.of("local", "s", () -> seconds(train, "local[2]")))
                .with(Contender.of("local_cluster", "s", () -> seconds(train, "local-cluster[2,1,2048]"))));
    }

    private static double seconds(List<String> train, String master) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(train);
        command.add(master);
        ChildProcess process = ChildProcess.of(command).timeout(Duration.ofMinutes(5));
        long start = System.currentTimeMillis();
        return (process.figures().get(0).value() - start) / 1000;
    }

    /** The callback as a user's jar: the launcher knows nothing of the benchmark. */
    private static Path jar(Path directory) throws IOException {
        Path jar = directory.resolve("first-step.jar");
        String name = FirstStep.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                InputStream code = FirstStep.class.getResourceAsStream("FirstStep.class")) {
            entries.putNextEntry(new JarEntry(name));
            code.transferTo(entries);
        }
        return jar;
    }
}
