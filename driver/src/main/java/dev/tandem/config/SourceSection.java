package dev.tandem.config;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * One {@link dev.tandem.data.TrainingData}: where the samples come from and how they are cut into batches.
 *
 * @param source where from
 * @param batchSize samples in a batch; the last batch of a pass may be smaller
 * @param scale what each pixel is multiplied by
 */
public record SourceSection(Source source, int batchSize, double scale) {

    /** Keras's batch size; pixels as they are. Validation's defaults are what training uses. */
    static final SourceSection DEFAULTS = new SourceSection(new Idx("", ""), 32, 1.0);

    /** Where samples come from. */
    public sealed interface Source {}

    /**
     * Two IDX files, plain or gzip.
     *
     * @param images path of the images or other inputs
     * @param labels path of the labels
     */
    public record Idx(String images, String labels) implements Source {}

    /**
     * A folder with one folder of pictures per class.
     *
     * @param directory path of the folder
     * @param imageSize height, width and channels that pictures are brought to
     * @param split which part of the pictures, or all
     */
    public record Images(String directory, List<Integer> imageSize, Optional<Split> split) implements Source {}

    /**
     * A part of the pictures, as in Keras's {@code image_dataset_from_directory}.
     *
     * @param validationSplit which fraction is kept for validation
     * @param subset {@code training} or {@code validation}
     */
    public record Split(double validationSplit, String subset) {}

    /**
     * A Sequence of the user's.
     *
     * @param named the class, with constructor arguments
     */
    public record UserClass(Named named) implements Source {}

    /**
     * A generator of the user's, for training only.
     *
     * @param named the class, with constructor arguments
     */
    public record Generator(Named named) implements Source {}

    static SourceSection read(Section section, SourceSection defaults, Optional<String> sample) {
        Source source = switch (section.alternative(List.of("idx", "images", "class", "generator"))) {
            case "images" -> images(section.section("images"), sample);
            case "class" -> new UserClass(UserClasses.read(section, "class"));
            case "generator" -> new Generator(UserClasses.read(section, "generator"));
            default -> idx(section.section("idx"));
        };
        if (source instanceof UserClass || source instanceof Generator) {
            refuse(section, "batch_size");
            refuse(section, "scale");
            return new SourceSection(source, defaults.batchSize, defaults.scale);
        }
        return new SourceSection(
                source,
                section.value("batch_size", Type.integer(1), defaults.batchSize),
                section.value("scale", Type.positive(), defaults.scale));
    }

    private static Source idx(Section idx) {
        return new Idx(idx.file("images"), idx.file("labels"));
    }

    private static Source images(Section images, Optional<String> sample) {
        return new Images(
                directory(images, sample),
                images.required("image_size", Type.integers("[height, width, channels]", 3, 3), List.of(1, 1, 1)),
                split(images));
    }

    private static String directory(Section images, Optional<String> sample) {
        String directory = images.required("directory", Type.text(), "");
        boolean willBeDrawn = sample.isPresent()
                && Section.local(directory).startsWith(Section.local(sample.get()))
                && !Files.exists(Section.local(sample.get()));
        if (images.has("directory")
                && images.isClean("directory")
                && !willBeDrawn
                && Section.isLocal(directory)
                && !Files.isDirectory(Section.local(directory))) {
            images.problem(
                    "directory",
                    Files.exists(Section.local(directory))
                            ? "is no directory: " + directory
                            : "no such directory: " + directory);
        }
        return directory;
    }

    private static Optional<Split> split(Section images) {
        Optional<Double> fraction = images.optional("validation_split", Type.fraction());
        Optional<String> subset = images.optional("subset", Type.oneOf(List.of("training", "validation")));
        if (images.has("validation_split") != images.has("subset")) {
            String missing = images.has("subset") ? "validation_split" : "subset";
            images.problem(missing, "is missing: validation_split and subset go together");
        }
        return fraction.isPresent() && subset.isPresent()
                ? Optional.of(new Split(fraction.get(), subset.get()))
                : Optional.empty();
    }

    private static void refuse(Section section, String key) {
        if (section.has(key)) {
            section.problem(
                    key,
                    "a class of your own makes its own batches: give this as a constructor argument"
                            + " (class: {com.acme.MySequence: {" + key + ": …}})");
        }
    }
}
