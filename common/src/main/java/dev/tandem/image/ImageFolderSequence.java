package dev.tandem.image;

import dev.tandem.data.Batch;
import dev.tandem.data.Batching;
import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import dev.tandem.data.OneHot;
import dev.tandem.data.PixelScale;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images in one folder per class, PNG or JPEG, on any Hadoop file system. Classes are the folders' names in sorted order.
 *
 * <p>Inputs have the shape (batch size, channels, height, width) and hold pixel × scale; targets have the shape (batch size, classes)
 * and are one-hot. Each image is brought to the wanted size, see {@link Pixels}. The samples are mixed once by a permutation that the
 * seed draws, so that each batch has images of many classes; the last batch may be shorter. The folder is listed once, by the factory;
 * images are read where they are used, each time anew.
 */
public final class ImageFolderSequence implements Sequence {

    private static final long serialVersionUID = 1;
    private static final int HOST_SAMPLES = 8;

    private final DataFile root;
    private final String[] classes;
    private final ImageShape shape;
    private final double scale;
    private final Batching batching;
    private final String[] names;
    private final int[] labels;

    private ImageFolderSequence(ImageFolder folder, ImageShape shape, int batchSize, double scale, long seed) {
        this.root = folder.root();
        this.classes = folder.classes().keySet().toArray(String[]::new);
        this.shape = shape;
        this.scale = PixelScale.checked(scale);
        List<Sample> samples = samples(folder);
        Collections.shuffle(samples, new Random(seed));
        this.names = samples.stream().map(Sample::name).toArray(String[]::new);
        this.labels = samples.stream().mapToInt(Sample::label).toArray();
        this.batching = new Batching(names.length, batchSize);
    }

    private record Sample(int label, String name) {}

    private static List<Sample> samples(ImageFolder folder) {
        List<Sample> samples = new ArrayList<>();
        int label = 0;
        for (List<String> images : folder.classes().values()) {
            for (String name : images) {
                samples.add(new Sample(label, name));
            }
            label++;
        }
        return samples;
    }

    /**
     * Lists a folder.
     *
     * @param directory path of the folder that has the class folders
     * @param shape what the images are brought to
     * @param batchSize samples in a batch, at least 1
     * @param scale factor on the pixels 0 to 255; 1 leaves them as they are
     * @param seed draws the order of the samples, and the split if there is one
     * @param subset which of the images
     * @throws IOException if the folder is missing or has no class folders, or a class has no images; the message names the folder
     */
    public static ImageFolderSequence open(
            String directory, ImageShape shape, int batchSize, double scale, long seed, ImageSubset subset)
            throws IOException {
        ImageFolder folder = ImageFolder.list(directory).only(subset, seed);
        if (folder.classes().values().stream().allMatch(List::isEmpty)) {
            throw new IOException(folder.root() + " has no images to validate: every class has only one image");
        }
        return new ImageFolderSequence(folder, shape, batchSize, scale, seed);
    }

    /** As {@link #open(String, ImageShape, int, double, long, ImageSubset)}, with every image. */
    public static ImageFolderSequence open(String directory, ImageShape shape, int batchSize, double scale, long seed)
            throws IOException {
        return open(directory, shape, batchSize, scale, seed, ImageSubset.all());
    }

    @Override
    public int length() {
        return batching.length();
    }

    /** Number of images. */
    public int samples() {
        return batching.samples();
    }

    /** Names of the classes in the order of the targets' columns. */
    public List<String> classes() {
        return List.of(classes);
    }

    /** What the images are brought to. */
    public ImageShape imageShape() {
        return shape;
    }

    @Override
    public Batch get(int index) throws IOException {
        int from = batching.from(index);
        int size = batching.size(index);
        float[] values = new float[Math.multiplyExact(size, shape.values())];
        int[] targets = new int[size];
        for (int i = 0; i < size; i++) {
            DataFile file = file(from + i);
            Pixels.of(ImageDecoder.decode(file, file.bytes())).fill(values, i * shape.values(), shape, scale);
            targets[i] = labels[from + i];
        }
        long[] dimensions = {size, shape.channels(), shape.height(), shape.width()};
        return Batch.of(Nd4j.create(values, dimensions, DataType.FLOAT), OneHot.of(targets, classes.length));
    }

    private DataFile file(int sample) {
        return root.child(classes[labels[sample]]).child(names[sample]);
    }

    /** Hosts that hold at least half of some of the range's images: looking all of them up would cost a call for each. */
    @Override
    public List<String> preferredHosts(int from, int to) {
        if (from >= to) {
            return List.of();
        }
        int start = batching.from(from);
        int count = batching.from(to - 1) + batching.size(to - 1) - start;
        int looks = Math.min(HOST_SAMPLES, count);
        List<DataFile> some = new ArrayList<>();
        for (int look = 0; look < looks; look++) {
            some.add(file(start + (int) ((long) count * look / looks)));
        }
        try {
            return DataFile.hostsOf(some);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot find out where images of " + root + " are stored", e);
        }
    }
}
