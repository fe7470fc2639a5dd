package dev.tandem.image;

import java.io.Serializable;
import java.util.Map;

/**
 * Random changes of pictures, with the names and rules of Keras's {@code ImageDataGenerator} where it has them.
 *
 * <p>Where Keras 3's code departs from its documentation, the documentation holds: height shifts move rows (there, columns), and
 * {@code wrap} repeats the whole picture (there, without one of its edges). Brightness rounds no levels.
 *
 * <p>A picture changes in this order: one affine map (random crop, then rotation, shift, shear and zoom about the centre, then flips),
 * channel shift, brightness, contrast, cutout. Every option draws from a stream of its own, seeded by the sample's seed and the option, so
 * that the changed picture depends on the options, the picture and its seed alone, and switching an option on leaves the draws of all
 * others as they were. What a batch's samples do to each other is {@link #mixing()}.
 */
public final class Augmentation implements Serializable {

    private static final long serialVersionUID = 1;

    /** Leaves pictures as they are. */
    public static final Augmentation NONE = builder().build();

    private final Geometry geometry;
    private final Fill fill;
    private final Tone tone;
    private final Cutout cutout;
    private final Mixing mixing;

    Augmentation(Geometry geometry, Fill fill, Tone tone, Cutout cutout, Mixing mixing) {
        this.geometry = geometry;
        this.fill = fill;
        this.tone = tone;
        this.cutout = cutout;
        this.mixing = mixing;
    }

    /** Options that change nothing until they are set. */
    public static AugmentationBuilder builder() {
        return new AugmentationBuilder();
    }

    /**
     * The {@code augment:} of a job file.
     *
     * @param options by Keras's names; the values as YAML gives them
     * @throws IllegalArgumentException if an option is unknown or its value cannot be; the message has a sentence for each
     */
    public static Augmentation of(Map<String, Object> options) {
        return AugmentationReader.read(options);
    }

    /** What is done to whole batches after each picture was changed. */
    public Mixing mixing() {
        return mixing;
    }

    /**
     * Writes one changed picture.
     *
     * @param seed of this sample in this pass
     * @param target receives channels × height × width levels from 0 to 255
     * @param offset where the first of them goes
     */
    void apply(Picture picture, long seed, float[] target, int offset) {
        if (geometry.equals(Geometry.NONE)) {
            copy(picture.levels(), target, offset);
        } else {
            move(picture, geometry.draw(seed, picture.shape()), target, offset);
        }
        tone.apply(seed, target, offset, picture.shape());
        cutout.apply(seed, fill.level(), target, offset, picture.shape());
    }

    private void move(Picture picture, Affine affine, float[] target, int offset) {
        if (affine.movesWholePixels()) {
            PixelMoves.draw(picture, affine, fill, target, offset);
        } else {
            Resampling.draw(picture, affine, fill, target, offset);
        }
    }

    private static void copy(byte[] levels, float[] target, int offset) {
        for (int i = 0; i < levels.length; i++) {
            target[offset + i] = levels[i] & 0xff;
        }
    }
}
