package dev.tandem.config;

import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.image.Decoder;
import dev.tandem.image.ImageSequence;
import dev.tandem.image.ImageSequenceBuilder;
import dev.tandem.image.Preprocessing;
import dev.tandem.image.Resize;
import dev.tandem.model.TrainableModel;
import dev.tandem.table.CsvFormat;
import dev.tandem.table.CsvSequence;
import dev.tandem.table.NpySequence;
import dev.tandem.table.ParquetSequence;
import dev.tandem.table.TableTarget;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

        /** A Parquet file or folder. */
        record Parquet(String path) implements Inputs {}
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
            return pictures(inputs.path(), remembered, batchSize);
        }
        RememberedTable table = new RememberedTable(remembered);
        if (inputs instanceof Inputs.Npy) {
            if (remembered.notes().preparation().containsKey("image_size")) {
                throw new IllegalArgumentException("is no source for the model in " + remembered.file()
                        + ", which remembers pictures of image_size "
                        + remembered.notes().preparation().get("image_size") + ": give --images");
            }
            return table.prepared(NpySequence.ofInputs(inputs.path(), batchSize));
        }
        return table.prepared(
                inputs instanceof Inputs.Csv csv
                        ? CsvSequence.open(csv.path(), csv.format(), table.schema(new TableTarget.None()), batchSize)
                        : ParquetSequence.open(
                                inputs.path(), table.schema(new TableTarget.None()), batchSize, Optional.empty()));
    }

    private static Sequence pictures(String path, Remembered remembered, int batchSize) throws IOException {
        Map<String, Object> notes = remembered.notes().preparation();
        if (!(notes.get("image_size") instanceof List<?> size)
                || size.size() != 3
                || !size.stream().allMatch(Integer.class::isInstance)) {
            throw new IllegalArgumentException("cannot be prepared for the model in " + remembered.file()
                    + ": it remembers no image_size of height, width and channels, but " + notes
                    + " (Tandem writes that down when it trains on pictures)");
        }
        ImageSequenceBuilder pictures = ImageSequence.unlabelled(path)
                .batchSize(batchSize)
                .imageSize((Integer) size.get(0), (Integer) size.get(1), (Integer) size.get(2))
                .resize(named(Resize.class, notes, "resize", Resize.STRETCH))
                .decoder(named(Decoder.class, notes, "decoder", Decoder.NATIVE))
                .preprocess(Preprocessing.named(String.valueOf(notes.getOrDefault("preprocess", "none"))));
        return notes.get("scale") instanceof Number scale
                ? pictures.scale(scale.doubleValue()).open()
                : pictures.open();
    }

    private static <E extends Enum<E>> E named(Class<E> kind, Map<String, Object> notes, String key, E other) {
        Object name = notes.get(key);
        return name == null ? other : Enum.valueOf(kind, name.toString().toUpperCase(Locale.ROOT));
    }
}
