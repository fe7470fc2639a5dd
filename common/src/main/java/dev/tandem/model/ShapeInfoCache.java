package dev.tandem.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.api.shape.options.ArrayOptionsHelper;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J's native code reads of an array's shape, made once for all arrays of that shape. ND4J 1.0.0-M2.1 has such a cache, but not on
 * the way on which nearly all arrays are made: each costs a call of native code and four objects with finalizing references.
 */
public final class ShapeInfoCache extends DirectShapeInfoProvider {

    /** ND4J's setting that names the class to use; read when ND4J is loaded. */
    private static final String PROPERTY = "shapeinfoprovider";

    /** ND4J for GPUs, which comes before that for CPUs where it is on the class path. */
    private static final String GPU = "nd4j-jcublas.properties";

    /** Data whose batches all have shapes of their own must not fill the memory. */
    static final int LARGEST = 4096;

    private final Map<LongShapeDescriptor, Pair<DataBuffer, long[]>> known = new ConcurrentHashMap<>();

    /** Lets ND4J use this, unless it will compute on a GPU or the user has named a class. Must come before its first use in this JVM. */
    static void install() {
        if (Nd4j.class.getClassLoader().getResource(GPU) == null) {
            System.getProperties().putIfAbsent(PROPERTY, ShapeInfoCache.class.getName());
        }
    }

    @Override
    public Pair<DataBuffer, long[]> createShapeInformation(
            long[] shape, long[] stride, long elementWiseStride, char order, DataType dataType, boolean empty) {
        long kind = ArrayOptionsHelper.setOptionBit(empty ? ArrayOptionsHelper.ATYPE_EMPTY_BIT : 0, dataType);
        LongShapeDescriptor key = new LongShapeDescriptor(shape, stride, 0, elementWiseStride, order, kind);
        Pair<DataBuffer, long[]> info = known.get(key);
        if (info == null) {
            info = super.createShapeInformation(shape, stride, elementWiseStride, order, dataType, empty);
            if (known.size() < LARGEST) {
                known.put(key, info);
            }
        }
        return info;
    }
}
