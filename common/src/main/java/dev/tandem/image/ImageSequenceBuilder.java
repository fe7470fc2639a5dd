package dev.tandem.image;

import dev.tandem.data.IdxSequence;
import dev.tandem.data.ImageShape;
import java.io.IOException;

/** Options of an {@link ImageSequence}, each with a default; see {@link ImageSequence#fromDirectory} and its like. */
public final class ImageSequenceBuilder {

    private static final int BATCH_SIZE = 32;
    private static final ImageShape IMAGE_SIZE = new ImageShape(256, 256, 3);

    private final Opening opening;
    private ImageShape imageSize = IMAGE_SIZE;
    private Resize resize = Resize.STRETCH;
    private Decoder decoder = Decoder.NATIVE;
    private ImageSubset subset = ImageSubset.all();
    private Augmentation augmentation = Augmentation.NONE;
    private Preprocessing preprocessing = Preprocessing.NONE;
    private double scale = 1;
    int batchSize = BATCH_SIZE;
    long seed;
    Shuffle shuffle = Shuffle.SAMPLES;
    ClassMode classMode = ClassMode.CATEGORICAL;
    CacheLimit cache = CacheLimit.NONE;

    /** Finds the samples. */
    interface Opening {
        SampleSource open(ImageSequenceBuilder options) throws IOException;
    }

    ImageSequenceBuilder(Opening opening) {
        this.opening = opening;
    }

    /** What files are brought to; 256 × 256 × 3 by default. IDX files keep their size. */
    public ImageSequenceBuilder imageSize(ImageShape size) {
        imageSize = size;
        return this;
    }

    /** As {@link #imageSize(ImageShape)}, with 1 channel for grey or 3 for red, green, blue. */
    public ImageSequenceBuilder imageSize(int height, int width, int channels) {
        return imageSize(new ImageShape(height, width, channels));
    }

    /** How files of other proportions are brought to the size; {@link Resize#STRETCH} by default. */
    public ImageSequenceBuilder resize(Resize way) {
        resize = way;
        return this;
    }

    /** What decodes files; {@link Decoder#NATIVE} by default. */
    public ImageSequenceBuilder decoder(Decoder with) {
        decoder = with;
        return this;
    }

    /** Samples in a batch, at least 1; 32 by default. */
    public ImageSequenceBuilder batchSize(int samples) {
        batchSize = samples;
        return this;
    }

    /** Draws the split, the order of the samples and all their changes; 0 by default. */
    public ImageSequenceBuilder seed(long of) {
        seed = of;
        return this;
    }

    /** Which part of the files; all by default. */
    public ImageSequenceBuilder subset(ImageSubset part) {
        subset = part;
        return this;
    }

    /** What the targets are; {@link ClassMode#CATEGORICAL} by default. */
    public ImageSequenceBuilder classMode(ClassMode mode) {
        classMode = mode;
        return this;
    }

    /** How samples are mixed; {@link Shuffle#SAMPLES} by default. */
    public ImageSequenceBuilder shuffle(Shuffle mixing) {
        shuffle = mixing;
        return this;
    }

    /** Random changes; none by default. */
    public ImageSequenceBuilder augment(Augmentation changes) {
        augmentation = changes;
        return this;
    }

    /** Factor on the levels 0 to 255; 1 by default, and with a preprocessing. */
    public ImageSequenceBuilder scale(double factor) {
        scale = factor;
        return this;
    }

    /** How levels become inputs, as a Keras application wants them; none by default. */
    public ImageSequenceBuilder preprocess(Preprocessing mode) {
        preprocessing = mode;
        return this;
    }

    /** How many pictures each JVM keeps for later passes; none by default. */
    public ImageSequenceBuilder cache(CacheLimit limit) {
        cache = limit;
        return this;
    }

    /**
     * Lists the files.
     *
     * @throws IOException if a folder or manifest is missing, empty or damaged, or a sample has no label that it needs; the message names it
     * @throws IllegalArgumentException if options are impossible
     */
    public ImageSequence open() throws IOException {
        Preparation preparation = new Preparation(augmentation, preprocessing, scale);
        SampleSource source = opening.open(this);
        classMode.requireClasses(source.classes());
        preprocessing.requireChannels(source.shape());
        if (augmentation.mixing().isOn() && classMode.columns(2) != 2) {
            throw new IllegalArgumentException("Invalid class_mode: " + classMode.keyword()
                    + " (mixup and cutmix need a column for each class: categorical or multi_label)");
        }
        return new ImageSequence(source, this, preparation);
    }

    SampleSource samples(Listing listing) throws IOException {
        if (classMode.needsOneLabel()) {
            for (Listing.Entry entry : listing.entries()) {
                if (entry.labels().size() != 1) {
                    throw new IOException(
                            entry.path() + " has " + entry.labels().size() + " labels, but class_mode "
                                    + classMode.keyword() + " needs one for each picture");
                }
            }
        }
        Listing part = listing.only(subset, seed);
        if (part.entries().isEmpty()) {
            throw new IOException(listing.root() + " has no images to validate: every class has only one image");
        }
        return new FileSamples(part, new PictureReader(imageSize, resize, decoder));
    }

    SampleSource idx(String images, String labels, int classes) throws IOException {
        if (subset.part() != ImageSubset.Part.ALL) {
            throw new IllegalArgumentException(
                    "Invalid validation_split: IDX files have a pair for each part (give none)");
        }
        return new IdxSamples(new IdxSequence(images, labels, 1, 1, classes));
    }
}
