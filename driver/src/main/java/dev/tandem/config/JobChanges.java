package dev.tandem.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a job differs from the one that a run was begun with. What decides the parameters' bits may not change while a run goes on; what is
 * not known to be harmless is refused.
 *
 * @param accepted what may change, in the order of the job file
 * @param refused what may not
 */
public record JobChanges(List<Change> accepted, List<Change> refused) {

    /** With all that lies below them. Where data lies may change: that it is the same data is for the run's state to tell. */
    private static final List<String> MAY_CHANGE = List.of(
            "name",
            "data.sample",
            "data.test",
            "data.train.idx.images",
            "data.train.idx.labels",
            "data.train.images.directory",
            "data.train.images.manifest",
            "data.train.images.cache",
            "data.train.csv.path",
            "data.train.npy.archive",
            "data.train.npy.inputs",
            "data.train.npy.targets",
            "data.train.parquet.path",
            "data.validation.idx.images",
            "data.validation.idx.labels",
            "data.validation.images.directory",
            "data.validation.images.manifest",
            "data.validation.images.cache",
            "data.validation.csv.path",
            "data.validation.npy.archive",
            "data.validation.npy.inputs",
            "data.validation.npy.targets",
            "data.validation.parquet.path",
            "fit.epochs",
            "fit.workers",
            "fit.max_queue_size",
            "fit.verbose",
            "fit.on_bad_batch",
            "fit.max_bad_batches",
            "callbacks",
            "checkpoint",
            "run.directory",
            "spark");

    /**
     * One value that is not what it was.
     *
     * @param path where it stands, as in a report of mistakes
     * @param before the run's value, or {@code not set}
     * @param after the job's value, or {@code not set}
     */
    public record Change(String path, String before, String after) {

        @Override
        public String toString() {
            return path + ": " + before + " → " + after;
        }
    }

    public JobChanges {
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    /**
     * Compares a job with the one that a run was begun with.
     *
     * @param file where that job was read, for messages
     * @param text that job, as {@link JobFile#toYaml} wrote it; keys that it did not know then have their defaults
     * @param job the job of now
     * @throws JobFileException if the text is no job file
     */
    public static JobChanges since(String file, String text, JobFile job) {
        return between(JobFileReader.readResolved(file, text), Leaves.of(job.resolved()));
    }

    private static JobChanges between(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        Set<String> paths = new LinkedHashSet<>(after.keySet());
        paths.addAll(before.keySet());
        List<Change> accepted = new ArrayList<>();
        List<Change> refused = new ArrayList<>();
        for (String path : paths) {
            if (!isSame(path, before, after)) {
                Change change = new Change(path, show(path, before), show(path, after));
                (mayChange(path) ? accepted : refused).add(change);
            }
        }
        return new JobChanges(accepted, refused);
    }

    /** Adds what may not change to a job's mistakes. */
    public void report(String directory, Problems problems) {
        for (Change change : refused) {
            problems.add(
                    change.path(),
                    "is " + change.after() + ", but the run in " + directory + " was begun with " + change.before()
                            + ": set it back, begin anew with --restart, or give another run.directory");
        }
    }

    private static boolean mayChange(String path) {
        return MAY_CHANGE.stream().anyMatch(free -> path.equals(free) || Problems.isBelow(path, free));
    }

    private static boolean isSame(
            String path, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        return before.containsKey(path)
                && after.containsKey(path)
                && Objects.equals(plain(before.get(path)), plain(after.get(path)));
    }

    /** 1, 1.0 and 1e0 are the same number. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Number ? new BigDecimal(value.toString()).stripTrailingZeros() : value;
    }

    private static String show(String path, Map<String, @Nullable Object> values) {
        Object value = values.get(path);
        if (value == null) {
            return values.containsKey(path) ? "empty" : "not set";
        }
        return value.toString();
    }
}
