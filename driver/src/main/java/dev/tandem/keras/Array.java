package dev.tandem.keras;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A weight as its file holds it. */
final class Array {

    private final String name;
    private final long[] shape;
    private final float[] values;

    /**
     * Takes the arrays over.
     *
     * @param name the last part of its path in the file
     * @param shape in Keras's order of dimensions
     * @param values in row-major order
     */
    Array(String name, long[] shape, float[] values) {
        this.name = name;
        this.shape = shape;
        this.values = values;
    }

    String name() {
        return name;
    }

    long[] shape() {
        return shape;
    }

    float[] values() {
        return values;
    }

    /** A copy off the heap. */
    INDArray toNd4j() {
        return Nd4j.create(values.clone(), shape, 'c');
    }

    /** With the places in reverse order, of values seen as (outer, places, inner). */
    Array turned(int outer, int inner) {
        float[] turned = new float[values.length];
        int places = values.length / Math.max(1, outer * inner);
        for (int from = 0; from < outer * places; from++) {
            int block = from / places;
            int to = block * places + places - 1 - from % places;
            System.arraycopy(values, from * inner, turned, to * inner, inner);
        }
        return new Array(name, shape, turned);
    }

    /** A kernel over (length, inputs, outputs) as one over (length, 1, inputs, outputs); biases as they are. */
    Array wide() {
        return rank() == 3 ? new Array(name, new long[] {shape[0], 1, shape[1], shape[2]}, values) : this;
    }

    int rank() {
        return shape.length;
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
