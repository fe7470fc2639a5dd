package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

class TransferTest {

    private static final List<Integer> SHAPE = List.of(16, 16, 1);

    private static TrainableModel zoo(String name) {
        return TrainableModel.of(Zoo.create(name, SHAPE, 3, new Adam(0.01), 1));
    }

    private static Transfer transfer(NewTop top) {
        return new Transfer(Optional.of(top), Optional.empty(), Optional.empty());
    }

    private static Transfer optimizer(IUpdater optimizer) {
        return new Transfer(Optional.empty(), Optional.of(optimizer), Optional.empty());
    }

    private static void step(TrainableModel model, int classes) {
        Batch images = Batch.of(Nets.random(1, 4, 1, 16, 16), Nets.classes(1, 4));
        Batch batch = classes == 3
                ? images
                : Batch.of(
                        images.inputs().get(0),
                        Nets.random(2, 4, classes)
                                .gt(0)
                                .castTo(images.inputs().get(0).dataType()));
        model.step(batch, new MetricSums(List.of()));
    }

    @Test
    void nothing_asked_for_is_nothing_done() {
        TrainableModel model = zoo("mlp");
        assertThat(new Transfer(Optional.empty(), Optional.empty(), Optional.empty()).of(model))
                .isSameAs(model);
    }

    @Test
    void a_new_top_of_a_stack_keeps_all_other_values() {
        TrainableModel old = zoo("lenet");
        step(old, 3);
        float[] values = old.state().parameters();
        TrainableModel model = transfer(new NewTop(5, 0, 7)).of(old);
        int kept = values.length - (500 + 1) * 3;

        assertThat(model.parameterCount()).isEqualTo(kept + (500 + 1) * 5);
        assertThat(Arrays.copyOf(model.state().parameters(), kept)).isEqualTo(Arrays.copyOf(values, kept));
        assertThat(old.state().parameters()).isEqualTo(values);
        assertThat(model.iteration()).isZero();
        assertThat(model.state().updaterState()).containsOnly(0);
        step(model, 5);
        assertThat(model.predict(List.of(Nets.random(1, 2, 1, 16, 16))).get(0).shape())
                .containsExactly(2, 5);
    }

    @Test
    void a_new_top_of_a_graph_keeps_all_other_values() {
        TrainableModel old = zoo("resnet20");
        step(old, 3);
        float[] values = old.state().parameters();
        TrainableModel model = transfer(new NewTop(5, 0, 7)).of(old);
        int kept = values.length - (64 + 1) * 3;

        assertThat(model.parameterCount()).isEqualTo(kept + (64 + 1) * 5);
        assertThat(Arrays.copyOf(model.state().parameters(), kept)).isEqualTo(Arrays.copyOf(values, kept));
        assertThat(((ComputationGraph) model.network()).getConfiguration().getNetworkOutputs())
                .containsExactly("output");
        step(model, 5);
    }

    @Test
    void values_of_a_new_top_are_drawn_from_the_seed() {
        assertThat(top(7)).isEqualTo(top(7)).isNotEqualTo(top(8));
        assertThat(top(0)).isEqualTo(top(0));
    }

    private static float[] top(long seed) {
        return transfer(new NewTop(5, 0, seed)).of(zoo("resnet20")).state().parameters();
    }

    @Test
    void one_class_is_a_sigmoid_and_dropout_comes_before_it() {
        TrainableModel model = transfer(new NewTop(1, 0.2, 7)).of(zoo("mlp"));
        var output = (OutputLayer)
                ((MultiLayerNetwork) model.network()).getLayer(2).conf().getLayer();

        assertThat(output.getLossFn()).isInstanceOf(LossBinaryXENT.class);
        assertThat(output.getActivationFn()).isEqualTo(Activation.SIGMOID.getActivationFunction());
        assertThat(output.getIDropout()).isEqualTo(new Dropout(0.8));
        assertThat(output.getLayerName()).isEqualTo("layer2");
        step(model, 1);
    }

    @Test
    void a_dense_layer_before_a_loss_is_replaced_with_what_follows() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(6).build())
                .layer(new DenseLayer.Builder()
                        .nIn(6)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .layer(new LossLayer.Builder().activation(Activation.IDENTITY).build())
                .build();
        TrainableModel model =
                transfer(new NewTop(2, 0, 7)).of(TrainableModel.of(new MultiLayerNetwork(configuration)));

        assertThat(((MultiLayerNetwork) model.network()).getnLayers()).isEqualTo(2);
        assertThat(model.predict(List.of(Nets.random(1, 5, 4))).get(0).shape()).containsExactly(5, 2);
    }

    @Test
    void tops_that_cannot_be_replaced_are_refused() {
        NewTop top = new NewTop(5, 0, 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transfer(top).of(TrainableModel.of(Nets.twoByTwo())))
                .withMessage("Cannot put a new top on a network with the outputs [class, number] (it must have one)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transfer(top).of(TrainableModel.of(Nets.sequence(new Sgd(0.1)))))
                .withMessage("Cannot put a new top on this network: its last layer with parameters, layer1, is a"
                        + " RnnOutputLayer (expected a dense or an output layer)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transfer(top)
                        .of(TrainableModel.of(Zoo.create("dl4j/SqueezeNet", List.of(48, 48, 3), 3, new Sgd(0.1), 1))))
                .withMessageContaining("is a ConvolutionLayer (expected a dense or an output layer)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewTop(0, 0, 7))
                .withMessage("Invalid classes: 0 (must be >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewTop(5, 1, 7))
                .withMessage("Invalid dropout: 1.0 (must be at least 0 and below 1)");
    }

    @Test
    void another_optimizer_starts_with_a_new_state_and_all_values() {
        TrainableModel old = zoo("resnet20");
        step(old, 3);
        float[] values = old.state().parameters();
        TrainableModel model = optimizer(new Nesterovs(0.3, 0.9)).of(old);

        assertThat(model.learningRate()).isEqualTo(0.3);
        assertThat(model.state().parameters()).isEqualTo(values);
        assertThat(model.state().updaterState()).containsOnly(0);
        assertThat(model.definition().configuration()).contains("Nesterovs").doesNotContain("Adam");
        step(model, 3);
        assertThat(model.state().parameters()).isNotEqualTo(values);
    }

    @Test
    void another_optimizer_reaches_wrapped_layers_and_biases() {
        Model network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.1))
                .biasUpdater(new AdaGrad(0.2))
                .list()
                .layer(new Bidirectional(new LSTM.Builder().nIn(4).nOut(5).build()))
                .layer(new RnnOutputLayer.Builder()
                        .nIn(10)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        TrainableModel model = optimizer(new Sgd(0.5)).of(TrainableModel.of(network));

        assertThat(model.updaterStateCount()).isZero();
        assertThat(model.learningRate()).isEqualTo(0.5);
    }

    @Test
    void biases_that_a_batch_norm_takes_away_get_none() {
        TrainableModel old = TrainableModel.of(Zoo.create("resnet50", List.of(32, 32, 1), 3, new Adam(0.01), 1));
        ComputationGraph network =
                (ComputationGraph) optimizer(new Sgd(0.5)).of(old).network();
        BaseLayer layer = (BaseLayer) network.getLayer("conv1_conv").conf().getLayer();

        assertThat(layer.getIUpdater()).isEqualTo(new Sgd(0.5));
        assertThat(layer.getBiasUpdater()).isInstanceOf(NoOp.class);
    }

    @Test
    void all_of_it_together_trains_the_top_alone() {
        TrainableModel old = zoo("resnet20");
        float[] values = old.state().parameters();
        TrainableModel model = new Transfer(
                        Optional.of(new NewTop(5, 0.2, 7)),
                        Optional.of(new Sgd(0.5)),
                        Optional.of(new Freezing("pool", Freezing.NEVER)))
                .of(old);
        int kept = values.length - (64 + 1) * 3;
        float[] start = model.state().parameters();
        step(model, 5);

        assertThat(Arrays.copyOf(model.state().parameters(), kept)).isEqualTo(Arrays.copyOf(values, kept));
        assertThat(model.state().parameters()).isNotEqualTo(start);
    }
}
