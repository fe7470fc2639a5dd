package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.model.ZooTop.Kind;
import dev.tandem.model.ZooTop.Pooling;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class ZooTopTest {

    private static Model create(String name, ZooTop top) {
        return Zoo.create(name, new ZooOptions(List.of(16, 16, 1), 3, new Sgd(0.1), 1, top));
    }

    private static PoolingType pooling(Layer layer) {
        return ((GlobalPoolingLayer) layer.conf().getLayer()).getPoolingType();
    }

    @Test
    void pooling_of_a_graph_is_chosen() {
        ComputationGraph average = (ComputationGraph) create("resnet20", ZooTop.PUBLISHED);
        ComputationGraph maximum = (ComputationGraph) create("resnet20", new ZooTop(Kind.OWN, Pooling.MAX, 0));

        assertThat(pooling(average.getLayer("pool"))).isEqualTo(PoolingType.AVG);
        assertThat(pooling(maximum.getLayer("pool"))).isEqualTo(PoolingType.MAX);
    }

    @Test
    void without_its_top_lenet_pools_the_50_channels() {
        MultiLayerNetwork network = (MultiLayerNetwork) create("lenet", new ZooTop(Kind.POOLED, Pooling.MAX, 0));

        assertThat(pooling(network.getLayer(4))).isEqualTo(PoolingType.MAX);
        assertThat(network.getLayer(5).getParam("W").shape()).containsExactly(50, 3);
    }

    @Test
    void dropout_is_the_fraction_left_out_before_the_classes() {
        MultiLayerNetwork network = (MultiLayerNetwork) create("mlp", new ZooTop(Kind.OWN, Pooling.AVG, 0.3));

        assertThat(network.getLayer(2).conf().getLayer().getIDropout()).isEqualTo(new Dropout(0.7));
        assertThat(network.getLayer(1).conf().getLayer().getIDropout()).isNull();
    }

    @Test
    void impossible_tops_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZooTop(Kind.OWN, Pooling.AVG, 1))
                .withMessage("Invalid dropout: 1.0 (must be at least 0 and below 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("lenet", new ZooTop(Kind.OWN, Pooling.MAX, 0)))
                .withMessage("Invalid pooling: max (the own top of lenet has no global pooling)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("mlp", new ZooTop(Kind.OWN, Pooling.MAX, 0)))
                .withMessage("Invalid pooling: max (the own top of mlp has no global pooling)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("mlp", new ZooTop(Kind.POOLED, Pooling.AVG, 0)))
                .withMessage(
                        "Invalid include_top: false (mlp has no convolutions to put another top on: leave it out)");
    }
}
