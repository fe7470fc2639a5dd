package dev.tandem.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.metric.Logs;
import java.util.Optional;

/**
 * How a run ended; {@code summary.json}.
 *
 * @param name of the job
 * @param epochs how many were trained
 * @param skippedBatches how many could not be trained on in these epochs
 * @param stopReason why the run ended before its last epoch, if it did
 * @param speed how fast it went
 * @param size how big the run and the model were
 * @param paramsSha256 SHA-256 of the final parameters as little-endian float32, in hexadecimal
 * @param metrics the logs of the last epoch; NaN and infinities are written as strings, since JSON has no such numbers
 */
public record Summary(
        String name,
        int epochs,
        int skippedBatches,
        Optional<String> stopReason,
        Speed speed,
        Size size,
        String paramsSha256,
        Logs metrics) {

    /**
     * How fast it went.
     *
     * @param seconds from the first epoch's beginning to the last one's end
     * @param samplesPerSecond trained on, over all replicas
     * @param sentBytes of values that executors sent each other to average
     */
    public record Speed(double seconds, double samplesPerSecond, long sentBytes) {
        public Speed {
            require(seconds >= 0 && Double.isFinite(seconds), "seconds", seconds, "must be finite and >= 0");
            require(
                    samplesPerSecond >= 0 && Double.isFinite(samplesPerSecond),
                    "samples per second",
                    samplesPerSecond,
                    "must be finite and >= 0");
            require(sentBytes >= 0, "bytes sent", sentBytes, "must be >= 0");
        }
    }

    /**
     * How big it was.
     *
     * @param replicas of the model
     * @param tasks that hosted them in the last segment
     * @param parameters of the model
     */
    public record Size(int replicas, int tasks, long parameters) {
        public Size {
            require(replicas >= 1, "replicas", replicas, "must be >= 1");
            require(
                    tasks >= 1 && tasks <= replicas,
                    "tasks",
                    tasks,
                    "must be from 1 to " + replicas + ", the replicas");
            require(parameters >= 0, "parameters", parameters, "must be >= 0");
        }
    }

    public Summary {
        require(!name.isBlank(), "name", "'" + name + "'", "must not be blank");
        require(epochs >= 0, "epochs", epochs, "must be >= 0");
        require(skippedBatches >= 0, "skipped batches", skippedBatches, "must be >= 0");
        require(
                paramsSha256.matches("[0-9a-f]{64}"),
                "SHA-256 of the parameters",
                "'" + paramsSha256 + "'",
                "must be 64 lower-case hexadecimal digits");
        metrics = metrics.copy();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("epochs", epochs)
                .put("skipped_batches", skippedBatches)
                .put("stop_reason", stopReason.orElse(null))
                .put("seconds", speed.seconds())
                .put("samples_per_second", speed.samplesPerSecond())
                .put("sent_bytes", speed.sentBytes())
                .put("replicas", size.replicas())
                .put("tasks", size.tasks())
                .put("parameters", size.parameters())
                .put("params_sha256", paramsSha256);
        ObjectNode values = json.putObject("metrics");
        metrics.asMap().forEach(values::put);
        return json;
    }

    private static void require(boolean valid, String what, Object value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("Invalid " + what + " of a summary: " + value + " (" + expected + ")");
        }
    }
}
