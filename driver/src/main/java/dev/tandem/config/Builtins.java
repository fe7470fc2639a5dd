package dev.tandem.config;

import dev.tandem.config.SourceSection.Idx;
import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.keras.Compile;
import dev.tandem.metric.Metric;
import dev.tandem.model.ModelSource;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What the rooms below make of a job file's words. Each method throws {@link IllegalArgumentException} or {@link IOException} with a
 * message for the user; none may take long, and none but {@link #model} and {@link #keras} needs ND4J.
 */
public interface Builtins {

    /** Two IDX files; the number of classes is the model's, or inferred from the labels. */
    Sequence idx(SourceSection section, Idx files, long seed, OptionalInt classes) throws IOException;

    /** Pictures; with as many classes as the model has, where that is known. */
    Sequence images(SourceSection section, ImagesSource pictures, long seed, OptionalInt classes) throws IOException;

    /** A metric by name, for example {@code accuracy}. */
    Metric metric(String name, Map<String, @Nullable Object> options);

    /** An optimizer by name, for example {@code adam}. */
    IUpdater optimizer(String name, Map<String, @Nullable Object> options);

    /** A model with its first values. */
    TrainableModel model(ModelSource source) throws IOException;

    /** What a model file remembers of its data. */
    DataNotes notes(String modelFile) throws IOException;

    /** A model that Keras saved. May take as long as reading the file does. */
    TrainableModel keras(String path, Compile compile) throws IOException;

    /** Draws the sample images into a folder that does not exist: {@code train} and {@code validation} below it. */
    void drawSample(Path directory, long seed) throws IOException;
}
