package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.GraphLayers.Padding;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.buffer.util.DataTypeUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Gradients of the zoo's blocks against differences of the loss, in double precision. */
class ZooBlocksTest {

    private static final Set<String> STATISTICS = Set.of("mean", "log10stdev");

    @BeforeEach
    void useDoubles() {
        assertThat(Nd4j.getEnvironment().isCPU()).isTrue(); // ND4J's start would set the type back
        DataTypeUtil.setDTypeForContext(DataType.DOUBLE);
    }

    @AfterEach
    void useFloats() {
        DataTypeUtil.setDTypeForContext(DataType.FLOAT);
    }

    @Test
    void dense_blocks_and_a_transition() {
        check(graph -> {
            DenseNet net = new DenseNet(graph, 2);
            return net.block("c_", net.transition("t_", net.block("b_", net.block("a_", "input"))));
        });
    }

    /** One after the other, since DL4J's check takes the parameters of side branches for each other's. */
    @Test
    void a_strided_convolution_with_bias_and_a_bottleneck() {
        check(graph -> {
            ResNet50 net = new ResNet50(graph);
            String strided = net.normalized("a_", "input", 1, 2, 8);
            return net.block("b_", strided, strided, 2, 1);
        });
    }

    @Test
    void a_strided_convolution_and_a_residual_block() {
        check(graph -> {
            SmallResNet net = new SmallResNet(graph);
            return net.block("b", net.convolved("a", "input", 2, 3), 3);
        });
    }

    private static void check(Function<GraphLayers, String> blocks) {
        ZooOptions options = new ZooOptions(List.of(6, 5, 2), Nets.CLASSES, new NoOp(), 5, ZooTop.PUBLISHED);
        GraphLayers layers = options.graph(1e-2, Padding.HALF, GraphLayers.usualNorm());
        ComputationGraph network =
                new ComputationGraph(layers.classify(options, "pool", "output", blocks.apply(layers)));
        network.init();
        assertThat(GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                        .net(network.convertDataType(DataType.DOUBLE))
                        .inputs(new INDArray[] {Nets.random(1, 5, 2, 6, 5).castTo(DataType.DOUBLE)})
                        .labels(new INDArray[] {Nets.classes(1, 5).castTo(DataType.DOUBLE)})
                        .excludeParams(network.paramTable().keySet().stream()
                                .filter(name -> STATISTICS.contains(name.substring(name.lastIndexOf('_') + 1)))
                                .collect(Collectors.toSet()))))
                .isTrue();
    }
}
