package dev.tandem.model;

import dev.tandem.data.Batch;
import dev.tandem.data.DataNotes;
import dev.tandem.metric.MetricSums;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link TrainableModel} over either kind of network. */
final class NetworkModel implements TrainableModel {

    private final Network network;
    private final ModelDefinition definition;
    private final List<Layer> outputLayers;
    private final LearningRates learningRates;
    private final FrozenPart frozen;
    private final boolean lean;
    private double learningRateSet = Double.NaN;

    /** @param lean whether nobody else has the network, so that layers and optimizers may be replaced by ones that compute the same faster */
    NetworkModel(Network network, @Nullable Freezing freezing, boolean lean) {
        this.network = network;
        this.lean = lean;
        ModelDefinition own = network.definition();
        this.definition = new ModelDefinition(own.kind(), own.configuration(), freezing);
        if (lean) {
            network.lighten();
        }
        this.outputLayers = network.outputLayers();
        this.learningRates = new LearningRates(network.updater());
        vectorize();
        this.frozen = new FrozenPart(network, freezing);
    }

    @Override
    public Model network() {
        return network.model();
    }

    @Override
    public ModelDefinition definition() {
        return definition;
    }

    @Override
    public int parameterCount() {
        return FlatVector.length(parameters());
    }

    @Override
    public int updaterStateCount() {
        return FlatVector.length(updaterState());
    }

    @Override
    public TrainingState state() {
        float[] parameters = new float[parameterCount()];
        float[] updaterState = new float[updaterStateCount()];
        FlatVector.read(parameters(), parameters, 0);
        FlatVector.read(updaterState(), updaterState, 0);
        return new TrainingState(
                parameters, updaterState, new float[0], network.iteration(), network.epoch(), learningRateSet);
    }

    @Override
    public void restore(TrainingState state) {
        requireLength("parameters", state.parameters().length, parameterCount());
        requireLength("optimizer state", state.updaterState().length, updaterStateCount());
        useLearningRate(state.learningRate());
        FlatVector.write(parameters(), state.parameters(), 0);
        FlatVector.write(updaterState(), state.updaterState(), 0);
        counters(state.iteration(), state.epoch());
    }

    @Override
    public void copyTo(float[] values) {
        FlatVector.read(parameters(), values, 0);
        FlatVector.read(updaterState(), values, parameterCount());
    }

    @Override
    public void copyFrom(float[] values) {
        FlatVector.write(parameters(), values, 0);
        FlatVector.write(updaterState(), values, parameterCount());
    }

    @Override
    public @Nullable Floats memory() {
        return FlatVector.shared(parameters(), updaterState());
    }

    @Override
    public int iteration() {
        return network.iteration();
    }

    @Override
    public void counters(int iteration, int epoch) {
        network.counters(iteration, epoch);
    }

    @Override
    public double learningRate() {
        return learningRates.at(network.iteration(), network.epoch());
    }

    @Override
    public void learningRate(double learningRate) {
        if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "Invalid learning rate: " + learningRate + " (must be a finite number >= 0)");
        }
        useLearningRate(learningRate);
    }

    @Override
    public double step(Batch batch, MetricSums sums) {
        requireArrays(batch);
        try (Observation observation = new Observation(outputLayers, batch, sums)) {
            frozen.train(network.epoch(), () -> network.fit(batch));
            double loss = network.model().score();
            observation.addTo(sums, loss);
            return loss;
        }
    }

    @Override
    public void evaluate(Batch batch, MetricSums sums) {
        requireArrays(batch);
        frozen.at(network.epoch());
        try (Observation observation = new Observation(outputLayers, batch, sums)) {
            observation.addTo(sums, network.score(batch));
        }
    }

    @Override
    public List<INDArray> predict(List<INDArray> inputs) {
        requireCount("input", inputs.size(), network.inputCount());
        return network.predict(inputs);
    }

    @Override
    public void save(OutputStream out, SavedParts parts, DataNotes notes) throws IOException {
        ModelFile.write(network, out, parts, notes);
    }

    /** NaN puts back what the configuration says. The optimizer's state stays, in the layout that DL4J gives it for these rates. */
    private void useLearningRate(double learningRate) {
        if (Double.compare(learningRate, learningRateSet) == 0) {
            return;
        }
        if (Double.isNaN(learningRate)) {
            learningRates.reset();
        } else {
            learningRates.set(learningRate);
        }
        learningRateSet = learningRate;
        renewUpdater();
    }

    private void renewUpdater() {
        UpdaterLayout before = new UpdaterLayout(network.updater());
        float[] values = new float[updaterStateCount()];
        FlatVector.read(updaterState(), values, 0);
        UpdaterLayout after = new UpdaterLayout(network.newUpdater());
        vectorize();
        FlatVector.write(updaterState(), before.isSameAs(after) ? values : before.convert(values, after), 0);
    }

    private void vectorize() {
        if (lean) {
            VectorizedOptimizers.install(network.updater());
        }
    }

    private INDArray parameters() {
        return network.model().params();
    }

    private @Nullable INDArray updaterState() {
        BaseMultiLayerUpdater<?> updater = network.updater();
        return updater.getStateViewArray();
    }

    private void requireArrays(Batch batch) {
        requireCount("input", batch.inputs().size(), network.inputCount());
        requireCount("target", batch.targets().size(), outputLayers.size());
    }

    private static void requireCount(String what, int given, int needed) {
        if (given != needed) {
            throw new IllegalArgumentException(
                    "The model takes " + needed + " " + what + " arrays, but the batch has " + given);
        }
    }

    private static void requireLength(String what, int given, int needed) {
        if (given != needed) {
            throw new IllegalArgumentException("Cannot restore " + given + " values of " + what
                    + " into a model that has " + needed + ": the state belongs to another model");
        }
    }
}
