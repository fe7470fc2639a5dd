package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class VectorizedOptimizersTest {

    private static final int STEPS = 12;

    @BeforeAll
    static void needsCpu() {
        assumeThat(Nd4j.getEnvironment().isCPU()).isTrue();
    }

    static Stream<IUpdater> optimizers() {
        return Stream.of(
                new Adam(0.01),
                new Adam(0.003, 0.5, 0.7, 1e-3),
                new Adam(0, 0.9, 0.999, 1e-4),
                new Adam(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 3)),
                new RmsProp(0.01),
                new RmsProp(0.003, 0.7, 1e-3),
                new RmsProp(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 3)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainsAsDl4jDoes(IUpdater optimizer) {
        MultiLayerNetwork plain = network(optimizer);
        TrainableModel fast = Nets.replica(plain);
        for (int step = 0; step < STEPS; step++) {
            Batch batch = Batch.of(Nets.random(step, 8, 50), Nets.classes(step, 8));
            plain.fit(batch.inputs().get(0), batch.targets().get(0));
            fast.step(batch, new MetricSums(List.of()));
        }
        TrainingState state = fast.state();
        assertClose(state.parameters(), plain.params());
        assertClose(state.updaterState(), plain.getUpdater().getStateViewArray());
    }

    @Test
    void isUsedForAllBlocks_alsoAfterANewLearningRate() {
        TrainableModel model = Nets.replica(network(new Adam(0.01)));
        assertThat(optimizers(model)).hasSize(2).hasOnlyElementsOfType(VectorizedAdam.class);

        model.learningRate(0.5);

        assertThat(optimizers(model)).hasOnlyElementsOfType(VectorizedAdam.class);
    }

    @Test
    void otherOptimizers_areLeftToDl4j() {
        assertThat(optimizers(Nets.replica(network(new AdaMax(0.01)))))
                .first()
                .isExactlyInstanceOf(org.nd4j.linalg.learning.AdaMaxUpdater.class);
    }

    @Test
    void usersNetwork_keepsItsOptimizer() {
        assertThat(optimizers(TrainableModel.of(network(new Adam(0.01)))))
                .hasOnlyElementsOfType(org.nd4j.linalg.learning.AdamUpdater.class)
                .doesNotHaveAnyElementsOfTypes(VectorizedAdam.class);
    }

    private static List<Object> optimizers(TrainableModel model) {
        return ((MultiLayerNetwork) model.network()).getUpdater()
                        instanceof org.deeplearning4j.nn.updater.MultiLayerUpdater updater
                ? updater.getUpdaterBlocks().stream()
                        .<Object>map(UpdaterBlock::getGradientUpdater)
                        .toList()
                : List.of();
    }

    /** Two blocks, of which the second starts amidst the vectors; the first takes several pieces and a rest. */
    private static MultiLayerNetwork network(IUpdater optimizer) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(optimizer)
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nIn(50).nOut(101).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(101)
                        .nOut(Nets.CLASSES)
                        .updater(new Adam(0.02))
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** Native code for some CPUs multiplies and adds in one rounding, so that the last bits may differ there. */
    private static void assertClose(float[] found, INDArray expected) {
        float[] wanted = expected.data().asFloat();
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], offset(1e-6f + 1e-5f * Math.abs(wanted[i])));
        }
    }
}
