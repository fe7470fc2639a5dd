package dev.tandem.cli;

import dev.tandem.config.Builtins;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveJob;
import dev.tandem.config.Problems;
import dev.tandem.data.TrainingData;
import dev.tandem.image.ContactSheet;
import dev.tandem.image.PictureSource;
import dev.tandem.image.Preview;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem preview}: training pictures to look at, each as it is and as some epochs see it, without Spark. */
@Command(
        name = "preview",
        description = "Draw a contact sheet (PNG) of training pictures: each as it is, then as four epochs see it.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    private static final int EPOCHS = 4;

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "preview.png", description = "Default: preview.png.")
    private Path out = Path.of("");

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many pictures, spread over all. Default: 8.")
    private int samples;

    @Option(names = "--epoch", paramLabel = "N", defaultValue = "1", description = "First epoch, from 1. Default: 1.")
    private int epoch;

    @Spec
    private CommandSpec spec;

    private final Builtins builtins;

    PreviewCommand(Builtins builtins) {
        this.builtins = builtins;
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws IOException {
        requirePositive("--samples", samples);
        requirePositive("--epoch", epoch);
        Problems problems = options.problems();
        JobFile job = options.read(problems);
        ContactSheet sheet =
                Preview.of(pictures(LiveJob.trainingData(job, builtins, problems)), samples, epoch - 1, EPOCHS);
        write(sheet);
        spec.commandLine().getOut().println("Drew " + out);
        return ExitCode.DONE;
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), "Invalid " + option + ": " + value + " (must be >= 1)");
        }
    }

    private PictureSource pictures(TrainingData train) {
        if (train instanceof PictureSource pictures) {
            return pictures;
        }
        throw new ParameterException(
                spec.commandLine(),
                "Cannot preview data.train: it is no source of pictures (must be images, or a Sequence that is a"
                        + " PictureSource)");
    }

    private void write(ContactSheet sheet) throws IOException {
        try (OutputStream file = Files.newOutputStream(out)) {
            sheet.write(file);
        } catch (IOException e) {
            throw new IOException("Cannot write " + out + ": " + e, e);
        }
    }
}
