package dev.tandem.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which part of the listed images to use: all of it, or one side of a split into training and validation images.
 *
 * <p>The split is drawn in each class apart (with several labels, in each combination of them), by the seed, so that both sides have the same mix of classes: of {@code n} images of a
 * class {@code n × validationSplit}, rounded, validate; but at least one does and at least one trains where there are two or more. A
 * training and a validation Sequence made with the same seed and split never share an image.
 *
 * @param part the side
 * @param validationSplit fraction of each class that validates; between 0 and 1, both excluded, or 0 with {@link Part#ALL}
 */
public record ImageSubset(Part part, double validationSplit) {

    /** Sides of a split. */
    public enum Part {
        /** No split. */
        ALL,
        /** What does not validate. */
        TRAINING,
        /** The fraction that validates. */
        VALIDATION
    }

    public ImageSubset {
        boolean fits = part == Part.ALL ? validationSplit == 0 : validationSplit > 0 && validationSplit < 1;
        if (!fits) {
            throw new IllegalArgumentException("Invalid validation_split: " + validationSplit
                    + " (must be between 0 and 1 with a subset, and 0 without)");
        }
    }

    /** Every image. */
    public static ImageSubset all() {
        return new ImageSubset(Part.ALL, 0);
    }

    /** The images that do not validate. */
    public static ImageSubset training(double validationSplit) {
        return new ImageSubset(Part.TRAINING, validationSplit);
    }

    /** The images that validate. */
    public static ImageSubset validation(double validationSplit) {
        return new ImageSubset(Part.VALIDATION, validationSplit);
    }

    /** This part of the samples of one class. */
    <T> List<T> of(String className, List<T> samples, long seed) {
        if (part == Part.ALL) {
            return samples;
        }
        List<T> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(seed ^ className.hashCode()));
        int count = samples.size();
        int most = count - 1;
        int validating = Math.min(Math.max((int) Math.round(count * validationSplit), 1), most);
        return part == Part.VALIDATION ? shuffled.subList(0, validating) : shuffled.subList(validating, count);
    }
}
