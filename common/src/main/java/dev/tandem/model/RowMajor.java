package dev.tandem.model;

import java.util.Arrays;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays as oneDNN reads them. */
final class RowMajor {

    private RowMajor() {}

    /** The array itself if its values lie row by row without gaps, else a copy of which that is true. */
    static INDArray of(INDArray array) {
        boolean isRowMajor =
                array.ordering() == 'c' && Arrays.equals(array.stride(), ArrayUtil.calcStrides(array.shape()));
        return isRowMajor ? array : array.dup('c');
    }
}
