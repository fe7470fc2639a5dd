package dev.tandem.image;

import dev.tandem.data.Batch;
import dev.tandem.data.Batching;
import dev.tandem.data.DataFile;
import dev.tandem.data.DataNotes;
import dev.tandem.data.ImageShape;
import dev.tandem.data.NamedSamples;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Pictures in batches, as Keras's {@code ImageDataGenerator} and {@code image_dataset_from_directory}, from files on any Hadoop file system.
 *
 * <pre>
 * ImageSequence photos = ImageSequence.fromDirectory("hdfs:///photos")
 *         .imageSize(224, 224, 3)
 *         .subset(ImageSubset.training(0.2))
 *         .augment(Augmentation.builder().horizontalFlip().rotationRange(15).build())
 *         .preprocess(Preprocessing.named("densenet"))
 *         .open();
 * </pre>
 *
 * <p>Inputs have the shape (batch size, channels, height, width); targets are what {@link ClassMode} says. Files are listed once, by
 * {@link ImageSequenceBuilder#open()}, and read where they are used. JPEG's Exif orientation is applied, transparency becomes white, colour
 * profiles are not applied. The last batch may be shorter.
 *
 * <p>With {@link Shuffle#SAMPLES} each pass has every sample once, in batches of its own; {@link #onEpochEnd()} begins the next pass. What
 * augmentation makes of a sample depends on the seed, the pass and the sample, so every copy gives the same batch.
 */
public final class ImageSequence implements Sequence, PictureSource, NamedSamples {

    private static final long serialVersionUID = 1;
    private static final int HOST_SAMPLES = 8;

    private final SampleSource source;
    private final Batching batching;
    private final SampleOrder order;
    private final ClassMode classMode;
    private final Preparation preparation;
    private final PictureCache cache;
    private final AtomicLong pass = new AtomicLong();

    ImageSequence(SampleSource source, ImageSequenceBuilder options, Preparation preparation) {
        this.source = source;
        this.batching = new Batching(source.samples(), options.batchSize);
        this.order = new SampleOrder(source.samples(), options.shuffle, options.seed);
        this.classMode = options.classMode;
        this.preparation = preparation;
        this.cache = new PictureCache(options.cache, source.shape().values());
        long bytes = (long) Math.min(options.batchSize, source.samples())
                * source.shape().values()
                * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Invalid batch_size: " + options.batchSize + " (pictures of "
                    + source.shape().values() + " values must stay below 2 GiB in a batch)");
        }
    }

    /** Pictures in one folder per class, PNG or JPEG. Classes are the folders' names in sorted order. */
    public static ImageSequenceBuilder fromDirectory(String directory) {
        return new ImageSequenceBuilder(options -> options.samples(ImageFolder.list(directory)));
    }

    /**
     * Pictures that a file lists with their labels, one per line, in UTF-8: CSV with the columns {@code path} and {@code label}, or
     * {@code path} and {@code labels} separated by {@code |} or {@code ;}, if its name ends in {@code .csv}, else JSON objects
     * {@code {"path": …, "label": …}} or {@code {"path": …, "labels": […]}}. Paths are relative to the file's folder, or absolute. Classes
     * are all labels that occur, sorted as text, or as numbers if all of them are.
     */
    public static ImageSequenceBuilder fromManifest(String manifest) {
        return new ImageSequenceBuilder(options -> options.samples(ImageManifest.read(manifest)));
    }

    /**
     * Grey pictures and labels of a pair of IDX files, as MNIST and Fashion-MNIST come, of the size that they have there.
     *
     * @param classes how many there are
     */
    public static ImageSequenceBuilder fromIdx(String images, String labels, int classes) {
        return new ImageSequenceBuilder(options -> options.idx(images, labels, classes));
    }

    /**
     * Pictures to predict for, without classes: a PNG or JPEG file, or all of a folder and the folders in it in the order of their paths.
     * Targets are the pictures themselves, since there are no others.
     */
    public static ImageSequenceBuilder unlabelled(String path) {
        return new ImageSequenceBuilder(options -> options.samples(ImageFolder.pictures(path)))
                .classMode(ClassMode.INPUT)
                .shuffle(Shuffle.NONE);
    }

    @Override
    public int length() {
        return batching.length();
    }

    @Override
    public int samples() {
        return batching.samples();
    }

    /** Names of the classes in the order of their numbers. */
    public List<String> classes() {
        return source.classes();
    }

    /** Columns of the targets; 0 if they are pictures. */
    public int columns() {
        return classMode.columns(source.classes().size());
    }

    /** The file of a sample, for people. */
    @Override
    public String nameOf(int sample) throws IOException {
        return source.file(sample).toString();
    }

    @Override
    public ImageShape imageShape() {
        return source.shape();
    }

    @Override
    public Batch get(int index) throws IOException {
        int from = batching.from(index);
        int size = batching.size(index);
        long now = pass.get();
        BatchDraft draft = new BatchDraft(size, source.shape(), columns(), mixing());
        try {
            for (int i = 0; i < size; i++) {
                int sample = order.sampleAt(now, from + i);
                preparation.apply(cache.picture(source, sample), seed(now, sample), draft.room(), draft.offset(i));
                draft.take();
                if (columns() > 0) {
                    classMode.fill(draft.targets(), i * columns(), source.labels(sample));
                }
            }
        } catch (IOException | RuntimeException e) {
            draft.discard();
            throw e;
        }
        return draft.finish(Preparation.batchSeed(order.seed(), now, index));
    }

    private long seed(long inPass, int sample) {
        return Preparation.sampleSeed(order.seed(), inPass, sample);
    }

    @Override
    public void onEpochEnd() {
        pass.incrementAndGet();
    }

    /**
     * Hosts that hold at least half of some of the range's images: looking all of them up would cost a call for each. With
     * {@link Shuffle#SAMPLES} ranges hold other images in each pass; this says where those of the current pass are.
     */
    @Override
    public List<String> preferredHosts(int from, int to) {
        if (from >= to) {
            return List.of();
        }
        int start = batching.from(from);
        int count = batching.from(to - 1) + batching.size(to - 1) - start;
        int looks = Math.min(HOST_SAMPLES, count);
        List<DataFile> some = new ArrayList<>();
        try {
            for (int look = 0; look < looks; look++) {
                some.add(source.file(order.sampleAt(pass.get(), start + (int) ((long) count * look / looks))));
            }
            return DataFile.hostsOf(some);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot find out where images are stored: " + e.getMessage(), e);
        }
    }

    /** Class names, and how a picture becomes a model input. */
    @Override
    public DataNotes notes() {
        ImageShape shape = source.shape();
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("image_size", List.of(shape.height(), shape.width(), shape.channels()));
        notes.putAll(source.preparation());
        notes.putAll(preparation.notes());
        notes.put("class_mode", classMode.keyword());
        return new DataNotes(source.classes(), notes);
    }

    @Override
    public String caption(int sample) {
        try {
            return Arrays.stream(source.labels(sample))
                    .mapToObj(source.classes()::get)
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Sample preview(int sample, int inPass) throws IOException {
        return Sample.of(cache.picture(source, sample), preparation.augmentation(), seed(inPass, sample));
    }

    @Override
    public Mixing mixing() {
        return preparation.augmentation().mixing();
    }
}
