package dev.tandem.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopologyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 | Convolution2D | {'nb_filter': 4, 'nb_row': 3, 'nb_col': 2, 'dim_ordering': 'th'} | Conv2D | {'filters':4,'data_format':'channels_first','kernel_size':[3,2]}
                    1 | Dense         | {'output_dim': 3, 'bias': false}                      | Dense  | {'units':3,'use_bias':false}
                    1 | Embedding     | {'input_dim': 9, 'output_dim': 3}                     | Embedding | {'input_dim':9,'output_dim':3}
                    1 | Dropout       | {'p': 0.5}                                            | Dropout | {'rate':0.5}
                    2 | Dense         | {'units': 3}                                          | Dense  | {'units':3}
                    2 | MaxPool2D     | {'pool_size': [2, 2]}                                 | MaxPooling2D | {'pool_size':[2,2]}
                    3 | InputLayer    | {'batch_shape': [null, 3]}                            | InputLayer | {'batch_input_shape':[null,3]}
                    3 | Dense         | {'dtype': {'class_name': 'DTypePolicy', 'config': {'name': 'float32'}}} | Dense | {'dtype':'float32'}
                    3 | LeakyReLU     | {'negative_slope': 0.2}                               | LeakyReLU | {'alpha':0.2}
                    3 | keras.layers>Dense | {'activation': {'class_name': 'function', 'config': 'relu'}} | Dense | {'activation':'relu'}
                    """)
    void dialect_becomesThatOfKeras2(int version, String kind, String config, String kindOf2, String configOf2)
            throws IOException {
        Dialect dialect = new Dialect(version);

        assertThat(dialect.kind(kind)).isEqualTo(kindOf2);
        assertThat(dialect.config(kindOf2, json(config))).isEqualTo(json(configOf2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [[['a', 0, 0, {}], ['b', 0, 0, {}]]]
                    [[['a', 0, 0], ['b', 0, 0]]]
                    [{'args': [[{'class_name': '__keras_tensor__', 'config': {'keras_history': ['a', 0, 0]}}, {'config': {'keras_history': ['b', 0, 0]}}]], 'kwargs': {}}]
                    """)
    void inboundNodes_nameTheLayersThatFeed(String inbound) throws IOException {
        Topology topology = functional(inbound);

        assertThat(topology.nodes().get(2).inputs()).containsExactly("a", "b");
        assertThat(topology.inputs()).containsExactly("a", "b");
        assertThat(topology.outputs()).containsExactly("sum");
    }

    @Test
    void layerThatIsFedByItself_isNamedWithItsPosition() throws IOException {
        SavedModel saved = saved("{'class_name': 'Functional', 'config': {'layers': ["
                + "{'class_name': 'InputLayer', 'config': {'name': 'a', 'batch_shape': [null, 2]}, 'inbound_nodes': []},"
                + "{'class_name': 'Dense', 'config': {'name': 'd', 'units': 2}, 'inbound_nodes':"
                + " [[['a', 0, 0]], [['d', 0, 0]]]}],"
                + "'input_layers': ['a', 0, 0], 'output_layers': ['d', 1, 0]}}");

        assertThatThrownBy(
                        () -> new Converter(Compile.asSaved().withLoss("mse").withOptimizer("adam", java.util.Map.of()))
                                .network(saved))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageStartingWith("layer 1 'd")
                .hasMessageEndingWith("it is used on what it gave itself, and DL4J shares a layer's weights only among"
                        + " inputs that do not depend on it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GRU | {'name': 'x', 'units': 3} | layer 1 'x' (GRU): the file has only 0 arrays of it
                    MultiHeadAttention | {'name': 'x'} | layer 1 'x' (MultiHeadAttention): a layer of this class cannot be built from DL4J's layers
                    LayerNormalization | {'name': 'x', 'axis': [1, 2]} | layer 1 'x' (LayerNormalization): over axis [1,2] (expected that of the features, 2)
                    LayerNormalization | {'name': 'x', 'rms_scaling': true} | layer 1 'x' (LayerNormalization): rms_scaling (expected false)
                    Dot | {'name': 'x', 'axes': 1} | layer 1 'x' (Dot): it has one input (expected several, each another layer's)
                    Softmax | {'name': 'x', 'axis': 1} | layer 1 'x' (Softmax): over axis 1 (expected that of the features)
                    Concatenate | {'name': 'x', 'axis': 1} | layer 1 'x' (Concatenate): it has one input (expected several, each another layer's)
                    BatchNormalization | {'name': 'x', 'axis': 1} | layer 1 'x' (BatchNormalization): over axis 1 (expected that of the channels, 2)
                    BatchNormalization | {'name': 'x', 'renorm': true} | layer 1 'x' (BatchNormalization): DL4J has no batch renormalization
                    LSTM | {'name': 'x', 'units': 3, 'stateful': true} | layer 1 'x' (LSTM): DL4J has no stateful
                    Bidirectional | {'name': 'x', 'layer': {'class_name': 'RNN', 'config': {'units': 3}}} | layer 1 'x' (Bidirectional): of a RNN (expected LSTM, GRU or SimpleRNN)
                    Bidirectional | {'name': 'x', 'layer': {'class_name': 'LSTM', 'config': {'units': 3}}, 'backward_layer': {'class_name': 'LSTM', 'config': {'units': 4}}} | layer 1 'x' (Bidirectional): its two layers differ in more than their direction
                    TimeDistributed | {'name': 'x', 'layer': {'class_name': 'Sequential', 'config': {}}} | layer 1 'x' (TimeDistributed): of a model (expected a layer)
                    Activation | {'name': 'x', 'activation': 'sparsemax'} | layer 1 'x' (Activation): DL4J has no activation function that computes what Keras's sparsemax does
                    Dense | {'name': 'x', 'units': 3} | layer 1 'x' (Dense): the file has only 0 arrays of it (expected more than 0). Save the model after it was built
                    """)
    void unsupportedLayer_isNamedWithItsPosition(String kind, String config, String message) throws IOException {
        SavedModel saved = saved("{'class_name': 'Sequential', 'config': {'layers': ["
                + "{'class_name': 'InputLayer', 'config': {'name': 'in', 'batch_shape': "
                + (kind.equals("Dense") ? "[null, 2]" : "[null, 4, 2]") + "}},"
                + "{'class_name': '" + kind + "', 'config': " + config + "}]}}");

        assertThatThrownBy(
                        () -> new Converter(Compile.asSaved().withLoss("mse").withOptimizer("adam", java.util.Map.of()))
                                .network(saved))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Conv2DTranspose | {'kernel_size': [2, 3], 'strides': [2, 4]} | its strides [2,4] are larger than its kernel [2,3], where DL4J leaves out the last places
                    Conv2DTranspose | {'kernel_size': [3, 3], 'strides': [2, 2], 'output_padding': [1, 1]} | DL4J has no output_padding, and computes other values for a dilation_rate
                    Conv2DTranspose | {'kernel_size': [3, 3], 'dilation_rate': [2, 2]} | DL4J has no output_padding, and computes other values for a dilation_rate
                    Conv2D | {'kernel_size': [3, 3], 'groups': 2} | in 2 groups of 3 channels and 2 filters (expected a divisor of both, and no volume)
                    UpSampling2D | {'interpolation': 'bicubic'} | DL4J has no interpolation bicubic
                    Resizing | {'height': 4, 'width': 4, 'interpolation': 'lanczos3'} | interpolation lanczos3 (expected nearest or bilinear)
                    Resizing | {'height': 4, 'width': 4, 'antialias': true} | antialias (expected false)
                    DepthwiseConv2D | {'kernel_size': [3, 3], 'dilation_rate': [2, 1]} | dilation_rate [2,1] (expected 1: DL4J has no dilated convolutions of each channel alone)
                    CenterCrop | {'height': 9, 'width': 4} | to 9 x 4 from 8 x 8 (expected a picture that is no smaller)
                    RandomCrop | {'height': 8, 'width': 4} | to 8 x 4 from 8 x 8 (expected the picture's own size: versions of Keras differ in what it does in predictions. Save the model without it, and use the key augment: of images:)
                    BatchNormalization | {'axis': 1} | over axis 1 (expected that of the channels, 3)
                    Softmax | {'axis': 2} | over axis 2 (expected that of the features)
                    """)
    void optionOnPictures_isRefusedWithItsPlace(String kind, String config, String message) throws IOException {
        SavedModel saved = saved("{'class_name': 'Sequential', 'config': {'layers': [{'class_name': '" + kind
                + "', 'config': {'name': 'x', 'batch_shape': [null, 8, 8, 3], 'filters': 2, " + config.substring(1)
                + "}]}}");

        assertThatThrownBy(
                        () -> new Converter(Compile.asSaved().withLoss("mse").withOptimizer("adam", java.util.Map.of()))
                                .network(saved))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessage("layer 0 'x' (" + kind + "): " + message);
    }

    @Test
    void stateBesideAResult_isRefused() {
        assertThatThrownBy(() -> functional("[[['a', 0, 0], ['b', 0, 1]]]"))
                .hasMessage(
                        "layer 1 'b' (InputLayer): it has no output 1: layers give one result here, and no states (return_state) or"
                                + " scores beside it");
    }

    @Test
    void logSoftmaxOverChannelsThatComeFirst_isRefused() throws IOException {
        SavedModel saved = saved("{'class_name': 'Sequential', 'config': {'layers': ["
                + "{'class_name': 'MaxPooling2D', 'config': {'name': 'p', 'batch_shape': [null, 3, 8, 8], 'pool_size':"
                + " [2, 2], 'strides': [2, 2], 'padding': 'valid', 'data_format': 'channels_first'}},"
                + "{'class_name': 'Activation', 'config': {'name': 'x', 'activation': 'log_softmax'}}]}}");

        assertThatThrownBy(
                        () -> new Converter(Compile.asSaved().withLoss("mse").withOptimizer("adam", java.util.Map.of()))
                                .network(saved))
                .hasMessage("layer 1 'x' (Activation): log_softmax with channels first");
    }

    @Test
    void subclassedModel_isRefused() {
        assertThatThrownBy(() -> topology("{'class_name': 'MyModel', 'config': {}}"))
                .hasMessage("its model is a MyModel (expected Sequential or Functional)");
    }

    private static Topology functional(String inbound) throws IOException {
        return topology("{'class_name': 'Functional', 'config': {'layers': ["
                + "{'class_name': 'InputLayer', 'config': {'name': 'a', 'batch_shape': [null, 2]}, 'inbound_nodes': []},"
                + "{'class_name': 'InputLayer', 'config': {'name': 'b', 'batch_shape': [null, 2]}, 'inbound_nodes': []},"
                + "{'class_name': 'Add', 'config': {'name': 'sum'}, 'inbound_nodes': " + inbound + "}],"
                + "'input_layers': [['a', 0, 0], ['b', 0, 0]], 'output_layers': ['sum', 0, 0]}}");
    }

    private static Topology topology(String model) throws IOException {
        return Topology.of(saved(model), new Warnings());
    }

    private static SavedModel saved(String model) throws IOException {
        Weights none = layer -> List.of();
        return new SavedModel("3.4.1", "", json(model), MissingNode.getInstance(), none);
    }

    private static JsonNode json(String quoted) throws IOException {
        return new ObjectMapper().readTree(quoted.replace('\'', '"'));
    }
}
