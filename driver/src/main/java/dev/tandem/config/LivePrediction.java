package dev.tandem.config;

import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainableModel;
import dev.tandem.table.CellReader;
import dev.tandem.table.CsvFormat;
import dev.tandem.table.CsvSequence;
import dev.tandem.table.NpySequence;
import dev.tandem.table.ParquetSequence;
import dev.tandem.table.TableColumn;
import dev.tandem.table.TableSchema;
import dev.tandem.table.TableTarget;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is needed to predict: a model, and inputs prepared as it remembers.
 *
 * @param model with its values
 * @param notes of the data that it was trained on
 * @param data inputs without targets
 */
public record LivePrediction(TrainableModel model, DataNotes notes, Sequence data) {

    /** Inputs to predict for. */
    public sealed interface Inputs {

        /** Where they are. */
        String path();

        /** A picture, or all of a folder and the folders in it. */
        record Pictures(String path) implements Inputs {}

        /** A CSV file or folder. */
        record Csv(String path, CsvFormat format) implements Inputs {}

        /** An NPY file, or an NPZ file with {@code x} in it. */
        record Npy(String path) implements Inputs {}

        /**
         * A Parquet file or folder.
         *
         * @param imageColumn the column of pictures, if the inputs are pictures
         */
        record Parquet(String path, Optional<String> imageColumn) implements Inputs {}
    }

    /**
     * Makes the parts and adds what is wrong with them to the mistakes found so far; does not start Spark.
     *
     * @param file the model's
     * @param givenBy the option or key that says so
     * @param inputs what to predict for
     * @param batchSize samples in a batch
     * @throws JobFileException with every mistake, if there are any
     */
    public static LivePrediction make(
            String file, String givenBy, Inputs inputs, int batchSize, Builtins builtins, Problems problems) {
        Remembered remembered = Remembered.read(givenBy, file, builtins, problems);
        Optional<TrainableModel> model = LiveEvaluation.model(file, givenBy, builtins, problems);
        Optional<Sequence> data = Optional.empty();
        String option = "--"
                + (inputs instanceof Inputs.Pictures
                        ? "images"
                        : inputs.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (problems.isClean(givenBy)) {
            try {
                data = Optional.of(open(inputs, remembered, batchSize));
            } catch (IOException | IllegalArgumentException e) {
                problems.add(option, String.valueOf(e.getMessage()));
            }
        }
        problems.throwIfAny();
        return new LivePrediction(model.orElseThrow(), remembered.notes(), data.orElseThrow());
    }

    private static Sequence open(Inputs inputs, Remembered remembered, int batchSize) throws IOException {
        if (inputs instanceof Inputs.Pictures) {
            return RememberedPictures.of(remembered)
                    .files(inputs.path())
                    .batchSize(batchSize)
                    .open();
        }
        if (inputs instanceof Inputs.Parquet parquet && parquet.imageColumn().isPresent()) {
            TableColumn column = TableColumn.numbers(parquet.imageColumn().get());
            TableSchema schema = new TableSchema(List.of(column), new TableTarget.None());
            CellReader cells = RememberedPictures.of(remembered).cells();
            return ParquetSequence.open(parquet.path(), schema, batchSize, Optional.of(cells));
        }
        if (RememberedPictures.isIn(remembered) && !(inputs instanceof Inputs.Csv)) {
            throw new IllegalArgumentException("is no source for the model in " + remembered.file()
                    + ", which remembers pictures of image_size "
                    + remembered.notes().preparation().get("image_size")
                    + ": give --images, or --parquet with --image-column");
        }
        return rows(inputs, new RememberedTable(remembered), batchSize);
    }

    private static Sequence rows(Inputs inputs, RememberedTable table, int batchSize) throws IOException {
        if (inputs instanceof Inputs.Npy) {
            return table.prepared(NpySequence.ofInputs(inputs.path(), batchSize));
        }
        TableSchema schema = table.schema(new TableTarget.None());
        return table.prepared(
                inputs instanceof Inputs.Csv csv
                        ? CsvSequence.open(csv.path(), csv.format(), schema, batchSize)
                        : ParquetSequence.open(inputs.path(), schema, batchSize, Optional.empty()));
    }
}
