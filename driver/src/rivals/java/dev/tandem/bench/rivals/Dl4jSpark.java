package dev.tandem.bench.rivals;

import dev.tandem.bench.Settings;
import dev.tandem.bench.Workload;
import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's own Spark trainer, {@code ParameterAveragingTrainingMaster}, as two workers in one JVM. Arguments: workload, batches in an epoch,
 * batches between two averages, {@code stock} or {@code onednn}, directory of the real data. Answers each line with the samples that an
 * epoch really trained on, those that it should have, and the seconds.
 */
final class Dl4jSpark {

    private static final int WORKERS = 2;

    private Dl4jSpark() {}

    public static void main(String[] arguments) throws Exception {
        Workload load = Workload.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int batches = Integer.parseInt(arguments[1]);
        TrainedBatches hook = new TrainedBatches(arguments[3].equals("onednn"));
        ParameterAveragingTrainingMaster master = new ParameterAveragingTrainingMaster.Builder(
                        WORKERS, load.batchSize())
                .batchSizePerWorker(load.batchSize())
                .averagingFrequency(Integer.parseInt(arguments[2]))
                .trainingHooks(hook)
                .build();
        JavaSparkContext spark = new JavaSparkContext(conf());
        Settings settings = new Settings(Settings.Depth.FULL, Path.of(""), Path.of(arguments[4]), Path.of(""));
        JavaRDD<DataSet> data = spark.parallelize(dataSets(load.data(settings, batches)), WORKERS);
        SparkDl4jMultiLayer trainer = new SparkDl4jMultiLayer(spark, (MultiLayerNetwork) load.network(), master);
        System.out.println("answer ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (input.readLine() != null) {
            long before = TrainedBatches.samples();
            long start = System.nanoTime();
            trainer.fit(data);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println("answer " + (TrainedBatches.samples() - before) + " " + batches * load.batchSize() + " " + seconds);
        }
        System.exit(0);
    }

    private static SparkConf conf() {
        return new SparkConf()
                .setMaster("local[" + WORKERS + "]")
                .setAppName("dl4j-spark")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
    }

    private static List<DataSet> dataSets(Sequence data) {
        List<DataSet> all = new ArrayList<>();
        for (Batch batch : data) {
            all.add(new DataSet(batch.inputs().get(0), batch.targets().get(0)));
        }
        return all;
    }
}
