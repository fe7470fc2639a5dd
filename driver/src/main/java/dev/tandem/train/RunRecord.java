package dev.tandem.train;

import dev.tandem.callback.CSVLogger;
import dev.tandem.callback.Callback;
import dev.tandem.callback.CallbackList;
import dev.tandem.callback.History;
import dev.tandem.callback.KnownMetrics;
import dev.tandem.cluster.ProgressListener;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Logs;
import dev.tandem.metric.Metric;
import dev.tandem.model.TrainableModel.SavedParts;
import dev.tandem.model.TrainingState;
import dev.tandem.plan.Coverage;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.Segment;
import dev.tandem.report.Reporter;
import dev.tandem.report.RunFiles;
import dev.tandem.report.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** What people and programs can read of a run: progress while it goes on; history, ledger, summary and model in the run directory. */
final class RunRecord implements ProgressListener {

    private final String name;
    private final @Nullable String directory;
    private final FitPlan plan;
    private final RunControl control;
    private final Reporter reporter;
    private final @Nullable RunFiles files;
    private final long startNanos = System.nanoTime();
    private Logs lastLogs = new Logs();
    private int epochsDone;
    private long samplesDone;
    private int tasks = 1;
    private int stepsBefore;
    private long samplesBefore;
    private double lossBefore;

    RunRecord(String name, @Nullable String directory, FitPlan plan, RunControl control, Reporter reporter) {
        this.name = name;
        this.directory = directory;
        this.plan = plan;
        this.control = control;
        this.reporter = reporter;
        this.files = directory == null ? null : new RunFiles(new Path(directory), control.hadoop());
    }

    /** The user's callbacks, then the history, then the run directory's own history.csv. */
    CallbackList callbacks(List<Callback> users, History history) {
        List<Callback> all = new ArrayList<>(users);
        all.add(history);
        if (directory != null) {
            all.add(CSVLogger.at(directory + "/history.csv"));
        }
        return new CallbackList(all);
    }

    /** The names that will be in the logs of a fit with these options. */
    static KnownMetrics knownMetrics(FitOptions options) {
        Map<String, Optional<Direction>> directions = new LinkedHashMap<>();
        directions.put("loss", Optional.of(Direction.MIN));
        for (Metric metric : options.metrics()) {
            directions.put(metric.name(), Optional.of(metric.direction()));
        }
        if (options.validation().data() != null) {
            Map.copyOf(directions).forEach((metric, direction) -> directions.put("val_" + metric, direction));
        }
        return new KnownMetrics(directions);
    }

    void epochBegin(EpochPlan epoch) {
        stepsBefore = 0;
        samplesBefore = 0;
        lossBefore = 0;
        reporter.epochBegin(epoch.epoch(), plan.options().epochs(), epoch.steps());
    }

    @Override
    public void progress(int steps, long samples, double lossSum) {
        reporter.progress(stepsBefore + steps, samplesBefore + samples, lossBefore + lossSum);
    }

    void segmentEnd(Segment segment, int usedTasks, EpochSums sums) {
        tasks = usedTasks;
        stepsBefore = segment.plan().batchesAfter(segment.toRound());
        samplesBefore = sums.samples();
        lossBefore = sums.lossSum();
        reporter.progress(stepsBefore, samplesBefore, lossBefore);
    }

    void epochEnd(Coverage coverage, EpochSums sums, Logs logs) {
        epochsDone++;
        samplesDone += sums.samples();
        lastLogs = logs.copy();
        reporter.epochEnd(logs);
        if (files != null) {
            try {
                files.addToLedger(coverage);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + directory + "/ledger.jsonl: " + e.getMessage(), e);
            }
        }
    }

    /** Writes the summary and the trained model. */
    void finished() {
        write(control.stopReason());
    }

    /** Writes what there is: the model as of the last accepted segment, and why the run ended. */
    void failed(Exception cause) {
        try {
            write(Optional.of("failed: " + cause.getMessage()));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void write(Optional<String> stopReason) {
        if (files == null || directory == null) {
            return;
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        TrainingState state = control.state();
        try {
            control.save(directory + "/model.zip", SavedParts.WEIGHTS_AND_UPDATER);
            files.writeSummary(new Summary(
                    name,
                    epochsDone,
                    stopReason,
                    new Summary.Speed(seconds, samplesDone / seconds),
                    new Summary.Size(plan.replicas(), tasks, state.parameters().length),
                    state.parametersSha256(),
                    lastLogs));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the run's results to " + directory + ": " + e.getMessage(), e);
        }
    }
}
