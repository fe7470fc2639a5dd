package dev.tandem.image;

import dev.tandem.data.Batch;
import dev.tandem.data.FloatArrays;
import dev.tandem.data.ImageShape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch that is being made. Pictures go one by one into the array's own memory: ND4J would copy a whole batch of floats in several times
 * the time. Only where samples are mixed must they lie side by side before.
 */
final class BatchDraft {

    private final int size;
    private final ImageShape shape;
    private final int columns;
    private final Mixing mixing;
    private final INDArray inputs;
    private final FloatBuffer written;
    private final float[] room;
    private final float[] targets;

    BatchDraft(int size, ImageShape shape, int columns, Mixing mixing) {
        this.size = size;
        this.shape = shape;
        this.columns = columns;
        this.mixing = mixing;
        this.inputs = Nd4j.createUninitialized(DataType.FLOAT, size, shape.channels(), shape.height(), shape.width());
        this.written = inputs.data().asNio().order(ByteOrder.nativeOrder()).asFloatBuffer();
        this.room = new float[mixing.isOn() ? size * shape.values() : shape.values()];
        this.targets = new float[size * columns];
    }

    /** Where the inputs of a sample are written, from {@link #offset} on; samples come in their order. */
    float[] room() {
        return room;
    }

    int offset(int sample) {
        return mixing.isOn() ? sample * shape.values() : 0;
    }

    /** Takes what was written for a sample, before the next one. */
    void take() {
        if (!mixing.isOn()) {
            written.put(room);
        }
    }

    /** Size × columns, all 0 at first. */
    float[] targets() {
        return targets;
    }

    /** Frees the memory of a batch that does not come about. */
    void discard() {
        inputs.close();
    }

    /** The batch; without columns its targets are the inputs. */
    Batch finish(long seed) {
        if (mixing.isOn()) {
            mixing.apply(room, targets, size, shape, columns, seed);
            written.put(room);
        }
        return Batch.of(inputs, columns == 0 ? inputs.dup() : FloatArrays.of(targets, size, columns));
    }
}
