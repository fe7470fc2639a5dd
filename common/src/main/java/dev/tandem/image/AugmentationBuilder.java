package dev.tandem.image;

import dev.tandem.image.Geometry.Flip;
import java.util.EnumSet;
import java.util.Set;

/** Options of an {@link Augmentation}, under Keras's names; each changes nothing until it is set. Angles are degrees. */
public final class AugmentationBuilder {

    private final Set<Flip> flips = EnumSet.noneOf(Flip.class);
    private Range rotation = Geometry.NO_ANGLE;
    private Range shear = Geometry.NO_ANGLE;
    private Range zoom = Geometry.NO_ZOOM;
    private Shift heightShift = Shift.NONE;
    private Shift widthShift = Shift.NONE;
    private int crop;
    private Range channelShift = Tone.NO_SHIFT;
    private Range brightness = Tone.NO_FACTOR;
    private Range contrast = Tone.NO_FACTOR;
    private int cutoutSide;
    private FillMode fillMode = FillMode.NEAREST;
    private float fillLevel;
    private double mixup;
    private double cutmix;

    AugmentationBuilder() {}

    /** Swaps left and right of half of the pictures. */
    public AugmentationBuilder horizontalFlip() {
        flips.add(Flip.HORIZONTAL);
        return this;
    }

    /** Swaps top and bottom of half of the pictures. */
    public AugmentationBuilder verticalFlip() {
        flips.add(Flip.VERTICAL);
        return this;
    }

    /** Turns about the centre by up to so many degrees either way. */
    public AugmentationBuilder rotationRange(double degrees) {
        rotation = around("rotation_range", degrees);
        return this;
    }

    /** Moves left or right. */
    public AugmentationBuilder widthShiftRange(Shift shift) {
        widthShift = shift;
        return this;
    }

    /** Moves up or down. */
    public AugmentationBuilder heightShiftRange(Shift shift) {
        heightShift = shift;
        return this;
    }

    /** Shears by up to so many degrees either way. */
    public AugmentationBuilder shearRange(double degrees) {
        shear = around("shear_range", degrees);
        return this;
    }

    /** Scales height and width, each by its own factor from {@code 1 - distance} to {@code 1 + distance}. */
    public AugmentationBuilder zoomRange(double distance) {
        Range range = around("zoom_range", distance);
        return zoomRange(1 + range.lower(), 1 + range.upper());
    }

    /** Scales height and width, each by its own factor: below 1 enlarges, above 1 shows more. */
    public AugmentationBuilder zoomRange(double lower, double upper) {
        zoom = range("zoom_range", lower, upper);
        if (lower <= 0) {
            throw invalid("zoom_range", zoom, "factors > 0");
        }
        return this;
    }

    /** Pads each side by so many pixels and crops back to the old size at random. */
    public AugmentationBuilder randomCrop(int padding) {
        crop = atLeastNone("random_crop", padding);
        return this;
    }

    /** Adds up to so much to all levels, or takes it away; they stay between the picture's least and greatest. */
    public AugmentationBuilder channelShiftRange(double levels) {
        channelShift = around("channel_shift_range", levels);
        return this;
    }

    /** Multiplies all levels, which end at 0 and 255. */
    public AugmentationBuilder brightnessRange(double lower, double upper) {
        brightness = factors("brightness_range", lower, upper);
        return this;
    }

    /** Multiplies each level's distance from its channel's mean; levels end at 0 and 255. */
    public AugmentationBuilder contrastRange(double lower, double upper) {
        contrast = factors("contrast_range", lower, upper);
        return this;
    }

    /** Covers a square of this side with the level {@link #cval}. */
    public AugmentationBuilder cutout(int side) {
        cutoutSide = atLeastNone("cutout", side);
        return this;
    }

    /** What is seen outside the picture. Default: {@link FillMode#NEAREST}. */
    public AugmentationBuilder fillMode(FillMode mode) {
        fillMode = mode;
        return this;
    }

    /** The level of a {@link FillMode#CONSTANT} surrounding and of {@link #cutout}, from 0 to 255. Default: 0. */
    public AugmentationBuilder cval(double level) {
        if (!(level >= 0 && level <= 255)) {
            throw invalid("cval", level, "a level from 0 to 255");
        }
        fillLevel = (float) level;
        return this;
    }

    /** Blends samples of a batch, see {@link Mixing}. */
    public AugmentationBuilder mixup(double alpha) {
        mixup = new Mixing(alpha, 0).mixup();
        return this;
    }

    /** Pastes parts of samples into others of the batch, see {@link Mixing}. */
    public AugmentationBuilder cutmix(double alpha) {
        cutmix = new Mixing(0, alpha).cutmix();
        return this;
    }

    /** These options, as they are now. */
    public Augmentation build() {
        return new Augmentation(
                new Geometry(Set.copyOf(flips), rotation, heightShift, widthShift, shear, zoom, crop),
                new Fill(fillMode, fillLevel),
                new Tone(channelShift, brightness, contrast),
                new Cutout(cutoutSide),
                new Mixing(mixup, cutmix));
    }

    private static Range around(String option, double distance) {
        if (!Double.isFinite(distance) || distance < 0) {
            throw invalid(option, distance, ">= 0 and finite");
        }
        return new Range(0 - distance, distance);
    }

    private static Range factors(String option, double lower, double upper) {
        Range range = range(option, lower, upper);
        if (lower < 0) {
            throw invalid(option, range, "factors >= 0");
        }
        return range;
    }

    private static Range range(String option, double lower, double upper) {
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
            throw invalid(option, "[" + lower + ", " + upper + "]", "[lower, upper], both finite");
        }
        return new Range(lower, upper);
    }

    private static int atLeastNone(String option, int pixels) {
        if (pixels < 0) {
            throw invalid(option, pixels, "pixels >= 0");
        }
        return pixels;
    }

    private static IllegalArgumentException invalid(String option, Object value, String expected) {
        return new IllegalArgumentException("Invalid " + option + ": " + value + " (must be " + expected + ")");
    }
}
