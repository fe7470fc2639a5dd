package dev.tandem.cli;

import dev.tandem.config.Builtins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tandem sample-data}: draw pictures of shapes to train on. */
@Command(
        name = "sample-data",
        description = "Draw a small image-folder data set of geometric shapes: DIR/train and DIR/validation.",
        mixinStandardHelpOptions = true)
final class SampleDataCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "Where to; must not exist yet.")
    private Path directory = Path.of("");

    @Option(names = "--seed", defaultValue = "0", description = "The same seed gives the same pictures. Default: 0.")
    private long seed;

    @Spec
    private CommandSpec spec;

    private final Builtins builtins;

    SampleDataCommand(Builtins builtins) {
        this.builtins = builtins;
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(directory)) {
            throw new ParameterException(
                    spec.commandLine(), "Cannot draw into " + directory + ": it exists already (name a new directory)");
        }
        builtins.drawSample(directory, seed);
        spec.commandLine().getOut().println("Drew " + directory + "/train and " + directory + "/validation");
        return ExitCode.DONE;
    }
}
