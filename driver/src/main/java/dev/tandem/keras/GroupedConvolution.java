package dev.tandem.keras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Convolutions in groups (Krizhevsky, Sutskever, Hinton 2012): one of its own for each group of channels, side by side. */
final class GroupedConvolution {

    private final Assembly assembly;
    private final Convolutions convolutions;

    GroupedConvolution(Assembly assembly, Convolutions convolutions) {
        this.assembly = assembly;
        this.convolutions = convolutions;
    }

    static int groups(Node node) {
        return node.config().path("groups").asInt(1);
    }

    /** All groups' results, before the activation function. */
    Tensor add(Node node, Tensor input, List<Array> arrays) throws IOException {
        int groups = groups(node);
        int filters = node.config().path("filters").asInt();
        if (groups < 1 || input.features() % groups != 0 || filters % groups != 0 || input.shape().length > 3) {
            throw node.unsupported("in " + groups + " groups of " + input.features() + " channels and " + filters
                    + " filters (expected a divisor of both, and no volume)");
        }
        ObjectNode config = node.config().deepCopy();
        config.put("groups", 1).put("filters", filters / groups).put("activation", "linear");
        int each = (int) input.features() / groups;
        List<Tensor> results = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            Node channels = node.part("_channels_" + group);
            SubsetVertex subset = new SubsetVertex(group * each, (group + 1) * each - 1);
            assembly.vertex(channels, subset, List.of(input), narrow(input, each));
            Node part = node.part("_group_" + group).as(node.kind(), config);
            convolutions.add(part, assembly.result(channels.name()), columns(arrays, group, groups));
            results.add(assembly.result(part.name()));
        }
        Node joined = node.part("_groups");
        InputType[] types = results.stream().map(Tensor::type).toArray(InputType[]::new);
        MergeVertex merge = new MergeVertex();
        assembly.vertex(joined, merge, results, merge.getOutputType(-1, types));
        return assembly.result(joined.name());
    }

    private static InputType narrow(Tensor input, int channels) {
        long[] shape = input.shape();
        return input.isSequence()
                ? InputType.recurrent(channels, shape[1])
                : InputType.convolutional(shape[1], shape[2], channels);
    }

    /** A group's part of the last dimension of each array, which is that of the filters. */
    private static List<Array> columns(List<Array> arrays, int group, int groups) {
        return arrays.stream().map(array -> columns(array, group, groups)).toList();
    }

    private static Array columns(Array array, int group, int groups) {
        long[] shape = array.shape().clone();
        int all = (int) shape[shape.length - 1];
        int each = all / groups;
        float[] part = new float[array.values().length / groups];
        for (int row = 0; row < part.length / Math.max(1, each); row++) {
            System.arraycopy(array.values(), row * all + group * each, part, row * each, each);
        }
        shape[shape.length - 1] = each;
        return new Array(array.name(), shape, part);
    }
}
