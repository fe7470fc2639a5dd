package dev.tandem.config;

import dev.tandem.config.SourceSection.Idx;
import dev.tandem.config.SourceSection.Images;
import dev.tandem.data.IdxSequence;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Metric;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Tandem's own data, metrics and models. */
public final class TandemBuiltins implements Builtins {

    @Override
    public Sequence idx(Idx files, int batchSize, double scale, OptionalInt classes) throws IOException {
        return classes.isPresent()
                ? new IdxSequence(files.images(), files.labels(), batchSize, scale, classes.getAsInt())
                : IdxSequence.inferClasses(files.images(), files.labels(), batchSize, scale);
    }

    @Override
    public Sequence images(Images folder, int batchSize, double scale, long seed, OptionalInt classes)
            throws IOException {
        throw new IllegalArgumentException("image folders are not part of this build");
    }

    @Override
    public Metric metric(String name, Map<String, @Nullable Object> options) {
        throw new IllegalArgumentException("metrics by name are not part of this build");
    }

    @Override
    public TrainableModel model(ModelSection section, long seed) throws IOException {
        throw new IllegalArgumentException("models are not part of this build");
    }

    @Override
    public void drawSample(Path directory, long seed) throws IOException {
        throw new IllegalArgumentException("sample images are not part of this build");
    }
}
