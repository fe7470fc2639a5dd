package dev.tandem.callback;

import dev.tandem.metric.Logs;
import dev.tandem.model.TrainableModel.SavedParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Saves the averaged model as DL4J's zip, as Keras's {@code ModelCheckpoint}.
 *
 * <pre>
 * ModelCheckpoint.at("best-{epoch:02d}-{val_accuracy:.3f}.zip").monitor("val_accuracy").saveBestOnly()
 * </pre>
 *
 * <p>The file name is any Hadoop path and takes {@code {epoch}} and {@code {batch}}, which count from 1, and every name in the logs, in
 * Python's formats. The best value survives a second fit and a resume. With {@link #saveEvery}, batches are counted over all replicas and
 * epochs, and the file is written at the end of the round that reaches the number.
 */
public final class ModelCheckpoint implements Callback {

    private static final long AT_EPOCH_END = 0;

    private final FilePattern file;
    private Monitor monitor = Monitor.VAL_LOSS;
    private SavedParts parts = SavedParts.WEIGHTS_AND_UPDATER;
    private long saveFrequency = AT_EPOCH_END;
    private boolean savesBestOnly;
    private boolean isVerbose;

    private final Warnings warnings = new Warnings();
    private double best = Monitor.NONE_YET;
    private long batchesSinceSaving;
    private int lastBatch = -1;
    private int epoch;

    /** What survives a resume. */
    record Progress(double best, long batchesSinceSaving, int lastBatch, int epoch) {}

    private ModelCheckpoint(FilePattern file) {
        this.file = file;
    }

    /**
     * Saves at the end of every epoch.
     *
     * @throws IllegalArgumentException if a placeholder of the path cannot be read
     */
    public static ModelCheckpoint at(String filepath) {
        return new ModelCheckpoint(new FilePattern(filepath));
    }

    static ModelCheckpoint read(OptionReader options) {
        ModelCheckpoint callback = new ModelCheckpoint(options.required("filepath", FilePattern::new, "model.zip"));
        options.text("monitor", callback::monitor);
        options.flag("verbose", callback::verbose);
        options.flag("save_best_only", callback::saveBestOnly);
        options.flag("save_weights_only", callback::saveWeightsOnly);
        options.mode(callback::mode);
        options.wordOrInteger("save_freq", "epoch", callback::saveEvery);
        options.optionalNumber("initial_value_threshold", callback::initialValueThreshold);
        return callback;
    }

    /** The metric that {@link #saveBestOnly} compares. */
    public ModelCheckpoint monitor(String metric) {
        monitor = monitor.withMetric(metric);
        return this;
    }

    /** Which way it gets better. */
    public ModelCheckpoint mode(Mode mode) {
        monitor = monitor.withMode(mode);
        return this;
    }

    /** Saves only when the metric is better than ever before. */
    public ModelCheckpoint saveBestOnly() {
        savesBestOnly = true;
        return this;
    }

    /** Leaves out the optimizer's state. */
    public ModelCheckpoint saveWeightsOnly() {
        parts = SavedParts.WEIGHTS;
        return this;
    }

    /** Saves after every so many batches, over all replicas, instead of at the end of an epoch (Keras's integer {@code save_freq}). */
    public ModelCheckpoint saveEvery(int batches) {
        saveFrequency = Require.atLeast("save_freq", batches, 1);
        return this;
    }

    /** The value that the first file must beat. */
    public ModelCheckpoint initialValueThreshold(double value) {
        best = Require.notNaN("initial_value_threshold", value);
        return this;
    }

    /** Says what improved, from what to what, and which file it saves. */
    public ModelCheckpoint verbose() {
        isVerbose = true;
        return this;
    }

    @Override
    public void check(KnownMetrics metrics) {
        Set<String> names = new LinkedHashSet<>(Set.of("epoch"));
        if (saveFrequency == AT_EPOCH_END) {
            names.addAll(metrics.names());
        } else {
            names.add("batch");
            names.addAll(metrics.atBatches().names());
        }
        file.check(names);
        if (savesBestOnly) {
            monitor.requireIn(saveFrequency == AT_EPOCH_END ? metrics : metrics.atBatches());
        }
        monitor = monitor.resolve(metrics);
    }

    @Override
    public void onEpochBegin(int epoch, Control control) {
        this.epoch = epoch;
    }

    @Override
    public void onSegmentEnd(int batch, Logs logs, Control control) {
        if (saveFrequency == AT_EPOCH_END) {
            return;
        }
        batchesSinceSaving += batch > lastBatch ? batch - lastBatch : batch + 1;
        lastBatch = batch;
        if (batchesSinceSaving >= saveFrequency) {
            batchesSinceSaving = 0;
            save(file.fill(epoch, batch, logs), logs, control);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        if (saveFrequency == AT_EPOCH_END) {
            this.epoch = epoch;
            save(file.fill(epoch, logs), logs, control);
        }
    }

    @Override
    public long batchesUntilDue() {
        return saveFrequency == AT_EPOCH_END ? Long.MAX_VALUE : saveFrequency - batchesSinceSaving;
    }

    private void save(String path, Logs logs, Control control) {
        if (savesBestOnly) {
            saveIfBest(path, logs, control);
        } else {
            write(path, "saving model to " + path, control);
        }
    }

    private void saveIfBest(String path, Logs logs, Control control) {
        OptionalDouble found = logs.find(monitor.metric());
        if (found.isEmpty()) {
            warnings.print(control, monitor.absence("ModelCheckpoint", logs) + "; nothing is saved");
            return;
        }
        double current = found.getAsDouble();
        if (monitor.improves(current, best)) {
            String change = monitor.metric() + " improved from " + shown(best) + " to " + shown(current);
            best = current;
            write(path, change + ", saving model to " + path, control);
        } else {
            say(monitor.metric() + " did not improve from " + shown(best), control);
        }
    }

    private void write(String path, String announcement, Control control) {
        say(announcement, control);
        try {
            control.save(path, parts);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot save the model to " + path + ": " + failure.getMessage(), failure);
        }
        say("finished saving model to " + path, control);
    }

    private void say(String what, Control control) {
        if (isVerbose) {
            control.print("Epoch " + (epoch + 1) + ": " + what);
        }
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "None" : NumberSpec.parse(".5f").format(value);
    }

    @Override
    public String subject() {
        return file.toString();
    }

    @Override
    public CallbackState state() {
        return CallbackState.of(new Progress(best, batchesSinceSaving, lastBatch, epoch));
    }

    @Override
    public void restore(CallbackState state) {
        Progress progress = state.read(Progress.class);
        best = progress.best();
        batchesSinceSaving = progress.batchesSinceSaving();
        lastBatch = progress.lastBatch();
        epoch = progress.epoch();
    }
}
