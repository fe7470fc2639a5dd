package dev.tandem.config;

import dev.tandem.config.SourceSection.Idx;
import dev.tandem.data.Batch;
import dev.tandem.data.DataNotes;
import dev.tandem.data.Sequence;
import dev.tandem.keras.Compile;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Metric;
import dev.tandem.model.ModelSource;
import dev.tandem.model.Optimizers;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** Parts that are only there, so that job files can be tested without pixels and networks: every Sequence has ten batches. */
public final class SmallBuiltins implements Builtins {

    /** Batches without content. */
    public record Numbered(int length) implements Sequence {
        @Override
        public Batch get(int index) throws IOException {
            throw new IOException("There is nothing in batch " + index);
        }
    }

    /** A metric by name alone. */
    public record NamedMetric(String name, Direction direction) implements Metric {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void update(double[] sums, INDArray targets, INDArray predictions) {}

        @Override
        public double result(double[] sums) {
            return sums[0];
        }
    }

    @Override
    public Sequence idx(SourceSection section, Idx files, long seed, OptionalInt classes) throws IOException {
        if (files.images().endsWith("damaged")) {
            throw new IOException(files.images() + " is damaged");
        }
        return new Numbered(10);
    }

    @Override
    public Sequence images(SourceSection section, ImagesSource pictures, long seed, OptionalInt classes) {
        return new Numbered(10);
    }

    @Override
    public Metric metric(String name, Map<String, Object> options) {
        if (name.startsWith("acc")) {
            return new NamedMetric("accuracy", Direction.MAX);
        }
        throw new IllegalArgumentException("Unknown metric " + name);
    }

    @Override
    public IUpdater optimizer(String name, Map<String, Object> options) {
        return Optimizers.named(name, options);
    }

    /** A model that nobody may ask anything. */
    @Override
    public TrainableModel model(ModelSource source) {
        if (source instanceof ModelSource.OfZoo zoo && zoo.name().equals("ghost")) {
            throw new IllegalArgumentException("Unknown model ghost");
        }
        Class<?>[] types = {TrainableModel.class};
        return (TrainableModel)
                Proxy.newProxyInstance(SmallBuiltins.class.getClassLoader(), types, (proxy, method, arguments) -> {
                    throw new IllegalStateException(method + " was called");
                });
    }

    @Override
    public DataNotes notes(String modelFile) {
        return DataNotes.NONE;
    }

    @Override
    public TrainableModel keras(String path, Compile compile) {
        throw new IllegalArgumentException("read " + path + " with " + compile);
    }

    @Override
    public void drawSample(Path directory, long seed) throws IOException {
        Files.createDirectories(directory.resolve("train"));
        Files.createDirectories(directory.resolve("validation"));
        Files.writeString(directory.resolve("seed"), Long.toString(seed));
    }
}
