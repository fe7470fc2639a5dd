package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.averaging.Precision;
import dev.tandem.averaging.Traffic;
import dev.tandem.model.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** What real executors send each other is what the simulator says that they do. */
@Tag("cluster")
final class SentBytesTest {

    private static final Samples DATA = new Samples(96, 4, 100, 3);
    private static final int AVERAGE_EVERY = 2;

    @TempDir
    Path directory;

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.001))
                .list()
                .layer(new DenseLayer.Builder().nIn(100).nOut(200).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(200)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void executors_sendWhatWasPredicted(int executors) throws IOException, InterruptedException {
        MultiLayerNetwork network = network();
        TrainableModel model = TrainableModel.of(network);
        int length = model.parameterCount() + model.updaterStateCount();
        try (JavaSparkContext spark = TestSpark.open("local-cluster[" + executors + ",1,1024]")) {
            Trainer.on(spark)
                    .model(network)
                    .replicas(executors)
                    .averageEvery(AVERAGE_EVERY)
                    .runDirectory(directory.toString())
                    .fit(DATA, FitOptions.epochs(1));
        }

        long perRound = 0;
        for (int task = 0; task < executors; task++) {
            perRound += Traffic.ofRound(task, executors, model.parameterCount(), length, Precision.FLOAT32)
                    .bytes();
        }
        int rounds = DATA.length() / executors / AVERAGE_EVERY;
        assertThat(new ObjectMapper()
                        .readTree(directory.resolve("summary.json").toFile())
                        .get("sent_bytes")
                        .longValue())
                .isEqualTo(rounds * perRound);
    }
}
