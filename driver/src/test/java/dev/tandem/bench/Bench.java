package dev.tandem.bench;

import dev.tandem.bench.Entry.Failed;
import dev.tandem.model.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scripts/bench}: runs parts, prints one table on standard output and progress on standard error. */
@Command(
        name = "scripts/bench",
        description =
                "Measure Tandem, beside others: ratios in one run, contenders in turn, median with minimum and maximum.",
        footerHeading = "%nParts:%n")
final class Bench implements Callable<Integer> {

    private static final int FAILED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--only", split = ",", paramLabel = "PART", description = "Run these parts only.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Small epochs and few repetitions: about three minutes for everything.")
    private boolean quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the rows to this file, too: a list of {name, median, min, max, unit, runs}.")
    private @Nullable Path json;

    /** Runs the parts that are asked for and ends the process: Spark leaves threads behind that would keep it alive. */
    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    static CommandLine command() {
        CommandLine command = new CommandLine(new Bench());
        command.getCommandSpec()
                .usageMessage()
                .footer(Parts.ALL.stream()
                        .map(part -> String.format("  %-12s%s", part.name(), part.title()))
                        .toArray(String[]::new));
        return command;
    }

    @Override
    public Integer call() throws Exception {
        List<Part> parts = parts();
        requireFolder(json);
        NativeLibrary.load(); // as the launcher does, before ND4J is used in any other way
        String machine = Machine.describe();
        Path scratch = Files.createTempDirectory("tandem-bench");
        try {
            Workbench bench = new Workbench(settings(scratch), System.err);
            bench.progress(machine);
            for (Part part : parts) {
                bench.run(part);
                if (json != null) {
                    Report.writeJson(bench.entries(), json);
                }
            }
            System.out.println(machine + (quick ? " (--quick)" : ""));
            System.out.print(Report.table(bench.entries()));
            return bench.entries().stream().anyMatch(Failed.class::isInstance) ? FAILED : CommandLine.ExitCode.OK;
        } finally {
            delete(scratch);
        }
    }

    private List<Part> parts() {
        try {
            return Parts.named(only);
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    /** Better said before half an hour of measuring than after it. */
    private void requireFolder(@Nullable Path file) {
        if (file != null && !Files.isWritable(file.toAbsolutePath().getParent())) {
            throw mistake("Cannot write " + file + ": no folder that can be written to");
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private Settings settings(Path scratch) {
        Path home = Path.of(System.getProperty("tandem.home", "")).toAbsolutePath();
        Path data = Path.of(System.getProperty("tandem.data", home + "/../shared/data"));
        return new Settings(quick ? Settings.Depth.QUICK : Settings.Depth.FULL, home, data, scratch);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
