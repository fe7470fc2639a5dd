package dev.tandem.train;

import dev.tandem.callback.CSVLogger;
import dev.tandem.callback.Callback;
import dev.tandem.callback.CallbackList;
import dev.tandem.callback.History;
import dev.tandem.callback.KnownMetrics;
import dev.tandem.checkpoint.BlockedException;
import dev.tandem.checkpoint.ReplacedException;
import dev.tandem.cluster.ProgressListener;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Logs;
import dev.tandem.metric.Metric;
import dev.tandem.model.TrainableModel.SavedParts;
import dev.tandem.model.TrainingState;
import dev.tandem.plan.Coverage;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.SkippedBatch;
import dev.tandem.report.Reporter;
import dev.tandem.report.RunFiles;
import dev.tandem.report.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final List<Coverage> ledger = new ArrayList<>();
    private boolean begun;
    private Logs lastLogs = new Logs();
    private int epochsDone;
    private long samplesDone;
    private double secondsBefore;
    private long sentBytes;
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
        CallbackList all = new CallbackList(users).with("run.History", history);
        return directory == null ? all : all.with("run.CSVLogger", CSVLogger.at(directory + "/history.csv"));
    }

    /** The names that will be in the logs of a fit with these options. */
    static KnownMetrics knownMetrics(FitOptions options) {
        Map<String, Optional<Direction>> directions = new LinkedHashMap<>();
        directions.put("loss", Optional.of(Direction.MIN));
        for (Metric metric : options.metrics()) {
            directions.put(metric.name(), Optional.of(metric.direction()));
        }
        if (options.validation().data() != null) {
            List.copyOf(directions.entrySet()).forEach(each -> directions.put("val_" + each.getKey(), each.getValue()));
        }
        return new KnownMetrics(directions);
    }

    /**
     * What survives a resume.
     *
     * @param epochs done
     * @param samples trained on in them
     * @param seconds that they took
     * @param ledger of each
     * @param logs of the last
     * @param tasks that hosted the replicas in the last segment; 0 if unknown
     * @param sentBytes of values that tasks sent each other to average
     */
    record Kept(
            int epochs,
            long samples,
            double seconds,
            List<Coverage> ledger,
            Map<String, Double> logs,
            int tasks,
            long sentBytes) {}

    Kept kept() {
        return new Kept(
                epochsDone,
                samplesDone,
                seconds(),
                List.copyOf(ledger),
                new LinkedHashMap<>(lastLogs.asMap()),
                tasks,
                sentBytes);
    }

    void restore(Kept kept) {
        epochsDone = kept.epochs();
        samplesDone = kept.samples();
        secondsBefore = kept.seconds();
        ledger.addAll(kept.ledger());
        lastLogs = new Logs(kept.logs());
        tasks = Math.max(1, kept.tasks());
        sentBytes = kept.sentBytes();
    }

    /** The logs of the last epoch that is done. */
    Logs lastLogs() {
        return lastLogs;
    }

    void epochBegin(EpochPlan epoch) {
        begun = true;
        reporter.epochBegin(epoch.epoch(), plan.options().epochs(), epoch.steps());
    }

    /** Replicas agree after so many rounds of the epoch. */
    void roundsDone(EpochPlan epoch, int rounds, EpochSums sums) {
        stepsBefore = epoch.batchesAfter(rounds);
        samplesBefore = sums.samples();
        lossBefore = sums.lossSum();
        reporter.progress(stepsBefore, samplesBefore, lossBefore);
    }

    @Override
    public void progress(int steps, long samples, double lossSum) {
        reporter.progress(stepsBefore + steps, samplesBefore + samples, lossBefore + lossSum);
    }

    /** What was skipped in the epochs that are done, and in this one so far. */
    BadBatches badBatches(Coverage current) {
        List<Coverage> epochs = new ArrayList<>(ledger);
        epochs.add(current);
        return new BadBatches(plan.options().badBatches(), epochs);
    }

    /** Batches of the epoch were left out. */
    void skipped(EpochPlan epoch, List<SkippedBatch> batches) {
        batches.forEach(
                batch -> reporter.line("Warning: skipped in epoch " + (epoch.epoch() + 1) + ": " + batch.reason()));
    }

    void ranOn(int usedTasks, long sent) {
        tasks = usedTasks;
        sentBytes += sent;
    }

    void epochEnd(Coverage coverage, EpochSums sums, Logs logs) {
        epochsDone++;
        samplesDone += sums.samples();
        lastLogs = logs.copy();
        ledger.add(coverage);
        reporter.epochEnd(logs, coverage.skipped().size());
        if (files != null) {
            try {
                control.access().write(directory + "/ledger.jsonl", () -> files.writeLedger(ledger));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + directory + "/ledger.jsonl: " + e.getMessage(), e);
            }
        }
    }

    /** Writes the summary and the trained model. */
    void finished() {
        write(control.stopReason());
    }

    /**
     * Writes what there is: the model as of the last accepted segment, and why the run ended. Nothing, if the run never began or the
     * directory is another process's by now, or does not answer.
     */
    void failed(Exception cause) {
        if (!begun || isShutOut(cause) || Arrays.stream(cause.getSuppressed()).anyMatch(RunRecord::isShutOut)) {
            return;
        }
        try {
            write(Optional.of("failed: " + cause.getMessage()));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean isShutOut(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ReplacedException || cause instanceof BlockedException);
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - startNanos) / 1e9;
    }

    private void write(Optional<String> stopReason) {
        if (files == null || directory == null) {
            return;
        }
        double seconds = seconds();
        TrainingState state = control.state();
        try {
            control.save(directory + "/model.zip", SavedParts.WEIGHTS_AND_UPDATER);
            Summary summary = new Summary(
                    name,
                    epochsDone,
                    ledger.stream().mapToInt(epoch -> epoch.skipped().size()).sum(),
                    stopReason,
                    new Summary.Speed(seconds, samplesDone / seconds, sentBytes),
                    new Summary.Size(plan.replicas(), tasks, state.parameters().length),
                    state.parametersSha256(),
                    lastLogs);
            control.access().write(directory + "/summary.json", () -> files.writeSummary(summary));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the run's results to " + directory + ": " + e.getMessage(), e);
        }
    }
}
