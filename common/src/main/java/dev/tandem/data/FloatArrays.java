package dev.tandem.data;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of values that are at hand. ND4J's own way copies them one by one, which takes ten times as long. */
public final class FloatArrays {

    private FloatArrays() {}

    /**
     * A new array of the values in row-major order.
     *
     * @throws IllegalArgumentException if the shape has room for more or fewer
     */
    public static INDArray of(float[] values, long... shape) {
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        if (array.length() != values.length) {
            throw new IllegalArgumentException("Cannot make an array of shape " + Arrays.toString(shape) + " of "
                    + values.length + " values: it takes " + array.length());
        }
        if (values.length > 0) {
            array.data().asNioFloat().put(values);
        }
        return array;
    }
}
