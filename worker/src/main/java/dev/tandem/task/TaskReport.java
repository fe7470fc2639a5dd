package dev.tandem.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Fault;
import dev.tandem.replica.ReplicaReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task of a segment returns to the driver, as plain bytes: {@code int} length of the header, the header in JSON, then this
 * task's slice of the agreed state as little-endian float32.
 *
 * @param task its number
 * @param executor where it ran
 * @param host of that executor
 * @param attempt Spark's task attempt id
 * @param computing how it computed
 * @param token names the state that the segment ended with; the same for all tasks of one stage attempt
 * @param replicas one report per replica; after a fault, how far each had come
 * @param fault why training cannot go on, or null
 * @param sentBytes of values that it sent other tasks to average
 * @param from where the slice starts in the agreed state
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
        long sentBytes,
        int from) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where it ran, as Spark names an executor that an element would like to be on. */
    public String location() {
        return "executor_" + host + "_" + executor;
    }

    /** The report with a slice of the state behind it. */
    byte[] toBytes(AgreedState agreed, int to) {
        try {
            byte[] header = JSON.writeValueAsBytes(this);
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + header.length + Float.BYTES * (to - from))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(header.length).put(header);
            agreed.write(bytes.asFloatBuffer(), from, to);
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a slice of the agreed state. */
    public interface Slices {

        /** These values belong there from that place on. */
        void put(int from, FloatBuffer values);
    }

    /** Reads a report and hands over its slice of the state; after a fault there is none. */
    public static TaskReport read(byte[] bytes, Slices slices) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = buffer.getInt();
        try {
            TaskReport report = JSON.readValue(bytes, Integer.BYTES, length, TaskReport.class);
            buffer.position(Integer.BYTES + length);
            if (report.fault() == null) {
                slices.put(report.from(), buffer.asFloatBuffer());
            }
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a task's report: " + e.getMessage(), e);
        }
    }
}
