package dev.tandem.config;

import dev.tandem.config.SourceSection.Idx;
import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.image.SampleImages;
import dev.tandem.keras.Compile;
import dev.tandem.keras.KerasModel;
import dev.tandem.metric.Metric;
import dev.tandem.metric.Metrics;
import dev.tandem.model.ModelNotes;
import dev.tandem.model.ModelSource;
import dev.tandem.model.Optimizers;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;

/** Tandem's own data, metrics and models. */
public final class TandemBuiltins implements Builtins {

    private static final SampleSize SAMPLE = new SampleSize(1500, 200);

    private final SampleSize sample;

    /** Pictures of each class in the sample data. */
    record SampleSize(int trainPerClass, int validationPerClass) {}

    public TandemBuiltins() {
        this(SAMPLE);
    }

    TandemBuiltins(SampleSize sample) {
        this.sample = sample;
    }

    @Override
    public Sequence idx(SourceSection section, Idx files, long seed, OptionalInt classes) throws IOException {
        return new PictureData(section, seed, classes).idx(files);
    }

    @Override
    public Sequence images(SourceSection section, ImagesSource pictures, long seed, OptionalInt classes)
            throws IOException {
        return new PictureData(section, seed, classes).images(pictures);
    }

    @Override
    public Metric metric(String name, Map<String, @Nullable Object> options) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(name + " takes no options, but has " + options.keySet());
        }
        return Metrics.named(name);
    }

    @Override
    public IUpdater optimizer(String name, Map<String, @Nullable Object> options) {
        return Optimizers.named(name, options);
    }

    @Override
    public TrainableModel model(ModelSource source) throws IOException {
        return TrainableModel.of(source.create(new Configuration()));
    }

    @Override
    public DataNotes notes(String modelFile) throws IOException {
        return ModelNotes.read(modelFile, new Configuration());
    }

    @Override
    public TrainableModel keras(String path, Compile compile) throws IOException {
        return KerasModel.trainable(path, compile, new Configuration());
    }

    @Override
    public void drawSample(Path directory, long seed) throws IOException {
        SampleImages.write(directory, seed, sample.trainPerClass(), sample.validationPerClass());
    }
}
