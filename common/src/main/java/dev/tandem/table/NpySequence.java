package dev.tandem.table;

import dev.tandem.data.Batch;
import dev.tandem.data.Batching;
import dev.tandem.data.FloatArrays;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of two NumPy arrays, of NPY files or of one NPZ file, on any Hadoop file system.
 *
 * <p>Inputs have the shape (batch size, …) of the array's rows, or (batch size, 1) for single numbers. Targets that are whole numbers,
 * one per row, become one-hot of shape (batch size, classes) where the number of classes is known and at least 2; all others stay as they
 * are. Only heads are read at first; a batch reads its own rows, but for arrays that {@code np.savez_compressed} has packed: those are
 * unpacked once and shared by all copies in a JVM.
 */
public final class NpySequence implements TableSequence {

    private static final long serialVersionUID = 1;

    private final NpyArray inputs;
    private final @Nullable NpyArray targets;
    private final Batching batching;
    private final int classes;

    private NpySequence(NpyArray inputs, @Nullable NpyArray targets, int batchSize, OptionalInt classes)
            throws IOException {
        this.inputs = inputs;
        this.targets = targets;
        this.batching = new Batching(inputs.header().rows(), batchSize);
        this.classes = targets != null && isClasses(targets.header()) ? classes.orElse(0) : 0;
        Targets.checkSize(inputs, batchSize, inputs.header().rowBytes());
        if (targets != null) {
            if (targets.header().rows() != batching.samples()) {
                throw new IOException(targets + " has " + targets.header().rows() + " rows, but " + inputs + " has "
                        + batching.samples() + ": every row needs its target");
            }
            Targets.checkSize(targets, batchSize, targets.header().rowBytes());
        }
    }

    /**
     * Looks at the inputs alone, to predict for them.
     *
     * @param path of an NPY file, or of an NPZ file that has them under the name {@code x}
     */
    public static NpySequence ofInputs(String path, int batchSize) throws IOException {
        NpyArray inputs = path.endsWith(".npz") ? NpyArray.inArchive(path, "x") : NpyArray.ofFile(path);
        return new NpySequence(inputs, null, batchSize, OptionalInt.empty());
    }

    /**
     * Looks at two NPY files.
     *
     * @param inputs path of the inputs
     * @param targets path of the targets, as many as there are inputs
     * @param batchSize rows in a batch, at least 1
     * @param classes how many there are, if targets are classes
     * @throws IOException if a file is missing, damaged or does not fit the other; the message names it
     */
    public static NpySequence ofFiles(String inputs, String targets, int batchSize, OptionalInt classes)
            throws IOException {
        return new NpySequence(NpyArray.ofFile(inputs), NpyArray.ofFile(targets), batchSize, classes);
    }

    /** As {@link #ofFiles}, with two arrays of one NPZ file by their names. */
    public static NpySequence ofArchive(String path, String inputs, String targets, int batchSize, OptionalInt classes)
            throws IOException {
        return new NpySequence(NpyArray.inArchive(path, inputs), NpyArray.inArchive(path, targets), batchSize, classes);
    }

    private static boolean isClasses(NpyHeader header) {
        return header.type().isInteger() && header.rowValues() == 1;
    }

    @Override
    public int length() {
        return batching.length();
    }

    @Override
    public int features() {
        return (int) inputs.header().rowValues();
    }

    @Override
    public BitSet numbers() {
        return TableSequence.allNumbers(features());
    }

    @Override
    public Batch get(int index) throws IOException {
        int from = batching.from(index);
        int size = batching.size(index);
        float[] values = inputs.rows(from, size);
        INDArray input = FloatArrays.of(values, inputs.header().shapeOf(size));
        return targets == null
                ? new Batch(List.of(input), List.of(), List.of())
                : Batch.of(input, targets(targets, from, size));
    }

    private INDArray targets(NpyArray targets, int from, int size) throws IOException {
        float[] values = targets.rows(from, size);
        return classes > 1
                ? Targets.oneHot(values, classes, row -> targets + ", row " + (from + row))
                : FloatArrays.of(values, targets.header().shapeOf(size));
    }

    @Override
    public List<String> preferredHosts(int from, int to) {
        if (from >= to) {
            return List.of();
        }
        int first = batching.from(from);
        int last = batching.from(to - 1) + batching.size(to - 1);
        return FilePart.hosts(List.of(inputs.part(first, last - first)));
    }
}
