package dev.tandem.config;

import dev.tandem.image.Augmentation;
import dev.tandem.image.Preprocessing;
import dev.tandem.image.Shuffle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One {@link dev.tandem.data.TrainingData}: where the samples come from and how they are cut into batches.
 *
 * @param source where from
 * @param batchSize samples in a batch; the last batch of a pass may be smaller
 * @param scale what each pixel is multiplied by; 1 with a preprocessing
 * @param preprocess how pixels become model inputs
 * @param augment random changes of pictures, by option; of training data only
 */
public record SourceSection(
        Source source, int batchSize, double scale, Preprocessing preprocess, Map<String, Object> augment) {

    /** Keras's batch size; pixels as they are. Validation's defaults are what training uses. */
    static final SourceSection DEFAULTS = new SourceSection(new Idx("", ""), 32, 1.0);

    private static final List<String> KEYS = Stream.concat(
                    Stream.of("idx", "images"),
                    Stream.concat(TableSource.KEYS.stream(), Stream.of("class", "generator")))
            .toList();

    /** Samples that are taken as they are. */
    SourceSection(Source source, int batchSize, double scale) {
        this(source, batchSize, scale, Preprocessing.NONE, Map.of());
    }

    /** Where samples come from. */
    public sealed interface Source permits Idx, ImagesSource, UserClass, Generator, TableSource {}

    /**
     * Two IDX files, plain or gzip.
     *
     * @param images path of the images or other inputs
     * @param labels path of the labels
     * @param shuffle how samples are mixed before they are cut into batches
     */
    public record Idx(String images, String labels, Shuffle shuffle) implements Source {

        /** In the files' order. */
        Idx(String images, String labels) {
            this(images, labels, Shuffle.NONE);
        }
    }

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

    /** Under what source pictures have a wanted size, and which, if they have. */
    Optional<Map.Entry<String, List<Integer>>> imageSize() {
        if (source instanceof ImagesSource images) {
            return Optional.of(Map.entry("images", images.imageSize()));
        }
        return source instanceof TableSource table
                ? table.pictures().map(pictures -> Map.entry(table.key(), pictures.imageSize()))
                : Optional.empty();
    }

    static SourceSection read(Section section, SourceSection defaults, Optional<String> sample) {
        String key = section.alternative(KEYS);
        Source source = switch (key) {
            case "images" -> ImagesSource.read(section.section("images"), sample);
            case "class" -> new UserClass(UserClasses.read(section, "class"));
            case "generator" -> new Generator(UserClasses.read(section, "generator"));
            case "idx" -> idx(section.section("idx"));
            default -> TableSource.read(section, key, defaults.source());
        };
        if (source instanceof TableSource table && table.pictures().isEmpty()) {
            return new SourceSection(
                    source, section.value("batch_size", Type.integer(1), defaults.batchSize), defaults.scale);
        }
        if (source instanceof UserClass || source instanceof Generator) {
            refuse(section, "batch_size");
            refuse(section, "scale");
            refuse(section, "preprocess");
            refuse(section, "augment");
            return new SourceSection(source, defaults.batchSize, defaults.scale, defaults.preprocess, Map.of());
        }
        int batchSize = section.value("batch_size", Type.integer(1), defaults.batchSize);
        boolean ownScale = section.has("scale");
        Preprocessing inherited = ownScale ? Preprocessing.NONE : defaults.preprocess;
        Preprocessing preprocess = section.value("preprocess", preprocessing(), inherited.keyword());
        double scale = section.value("scale", Type.positive(), preprocess == Preprocessing.NONE ? defaults.scale : 1.0);
        if (preprocess != Preprocessing.NONE && scale != 1) {
            section.problem("scale", "is " + scale + " beside preprocess, which scales by itself: give one of the two");
        }
        return new SourceSection(
                source,
                batchSize,
                scale,
                preprocess,
                section.optional("augment", augmentation()).orElse(Map.of()));
    }

    private static Type<Preprocessing> preprocessing() {
        return (path, value) -> Preprocessing.named(Type.text().read(path, value));
    }

    /** Read to be sure that it can be; an augmentation itself cannot be compared. */
    private static Type<Map<String, Object>> augmentation() {
        return (path, value) -> {
            if (!(value instanceof Map<?, ?> given)) {
                throw new IllegalArgumentException("must be a section of options, but is " + value);
            }
            Map<String, Object> options = new LinkedHashMap<>();
            given.forEach((name, option) -> {
                if (option != null) {
                    options.put(name.toString(), option);
                }
            });
            Augmentation.of(options);
            return options;
        };
    }

    private static Source idx(Section idx) {
        return new Idx(
                idx.file("images"),
                idx.file("labels"),
                idx.value("shuffle", ImagesSource.oneOf(Shuffle.class), "none"));
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
