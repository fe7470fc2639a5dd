package dev.tandem.callback;

import dev.tandem.model.TrainableModel.SavedParts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A run without a model: its weights are one number, its files a list of names. */
final class FakeRun implements Control {

    private static final Configuration HADOOP = new Configuration();

    private float learningRate;
    private float[] weights = {0};
    private @Nullable String stopReason;
    private boolean isDiskFull;

    final List<String> printed = new ArrayList<>();
    final List<Save> saves = new ArrayList<>();

    /** A model file that a callback asked for, and the weights at that time. */
    record Save(String path, SavedParts parts, float weights) {}

    FakeRun(double learningRate) {
        learningRate(learningRate);
    }

    FakeRun() {
        this(0.01);
    }

    /** Trains: the weights are now {@code tag}. */
    void train(float tag) {
        weights = new float[] {tag};
    }

    /** From now on no file can be saved. */
    void fullDisk() {
        isDiskFull = true;
    }

    float tag() {
        return weights[0];
    }

    @Override
    public void stop(String reason) {
        if (stopReason == null) {
            stopReason = reason;
        }
    }

    @Override
    public Optional<String> stopReason() {
        return Optional.ofNullable(stopReason);
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void learningRate(double learningRate) {
        this.learningRate = (float) learningRate;
    }

    @Override
    public float[] weights() {
        return weights.clone();
    }

    @Override
    public void weights(float[] parameters) {
        weights = parameters.clone();
    }

    @Override
    public void save(String path, SavedParts parts) throws IOException {
        if (isDiskFull) {
            throw new IOException("disk full");
        }
        saves.add(new Save(path, parts, tag()));
    }

    @Override
    public Configuration hadoop() {
        return HADOOP;
    }

    @Override
    public void print(String line) {
        printed.add(line);
    }
}
