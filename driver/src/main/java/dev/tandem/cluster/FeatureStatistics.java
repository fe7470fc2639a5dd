package dev.tandem.cluster;

import dev.tandem.plan.IndexRange;
import dev.tandem.table.ColumnStatistics;
import dev.tandem.table.StatisticsPass;
import dev.tandem.table.TableSequence;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** Statistics of training data, in one Spark job over all of it. */
public final class FeatureStatistics {

    private FeatureStatistics() {}

    /**
     * Reads all batches once. The bits depend on the data and its length alone, not on executors.
     *
     * @throws TrainingFailedException if a batch cannot be read; the message names the file
     */
    public static ColumnStatistics of(Cluster cluster, TableSequence data) {
        JavaSparkContext spark = cluster.context();
        int parts = StatisticsPass.parts(data.length()).size();
        List<Integer> numbers = IntStream.range(0, parts).boxed().toList();
        spark.setJobGroup("tandem-statistics", "Statistics of the features", true);
        try {
            List<byte[]> seen = spark.parallelize(numbers, Math.min(parts, 4 * spark.defaultParallelism()))
                    .map(number -> {
                        IndexRange part = StatisticsPass.parts(data.length()).get(number);
                        return StatisticsPass.of(data, part).toBytes();
                    })
                    .collect();
            ColumnStatistics all = new ColumnStatistics(data.features());
            seen.forEach(bytes -> all.merge(ColumnStatistics.fromBytes(bytes)));
            return all;
        } catch (Exception e) { // Scala throws SparkException unchecked
            throw new TrainingFailedException("Cannot read the training data for its statistics: " + reason(e), e);
        } finally {
            spark.clearJobGroup();
        }
    }

    /** What Spark says begins with the stage and ends with a stack trace. */
    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        if (!(cause instanceof SparkException)) {
            return message;
        }
        return message.lines()
                .map(String::strip)
                .filter(line -> line.contains("IOException: "))
                .map(line -> line.substring(line.indexOf("IOException: ") + "IOException: ".length()))
                .findFirst()
                .orElse(message);
    }
}
