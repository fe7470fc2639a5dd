package dev.tandem.keras;

import java.util.ArrayList;
import java.util.List;

/** A recurrent layer's arrays in Keras 1, which keeps each gate's apart, by names that end in the gate's letter. */
final class GateArrays {

    private GateArrays() {}

    /** Kernel, recurrent kernel and bias of all gates, in the order of later versions; those of later versions as they are. */
    static List<Array> ofKeras1(Node node, List<Array> arrays) throws UnsupportedModelException {
        List<String> gates = switch (node.kind()) {
            case "LSTM" -> List.of("i", "f", "c", "o");
            case "GRU" -> List.of("z", "r", "h");
            default -> List.of();
        };
        if (gates.isEmpty() || arrays.size() != 3 * gates.size()) {
            return arrays;
        }
        List<Array> joined = new ArrayList<>();
        for (String kind : List.of("W", "U", "b")) {
            List<Array> parts = new ArrayList<>();
            for (String gate : gates) {
                parts.add(find(node, arrays, kind + "_" + gate));
            }
            joined.add(join(parts));
        }
        return joined;
    }

    private static Array find(Node node, List<Array> arrays, String ending) throws UnsupportedModelException {
        for (Array array : arrays) {
            if (array.name().replaceFirst(":\\d+$", "").endsWith("_" + ending)) {
                return array;
            }
        }
        throw node.unsupported("the file has no values " + ending + " of it");
    }

    private static Array join(List<Array> gates) {
        long[] shape = gates.get(0).shape().clone();
        int count = gates.size();
        int units = (int) shape[shape.length - 1];
        int rows = gates.get(0).values().length / units;
        float[] values = new float[rows * units * count];
        for (int row = 0; row < rows; row++) {
            for (int gate = 0; gate < count; gate++) {
                System.arraycopy(gates.get(gate).values(), row * units, values, (row * count + gate) * units, units);
            }
        }
        shape[shape.length - 1] = (long) units * count;
        return new Array("joined", shape, values);
    }
}
