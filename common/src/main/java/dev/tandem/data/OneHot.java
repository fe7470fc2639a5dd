package dev.tandem.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Classes as targets. */
public final class OneHot {

    private OneHot() {}

    /** Targets of shape (labels, classes): 1 at each label, else 0. */
    public static INDArray of(int[] labels, int classes) {
        float[] values = new float[labels.length * classes];
        for (int sample = 0; sample < labels.length; sample++) {
            values[sample * classes + labels[sample]] = 1;
        }
        return FloatArrays.of(values, labels.length, classes);
    }
}
