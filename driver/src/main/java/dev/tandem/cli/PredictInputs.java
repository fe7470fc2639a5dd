package dev.tandem.cli;

import dev.tandem.config.LivePrediction.Inputs;
import dev.tandem.table.CsvFormat;
import java.util.Optional;
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

    @ArgGroup(exclusive = false)
    private @Nullable ParquetOptions parquet;

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

    /** A Parquet table and what is in it. */
    static final class ParquetOptions {

        @Option(names = "--parquet", paramLabel = "PATH", required = true, description = "A Parquet file or folder.")
        private String path = "";

        @Option(
                names = "--image-column",
                paramLabel = "NAME",
                description = "With --parquet: the column that has the pictures, as PNG or JPEG files' bytes.")
        private @Nullable String imageColumn;
    }

    Inputs chosen() {
        if (images != null) {
            return new Inputs.Pictures(images);
        }
        if (csv != null) {
            return new Inputs.Csv(csv.path, new CsvFormat(!csv.noHeader, csv.delimiter));
        }
        return parquet != null
                ? new Inputs.Parquet(parquet.path, Optional.ofNullable(parquet.imageColumn))
                : new Inputs.Npy(String.valueOf(npy));
    }
}
