package dev.tandem.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.averaging.Fault;
import dev.tandem.replica.ReplicaReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task of a segment tells the driver, in JSON; its slice of the agreed state goes beside it.
 *
 * @param task its number
 * @param executor where it ran
 * @param host of that executor
 * @param attempt Spark's task attempt id
 * @param computing how it computed
 * @param token names the state that the segment ended with; the same for all tasks
 * @param replicas one report per replica; after a fault, how far each had come
 * @param fault why training cannot go on, or null
 * @param sentBytes of values that it sent other tasks to average
 */
public record TaskReport(
        int task,
        String executor,
        String host,
        long attempt,
        Computing computing,
        String token,
        List<ReplicaReport> replicas,
        @Nullable Fault fault,
        long sentBytes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where it ran, as Spark names an executor that an element would like to be on. */
    public String location() {
        return "executor_" + host + "_" + executor;
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #toJson} wrote. */
    public static TaskReport read(String json) {
        try {
            return JSON.readValue(json, TaskReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a task's report: " + e.getMessage(), e);
        }
    }
}
