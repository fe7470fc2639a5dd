package dev.tandem.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.metric.Logs;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What an evaluation came to.
 *
 * @param model which file's
 * @param data its path in the job file
 * @param batches how many
 * @param seconds that it took
 * @param metrics the loss and the metrics; NaN and infinities are written as strings, since JSON has no such numbers
 */
public record EvaluationReport(String model, String data, int batches, double seconds, Logs metrics) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public EvaluationReport {
        metrics = metrics.copy();
    }

    /** Keras's line. */
    public String line() {
        return batches + "/" + batches + " - " + Formats.duration(Math.round(seconds)) + " - "
                + Formats.secondsPerStep(seconds / batches) + Formats.values(metrics);
    }

    /** Replaces a file at any Hadoop path by this as JSON. */
    public void write(String file) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("model", model)
                .put("data", data)
                .put("batches", batches)
                .put("seconds", seconds);
        ObjectNode values = json.putObject("metrics");
        metrics.asMap().forEach(values::put);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        new ReplacedFile(new Path(file), new Configuration()).write(text);
    }
}
