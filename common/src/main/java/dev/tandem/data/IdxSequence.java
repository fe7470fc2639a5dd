package dev.tandem.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images and labels of a pair of IDX files, as MNIST and Fashion-MNIST come; plain or gzip, on any Hadoop file system.
 *
 * <p>Inputs have the shape (batch size, 1, height, width) and hold pixel × scale; targets have the shape (batch size, classes) and are
 * one-hot. Batches follow the order of the file; the last one may be shorter. The constructor reads headers only; the pixels stay in
 * memory as bytes, once for all copies in a JVM.
 */
public final class IdxSequence implements Sequence {

    private static final long serialVersionUID = 1;

    private final IdxFile images;
    private final IdxFile labels;
    private final Batching batching;
    private final float[] levels;
    private final double scale;
    private final int classes;

    /**
     * Looks at both files.
     *
     * @param images path of the IDX file of images
     * @param labels path of the IDX file of labels, as many as there are images
     * @param batchSize samples in a batch, at least 1
     * @param scale factor on the pixels 0 to 255; 1 leaves them as they are
     * @param classes how many there are; every label is smaller
     * @throws IOException if a file is missing, damaged or does not fit the other; the message names it
     */
    public IdxSequence(String images, String labels, int batchSize, double scale, int classes) throws IOException {
        if (classes < 1) {
            throw new IllegalArgumentException("Invalid classes: " + classes + " (must be >= 1)");
        }
        this.images = IdxFile.open(images, IdxHeader.IMAGES);
        this.labels = IdxFile.open(labels, IdxHeader.LABELS);
        this.batching = new Batching(this.images.header().samples(), batchSize);
        this.levels = PixelScale.levels(scale);
        this.scale = scale;
        this.classes = classes;
        if (this.labels.header().samples() != batching.samples()) {
            throw new IOException(this.labels.file() + " has "
                    + this.labels.header().samples() + " labels, but " + this.images.file() + " has "
                    + batching.samples() + " images: every image needs one label");
        }
    }

    /** As the constructor, with one class more than the highest label; reads all labels. */
    public static IdxSequence inferClasses(String images, String labels, int batchSize, double scale)
            throws IOException {
        int highest = 0;
        for (byte label : IdxFile.open(labels, IdxHeader.LABELS).content()) {
            highest = Math.max(highest, Byte.toUnsignedInt(label));
        }
        return new IdxSequence(images, labels, batchSize, scale, highest + 1);
    }

    @Override
    public int length() {
        return batching.length();
    }

    /** Number of images. */
    public int samples() {
        return batching.samples();
    }

    /** Number of classes: the width of the targets. */
    public int classes() {
        return classes;
    }

    /** Size of the images, with one channel. */
    public ImageShape imageShape() {
        return new ImageShape(images.header().height(), images.header().width(), 1);
    }

    /**
     * The pixels of one image, as they are stored.
     *
     * @throws IOException if the file cannot be read; the message names it
     */
    public byte[] levels(int sample) throws IOException {
        int bytes = images.header().sampleBytes();
        return Arrays.copyOfRange(images.content(), sample * bytes, (sample + 1) * bytes);
    }

    /**
     * The class of one image.
     *
     * @throws IOException if it is none of the classes, or the file cannot be read; the message names it
     */
    public int label(int sample) throws IOException {
        return labels(labels.content(), sample, 1)[0];
    }

    /** The file of images. */
    public DataFile imagesFile() {
        return images.file();
    }

    @Override
    public Batch get(int index) throws IOException {
        int from = batching.from(index);
        int size = batching.size(index);
        return Batch.of(inputs(images.content(), from, size), OneHot.of(labels(labels.content(), from, size), classes));
    }

    private INDArray inputs(byte[] pixels, int from, int size) {
        IdxHeader header = images.header();
        float[] values = new float[Math.multiplyExact(size, header.sampleBytes())];
        int start = from * header.sampleBytes();
        for (int i = 0; i < values.length; i++) {
            values[i] = levels[Byte.toUnsignedInt(pixels[start + i])];
        }
        return FloatArrays.of(values, size, 1, header.height(), header.width());
    }

    private int[] labels(byte[] all, int from, int size) throws IOException {
        int[] taken = new int[size];
        for (int i = 0; i < size; i++) {
            taken[i] = Byte.toUnsignedInt(all[from + i]);
            if (taken[i] >= classes) {
                throw new IOException(labels.file() + " has the label " + taken[i] + " at sample " + (from + i)
                        + ": with classes " + classes + " labels go from 0 to " + (classes - 1));
            }
        }
        return taken;
    }

    /** Hosts that hold blocks of the images file: every task reads all of it. */
    @Override
    public List<String> preferredHosts(int from, int to) {
        try {
            return DataFile.hostsOf(List.of(images.file()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot find out where " + images.file() + " is stored", e);
        }
    }

    /** The numbers of the classes as their names, and how pixels become inputs. */
    @Override
    public DataNotes notes() {
        Map<String, Object> preparation = new LinkedHashMap<>();
        preparation.put(
                "image_size", List.of(images.header().height(), images.header().width(), 1));
        preparation.put("scale", scale);
        preparation.put("class_mode", "categorical");
        return new DataNotes(
                IntStream.range(0, classes).mapToObj(Integer::toString).toList(), preparation);
    }
}
