package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

final class GraphScoreTest {

    /** Validates ResNet-20 on a gigabyte of activations, thrice over, and prints by how many megabytes the process has grown. */
    static final class Validates {

        private static final int BATCHES = 10;

        private Validates() {}

        public static void main(String[] arguments) {
            TrainableModel model = TrainableModel.of(Zoo.create("resnet20", List.of(28, 28, 1), 10, new Sgd(0.1), 1));
            Batch batch = Batch.of(
                    Nd4j.zeros(DataType.FLOAT, 64, 1, 28, 28),
                    Nd4j.zeros(DataType.FLOAT, 64, 10).addi(0.1));
            model.evaluate(batch, new MetricSums(List.of()));
            long before = Pointer.physicalBytes();
            for (int i = 0; i < BATCHES; i++) {
                model.evaluate(batch, new MetricSums(List.of()));
            }
            System.out.println((Pointer.physicalBytes() - before) >> 20);
        }
    }

    private final INDArray input = Nd4j.rand(DataType.FLOAT, 5, 3);
    private final INDArray target = Nd4j.eye(5).castTo(DataType.FLOAT);

    @Test
    @Timeout(120)
    void activations_areFreedAsTheirReadersAreDone() throws IOException {
        List<String> output = OtherJvm.lines(Validates.class, "-Xmx4g", "-Xmn2g");
        assertThat(Integer.parseInt(output.get(output.size() - 1))).isLessThan(500);
    }

    @Test
    void severalOutputs_scoreAsInDl4j() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .l2(0.1)
                .graphBuilder()
                .addInputs("in")
                .addLayer("early", output(3), "in")
                .addLayer("hidden", new DenseLayer.Builder().nIn(3).nOut(4).build(), "in")
                .addLayer("late", output(4), "hidden")
                .setOutputs("late", "early")
                .build());
        network.init();
        INDArray[] inputs = {input};
        INDArray[] targets = {target, target.dup()};
        double expected = network.score(new MultiDataSet(inputs, targets), false);
        MetricSums sums = new MetricSums(List.of());

        TrainableModel.of(network).evaluate(new Batch(List.of(inputs), List.of(targets), List.of()), sums);

        assertThat(sums.lossSum()).isEqualTo(expected * 5);
    }

    @Test
    void inputs_stayOpenThoughAnOutputOnlyHandsThemOn() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addVertex("same", new ScaleVertex(1), "in")
                .addLayer(
                        "out",
                        new LossLayer.Builder(new LossMSE())
                                .activation(Activation.IDENTITY)
                                .build(),
                        "same")
                .addLayer(
                        "alone",
                        new LossLayer.Builder(new LossMSE())
                                .activation(Activation.IDENTITY)
                                .build(),
                        "in")
                .setOutputs("out", "alone")
                .build());
        network.init();
        INDArray[] inputs = {input};
        INDArray[] targets = {input.dup(), input.dup()};
        GraphScore score = new GraphScore(network, new GraphNetwork(network).outputLayers());

        assertThat(score.of(inputs, targets)).isZero();
        assertThat(score.of(inputs, targets)).isZero();
        assertThat(input.wasClosed()).isFalse();
    }

    private static OutputLayer output(int inputs) {
        return new OutputLayer.Builder().nIn(inputs).nOut(5).build();
    }
}
