package dev.tandem.model;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Bulk copies between Java arrays and one of DL4J's flat float vectors, which may be absent (no values). */
final class FlatVector {

    /** Values that are computed on at a time: few enough that several such pieces stay in the first-level cache. */
    static final int PIECE = 2048;

    /** What one Java buffer can show of memory. */
    static final int MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;

    private FlatVector() {}

    static int length(@Nullable INDArray vector) {
        return vector == null ? 0 : Math.toIntExact(vector.length());
    }

    /** Copies the whole vector into {@code values} from {@code offset}. */
    static void read(@Nullable INDArray vector, float[] values, int offset) {
        if (vector != null && !vector.isEmpty()) {
            Nd4j.getExecutioner().commit();
            Nd4j.getAffinityManager().ensureLocation(vector, Location.HOST);
            host(vector).get(values, offset, length(vector));
        }
    }

    /** Copies {@code values} from {@code offset} into the whole vector. */
    static void write(@Nullable INDArray vector, float[] values, int offset) {
        if (vector != null && !vector.isEmpty()) {
            Nd4j.getExecutioner().commit();
            Nd4j.getAffinityManager().ensureLocation(vector, Location.HOST);
            host(vector).put(values, offset, length(vector));
            Nd4j.getAffinityManager().tagLocation(vector, Location.HOST);
        }
    }

    /** The memory of several vectors as one; null if it cannot be shown. */
    static @Nullable Floats shared(@Nullable INDArray... vectors) {
        List<INDArray> owners = new ArrayList<>();
        for (INDArray vector : vectors) {
            if (vector != null && !vector.isEmpty()) {
                owners.add(vector);
            }
        }
        boolean isTooLong = owners.stream().mapToLong(INDArray::length).sum() > MOST_VALUES;
        return isTooLong || !Nd4j.getEnvironment().isCPU()
                ? null
                : Floats.of(owners.stream().map(FlatVector::memory).toList(), owners);
    }

    /** The memory of a vector of at most {@link #MOST_VALUES}, or of another array in row-major order; only where the CPU computes. */
    static FloatBuffer memory(INDArray vector) {
        FloatPointer start = host(vector);
        return start.limit(start.position() + vector.length()).asBuffer();
    }

    /** The same memory, as the bits of its floats. */
    static IntBuffer bits(INDArray vector) {
        FloatPointer start = host(vector);
        return start.limit(start.position() + vector.length()).asByteBuffer().asIntBuffer();
    }

    private static FloatPointer host(INDArray vector) {
        FloatPointer start = new FloatPointer(vector.data().pointer());
        return start.position(vector.offset());
    }
}
