package dev.tandem.train;

import dev.tandem.callback.Control;
import dev.tandem.data.DataNotes;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.TrainableModel.SavedParts;
import dev.tandem.model.TrainingState;
import dev.tandem.report.ReplacedFile;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The state of a run on the driver, and the callbacks' door to it. */
final class RunControl implements Control {

    private final TrainableModel model;
    private final Consumer<String> printer;
    private final Configuration hadoop;
    private final RunAccess access;
    private DataNotes notes = DataNotes.NONE;
    private TrainingState state;
    private @Nullable String stopReason;

    RunControl(TrainableModel model, Configuration hadoop, RunAccess access, Consumer<String> printer) {
        this.model = model;
        this.hadoop = hadoop;
        this.access = access;
        this.printer = printer;
        this.state = model.state();
    }

    TrainingState state() {
        return state;
    }

    /** To the run's files. */
    RunAccess access() {
        return access;
    }

    /** From now on model files remember this of the data. */
    void remember(DataNotes newNotes) {
        notes = newNotes;
    }

    /** Takes over what an accepted segment ended with. */
    void accept(TrainingState accepted) {
        state = accepted;
    }

    /** The driver's own model with the current state in it. */
    TrainableModel model() {
        model.restore(state);
        return model;
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
        if (!Double.isNaN(state.learningRate())) {
            return state.learningRate();
        }
        model.counters(state.iteration(), state.epoch());
        return (float) model.learningRate();
    }

    @Override
    public void learningRate(double learningRate) {
        float rounded = (float) learningRate;
        if (!(rounded >= 0) || Float.isInfinite(rounded)) {
            throw new IllegalArgumentException(
                    "Invalid learning rate: " + learningRate + " (must be a finite number >= 0)");
        }
        if (Double.isNaN(state.learningRate())) {
            // One rate for all layers can change where DL4J keeps the optimizer's state of each.
            model.restore(state);
            model.learningRate(rounded);
            state = model.state().withOuterState(state.outerState());
        } else {
            state = state.withLearningRate(rounded);
        }
    }

    @Override
    public float[] weights() {
        return state.parameters().clone();
    }

    @Override
    public void weights(float[] parameters) {
        if (parameters.length != state.parameters().length) {
            throw new IllegalArgumentException(
                    "Cannot set " + parameters.length + " weights on a model of " + state.parameters().length);
        }
        state = state.withParameters(parameters.clone());
    }

    @Override
    public void save(String path, SavedParts parts) throws IOException {
        TrainableModel current = model();
        access.write(
                path, () -> new ReplacedFile(new Path(path), hadoop).write(out -> current.save(out, parts, notes)));
    }

    @Override
    public Configuration hadoop() {
        return hadoop;
    }

    @Override
    public void print(String line) {
        printer.accept(line);
    }
}
