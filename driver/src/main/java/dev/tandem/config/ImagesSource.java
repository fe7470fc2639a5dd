package dev.tandem.config;

import dev.tandem.image.CacheLimit;
import dev.tandem.image.ClassMode;
import dev.tandem.image.Decoder;
import dev.tandem.image.Resize;
import dev.tandem.image.Shuffle;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code images:} pictures in class folders, or listed in a manifest.
 *
 * @param listing where they are
 * @param imageSize height, width and channels that pictures are brought to
 * @param resize how
 * @param classMode what the targets are
 * @param split which part of the pictures, or all
 * @param reading how they are read
 */
public record ImagesSource(
        Listing listing,
        List<Integer> imageSize,
        Resize resize,
        ClassMode classMode,
        Optional<Split> split,
        Reading reading)
        implements SourceSection.Source {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kmgt]?)b?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgt";

    /**
     * Where pictures are.
     *
     * @param key {@code directory} or {@code manifest}
     * @param path of it
     */
    public record Listing(String key, String path) {}

    /**
     * A part of the pictures, as in Keras's {@code image_dataset_from_directory}.
     *
     * @param validationSplit which fraction is kept for validation
     * @param subset {@code training} or {@code validation}
     */
    public record Split(double validationSplit, String subset) {}

    /**
     * How pictures are read.
     *
     * @param shuffle in which order
     * @param cache what is kept for later passes
     * @param decoder by what
     */
    public record Reading(Shuffle shuffle, CacheLimit cache, Decoder decoder) {}

    /** All pictures of a folder, as they are read by default. */
    static ImagesSource of(String directory, List<Integer> imageSize, Optional<Split> split) {
        Reading reading = new Reading(Shuffle.SAMPLES, CacheLimit.NONE, Decoder.NATIVE);
        return new ImagesSource(
                new Listing("directory", directory), imageSize, Resize.STRETCH, ClassMode.CATEGORICAL, split, reading);
    }

    static ImagesSource read(Section images, Optional<String> sample) {
        return new ImagesSource(
                listing(images, sample),
                images.required("image_size", Type.integers("[height, width, channels]", 3, 3), List.of(1, 1, 1)),
                images.value("resize", oneOf(Resize.class), "stretch"),
                images.value("class_mode", oneOf(ClassMode.class), "categorical"),
                split(images),
                new Reading(
                        images.value("shuffle", oneOf(Shuffle.class), "samples"),
                        images.value("cache", cache(), "none"),
                        images.value("decoder", oneOf(Decoder.class), "native")));
    }

    /** Names in lower case. */
    static <E extends Enum<E>> Type<E> oneOf(Class<E> choices) {
        List<String> names = List.of(choices.getEnumConstants()).stream()
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList();
        Type<String> name = Type.oneOf(names);
        return (path, value) -> Enum.valueOf(choices, name.read(path, value).toUpperCase(Locale.ROOT));
    }

    private static Type<CacheLimit> cache() {
        return (path, value) -> {
            if ("none".equals(value)) {
                return CacheLimit.NONE;
            }
            if (value instanceof Map<?, ?> map && map.size() == 1) {
                Map.Entry<?, ?> only = map.entrySet().iterator().next();
                Matcher size = SIZE.matcher(String.valueOf(only.getValue()));
                if (size.matches() && only.getKey().equals("memory")) {
                    return CacheLimit.memory(bytes(size));
                }
                if (size.matches() && only.getKey().equals("disk")) {
                    return CacheLimit.disk(bytes(size));
                }
            }
            throw new IllegalArgumentException(
                    "must be none, {memory: SIZE} or {disk: SIZE} with a SIZE such as 500m or 2g, but is " + value);
        };
    }

    private static long bytes(Matcher size) {
        int unit = size.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(size.group(2).toLowerCase(Locale.ROOT));
        return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * unit));
    }

    private static Listing listing(Section images, Optional<String> sample) {
        String key = images.alternative(List.of("directory", "manifest"));
        return new Listing(key, key.equals("manifest") ? images.file(key) : directory(images, sample));
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
}
