package dev.tandem.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** What of a file's options training takes over, and what it says that it does not. */
final class TrainingOptionsTest {

    private static final String ADAM = "{'class_name': 'Adam', 'config': {'learning_rate': 0.1}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Dense | {'kernel_regularizer': {'class_name': 'L2', 'config': {'l2': 0.1}}, 'bias_regularizer': null, 'kernel_constraint': null} |
                    Dense | {'activity_regularizer': {'class_name': 'L2', 'config': {'l2': 0.1}}} | its activity_regularizer is left out in training
                    Dense | {'activity_regularizer': {'class_name': 'L1L2', 'config': {'l1': 0.0, 'l2': 0.0}}} |
                    BatchNormalization | {'gamma_regularizer': {'class_name': 'OrthogonalRegularizer', 'config': {'factor': 1}}} | its gamma_regularizer is left out in training
                    BatchNormalization | {'scale': false} | DL4J trains gamma and beta or neither, so both train here
                    BatchNormalization | {'scale': false, 'center': false} |
                    Embedding | {'embeddings_constraint': {'class_name': 'UnitNorm', 'config': {}}} | its embeddings_constraint is left out in training
                    LSTM | {'recurrent_dropout': 0.2} | its recurrent_dropout is left out in training
                    LSTM | {'recurrent_regularizer': {'l2': 0.1}} | its recurrent_regularizer is left out in training
                    LSTM | {'kernel_regularizer': {'l2': 0.1}} | DL4J applies its kernel_regularizer to the recurrent kernel, too
                    LSTM | {'kernel_regularizer': {'l2': 0.1}, 'recurrent_regularizer': {'l2': 0.1}} |
                    SimpleRNN | {'bias_constraint': {'class_name': 'NonNeg', 'config': {}}} | its bias_constraint is left out in training
                    Dropout | {'noise_shape': [null, 1, 3]} | its noise_shape is left out in training
                    ActivityRegularization | {'l2': 0.1} | it is left out: DL4J has no penalty on what a layer gives out
                    """)
    void option_isNamedWhereItIsLeftOut(String kind, String config, String warning) throws IOException {
        Warnings warnings = new Warnings();

        new IgnoredOptions(warnings).warn(new Node(4, "x", kind, (ObjectNode) json(config), List.of(), Address.ROOT));

        assertThat(warnings.all())
                .isEqualTo(warning == null ? List.of() : List.of("layer 4 'x' (" + kind + "): " + warning));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Adam | {'weight_decay': null, 'clipnorm': null, 'amsgrad': true, 'use_ema': false, 'beta_1': 0.8} |
                    SGD | {'global_clipnorm': 2} | its optimizer's global_clipnorm 2 is left out
                    SGD | {'use_ema': true, 'ema_momentum': 0.99} | its optimizer's use_ema true is left out
                    SGD | {'learning_rate': 0.1, 'momentum': 0.9} | its optimizer has plain momentum; DL4J has Nesterov's, which is used instead
                    RMSprop | {'momentum': 0.9} | its optimizer's momentum 0.9 is left out
                    RMSprop | {'centered': true} | its optimizer's centered true is left out
                    SGD | {'learning_rate': {'class_name': 'ExponentialDecay', 'config': {'initial_learning_rate': 0.25}}} | its optimizer has a schedule ExponentialDecay; its first learning rate 0.25 is used throughout
                    SGD | {'learning_rate': {'class_name': 'PiecewiseConstantDecay', 'config': {'boundaries': [9], 'values': [0.5, 0.1]}}} | its optimizer has a schedule PiecewiseConstantDecay; its first learning rate 0.5 is used throughout
                    SGD | {'learning_rate': {'class_name': 'Mine', 'config': {}}} | its optimizer has a schedule Mine; the default learning rate of sgd is used throughout
                    """)
    void optimizersOption_isNamedWhereItIsLeftOut(String name, String config, String warning) throws IOException {
        Warnings warnings = new Warnings();

        new OptimizerConfig(warnings)
                .of(json("{'optimizer_config': {'class_name': '" + name + "', 'config': " + config + "}}"));

        assertThat(warnings.all()).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void schedulesFirstValue_isTheLearningRate() throws IOException {
        var optimizer = new OptimizerConfig(new Warnings())
                .of(json("{'optimizer': {'class_name': 'SGD', 'config': {'learning_rate': {'class_name':"
                        + " 'PiecewiseConstantDecay', 'config': {'boundaries': [9], 'values': [0.5, 0.1]}}}}}"));

        assertThat(optimizer).isEqualTo(new Sgd(0.5));
    }

    @Test
    void decayAndClipping_areThoseOfEachLayer() throws IOException {
        Conversion made = convert(
                "{'name': 'a', 'kernel_regularizer': {'class_name': 'L2', 'config': {'l2': 0.5}}}",
                "{'name': 'b'}",
                "{'loss': 'mse', 'optimizer': {'class_name': 'AdamW', 'config': {'weight_decay': 0.01, 'clipnorm': 2}}}");

        BaseLayer first = (BaseLayer) made.network().getLayer("a").conf().getLayer();
        assertThat(first.getRegularization()).containsExactly(new L2Regularization(1), new WeightDecay(0.01, true));
        assertThat(first.getRegularizationBias()).containsExactly(new WeightDecay(0.01, true));
        assertThat(first.getGradientNormalization()).isEqualTo(GradientNormalization.ClipL2PerParamType);
        assertThat(first.getGradientNormalizationThreshold()).isEqualTo(2);
        assertThat(made.warnings())
                .containsExactly("its optimizer's clipping and weight decay leave batch norms out, and gradients are"
                        + " clipped before regularizers add to them");
    }

    @Test
    void weightAndSmoothing_changeTheLoss() throws IOException {
        Conversion made = convert(
                "{'name': 'a'}",
                "{'name': 'b'}",
                "{'loss': {'class_name': 'CategoricalCrossentropy', 'config': {'label_smoothing': 0.1}},"
                        + " 'loss_weights': [0.5], 'optimizer': " + ADAM + "}");
        ILossFunction loss = ((org.deeplearning4j.nn.conf.layers.BaseOutputLayer)
                        made.network().getLayer("b").conf().getLayer())
                .getLossFn();
        INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}});
        INDArray logits = Nd4j.createFromArray(new float[][] {{1, 3}});

        double score = loss.computeScore(labels, logits.dup(), new ActivationSoftmax(), null, false);
        INDArray gradient = loss.computeGradient(labels, logits.dup(), new ActivationSoftmax(), null);

        double second = 1 / (1 + Math.exp(-2));
        double expected = -0.5 * (0.95 * Math.log(1 - second) + 0.05 * Math.log(second));
        assertThat(score).isCloseTo(expected, within(1e-6));
        assertThat(gradient.getDouble(0, 1)).isCloseTo(0.5 * (second - 0.05), within(1e-6));
        assertThat(made.warnings()).isEmpty();
    }

    @Test
    void untrainedStart_isFrozen() throws IOException {
        Conversion made = convert("{'name': 'a', 'trainable': false}", "{'name': 'b'}");

        assertThat(made.frozenUntil()).contains("a");
        assertThat(made.warnings()).isEmpty();
    }

    @Test
    void untrainedLayersAfterTrainedOnes_areNamed() throws IOException {
        Conversion made = convert("{'name': 'a'}", "{'name': 'b', 'trainable': false}");

        assertThat(made.frozenUntil()).isEmpty();
        assertThat(made.warnings())
                .containsExactly("trainable: false is left out for [b]: only a network's first layers can be frozen,"
                        + " and not all of them");
    }

    @Test
    void untrainedNetwork_isNotFrozen() throws IOException {
        Conversion made = convert("{'name': 'a', 'trainable': false}", "{'name': 'b', 'trainable': false}");

        assertThat(made.frozenUntil()).contains("a");
        assertThat(made.warnings()).hasSize(1).first().asString().contains("[b]");
    }

    @Test
    void layersOfAnUntrainedModel_doNotTrain() throws IOException {
        Conversion made = network(
                "{'class_name': 'Sequential', 'config': {'name': 'base', 'trainable': false, 'layers': [" + INPUT + ", "
                        + dense("{'name': 'a'}") + "]}}, " + dense("{'name': 'b'}"),
                training());

        assertThat(made.frozenUntil()).contains("base/a");
    }

    @Test
    void augmentingLayer_isLeftOut() throws IOException {
        Conversion made = network(
                INPUT + ", {'class_name': 'RandomFlip', 'config': {'name': 'flip'}}, " + dense("{'name': 'b'}"),
                training());

        assertThat(made.warnings())
                .containsExactly(
                        "layer 1 'flip' (RandomFlip): it is left out: pictures are changed where they are read,"
                                + " by the key augment: of images:");
    }

    @Test
    void lossScaling_isLeftOut() throws IOException {
        Warnings warnings = new Warnings();

        var optimizer = new OptimizerConfig(warnings)
                .of(json(
                        "{'optimizer': {'class_name': 'LossScaleOptimizer', 'config': {'inner_optimizer': {'class_name':"
                                + " 'SGD', 'config': {'learning_rate': 0.5}}}}}"));

        assertThat(optimizer).isEqualTo(new Sgd(0.5));
        assertThat(warnings.all())
                .containsExactly("its optimizer scales the loss, which is left out: DL4J trains with 32 bits");
    }

    @Test
    void layerThatCannotBeComputed_isNamed() {
        assertThatThrownBy(() -> network(
                        INPUT + ", {'class_name': 'Reshape', 'config': {'name': 'r', 'target_shape':"
                                + " [4611686018427387904, 4]}}",
                        training()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessage("layer 1 'r' (Reshape): DL4J cannot build it: long overflow");
    }

    @Test
    void refusalWithinAModel_namesIt() {
        assertThatThrownBy(() -> network(
                        "{'class_name': 'Sequential', 'config': {'name': 'base', 'layers': [" + INPUT
                                + ", {'class_name': 'ConvLSTM2D', 'config': {'name': 'n'}}]}}",
                        training()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessage(
                        "layer 1 'base/n' (ConvLSTM2D): a layer of this class cannot be built from DL4J's" + " layers");
    }

    private static final String INPUT =
            "{'class_name': 'InputLayer', 'config': {'name': 'in', 'batch_shape': [null, 2]}}";

    private static Conversion convert(String first, String second) throws IOException {
        return convert(first, second, training());
    }

    private static Conversion convert(String first, String second, String training) throws IOException {
        return network(INPUT + ", " + dense(first) + ", " + dense(second), training);
    }

    private static Conversion network(String layers, String training) throws IOException {
        Weights weights = layer -> List.of(
                new Array("kernel", new long[] {2, 2}, new float[4]), new Array("bias", new long[] {2}, new float[2]));
        JsonNode model = json("{'class_name': 'Sequential', 'config': {'layers': [" + layers + "]}}");
        return new Converter(Compile.asSaved()).network(new SavedModel("3.4.1", "", model, json(training), weights));
    }

    private static String training() {
        return "{'loss': 'mse', 'optimizer': " + ADAM + "}";
    }

    private static String dense(String config) {
        return "{'class_name': 'Dense', 'config': {'units': 2, 'activation': 'softmax', " + config.substring(1) + "}";
    }

    private static JsonNode json(String quoted) throws IOException {
        return new ObjectMapper().readTree(quoted.replace('\'', '"'));
    }
}
