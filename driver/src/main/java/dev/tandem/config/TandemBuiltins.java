package dev.tandem.config;

import dev.tandem.config.SourceSection.Idx;
import dev.tandem.config.SourceSection.Images;
import dev.tandem.config.SourceSection.Split;
import dev.tandem.data.IdxSequence;
import dev.tandem.data.Sequence;
import dev.tandem.image.ImageSequence;
import dev.tandem.image.ImageSubset;
import dev.tandem.image.SampleImages;
import dev.tandem.metric.Metric;
import dev.tandem.metric.Metrics;
import dev.tandem.model.ModelSource;
import dev.tandem.model.Optimizers;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    public Sequence idx(Idx files, int batchSize, double scale, OptionalInt classes) throws IOException {
        return classes.isPresent()
                ? new IdxSequence(files.images(), files.labels(), batchSize, scale, classes.getAsInt())
                : IdxSequence.inferClasses(files.images(), files.labels(), batchSize, scale);
    }

    @Override
    public Sequence images(Images folder, int batchSize, double scale, long seed, OptionalInt classes)
            throws IOException {
        List<Integer> size = folder.imageSize();
        ImageSequence images = ImageSequence.fromDirectory(folder.directory())
                .imageSize(size.get(0), size.get(1), size.get(2))
                .batchSize(batchSize)
                .scale(scale)
                .seed(seed)
                .subset(folder.split().map(TandemBuiltins::subset).orElseGet(ImageSubset::all))
                .open();
        if (classes.isPresent() && classes.getAsInt() != images.classes().size()) {
            throw new IllegalArgumentException(folder.directory() + " has "
                    + images.classes().size() + " class folders " + images.classes() + ", but model.classes is "
                    + classes.getAsInt());
        }
        return images;
    }

    private static ImageSubset subset(Split split) {
        return split.subset().equals("training")
                ? ImageSubset.training(split.validationSplit())
                : ImageSubset.validation(split.validationSplit());
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
    public void drawSample(Path directory, long seed) throws IOException {
        SampleImages.write(directory, seed, sample.trainPerClass(), sample.validationPerClass());
    }
}
