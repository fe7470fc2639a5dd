package dev.tandem.cli;

import dev.tandem.config.LivePrediction.Inputs;
import dev.tandem.table.CsvFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What to predict for; exactly one of these. */
final class PredictInputs {

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "A PNG or JPEG file, or a folder with such files in it or in its folders.")
    private @Nullable String images;

    @ArgGroup(exclusive = false)
    private @Nullable CsvOptions csv;

    @Option(names = "--npy", paramLabel = "FILE", description = "An NPY file, or an NPZ file with x in it.")
    private @Nullable String npy;

    @Option(names = "--parquet", paramLabel = "PATH", description = "A Parquet file or folder.")
    private @Nullable String parquet;

    /** A CSV file and how it is written. */
    static final class CsvOptions {

        @Option(names = "--csv", paramLabel = "PATH", required = true, description = "A CSV file or folder.")
        private String path = "";

        @Option(
                names = "--no-header",
                description = "With --csv: files have no first line of names; columns are 0, 1, …")
        private boolean noHeader;

        @Option(
                names = "--delimiter",
                paramLabel = "C",
                defaultValue = ",",
                description = "With --csv: between two fields. Default: a comma.")
        private char delimiter;
    }

    Inputs chosen() {
        if (images != null) {
            return new Inputs.Pictures(images);
        }
        if (csv != null) {
            return new Inputs.Csv(csv.path, new CsvFormat(!csv.noHeader, csv.delimiter));
        }
        return npy != null ? new Inputs.Npy(npy) : new Inputs.Parquet(String.valueOf(parquet));
    }
}
