package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.table.ParquetSequence;
import dev.tandem.table.TableSchema;
import dev.tandem.table.TableTarget;
import dev.tandem.train.FitOptions;
import dev.tandem.train.TestSpark;
import dev.tandem.train.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

@Tag("cluster")
@Timeout(120)
final class TablesOnHdfsTest {

    @TempDir
    private java.nio.file.Path folder;

    @Test
    void parquetFolder_isTrainedOnNearItsBlocks() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        try (JavaSparkContext spark = TestSpark.open("local-cluster[2,1,1024]");
                MiniDFSCluster hdfs = new MiniDFSCluster.Builder(configuration)
                        .hosts(new String[] {executorHost(spark)})
                        .build()) {
            hdfs.waitActive();
            String host = executorHost(spark);
            ConcurrentLinkedQueue<String> localities = new ConcurrentLinkedQueue<>();
            ParquetSequence data = ParquetSequence.open(
                    written(hdfs.getFileSystem().getUri() + "/rows"),
                    new TableSchema(List.of(), new TableTarget.Label("y", 2, List.of())),
                    10,
                    Optional.empty());
            List<String> hosts = data.preferredHosts(0, data.length());
            spark.sc().listenerBus().waitUntilEmpty();
            spark.sc().addSparkListener(new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                    localities.add(end.taskType() + " " + end.taskInfo().taskLocality() + " on "
                            + end.taskInfo().host());
                }
            });
            MultiLayerNetwork network = network();
            Trainer.on(spark)
                    .model(network)
                    .replicas(2)
                    .fit(data, FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL));

            spark.sc().listenerBus().waitUntilEmpty();
            assertThat(data.length()).isEqualTo(20);
            assertThat(hosts).containsExactly(host);
            assertThat(network.getIterationCount()).isEqualTo(10);
            assertThat(localities).isNotEmpty().allMatch(task -> task.equals("ResultTask NODE_LOCAL on " + host));
        }
    }

    /** What executors call the machine depends on its environment; the datanode must call it the same. */
    private static String executorHost(JavaSparkContext spark) {
        return spark.parallelize(List.of(1))
                .map(any -> SparkEnv.get().blockManager().blockManagerId().host())
                .first();
    }

    private static String written(String path) throws IOException {
        SparkSession session = SparkSession.builder().getOrCreate();
        session.range(0, 200, 1, 4)
                .selectExpr("cast(id % 2 as int) as y", "cast(id as double) / 200 as a", "array(id % 3, id % 5) as v")
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(path);
        return path;
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }
}
