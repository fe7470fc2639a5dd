package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.io.Serializable;
import java.util.Set;

/**
 * Where the pixels of a changed picture come from.
 *
 * @param flips which flips happen to half of the pictures
 * @param rotation degrees
 * @param heightShift of rows
 * @param widthShift of columns
 * @param shear degrees
 * @param zoom factors of columns and of rows, drawn one by one; above 1 shows more of the surroundings
 * @param crop pixels of padding on each side before a crop of the old size; 0 for none
 */
record Geometry(Set<Flip> flips, Range rotation, Shift heightShift, Shift widthShift, Range shear, Range zoom, int crop)
        implements Serializable {

    /** Which way. */
    enum Flip {
        HORIZONTAL,
        VERTICAL
    }

    static final Range NO_ANGLE = new Range(0, 0);
    static final Range NO_ZOOM = new Range(1, 1);
    static final Geometry NONE = new Geometry(Set.of(), NO_ANGLE, Shift.NONE, Shift.NONE, NO_ANGLE, NO_ZOOM, 0);

    /**
     * The map from a pixel of the changed picture to a place in the given one: rotation · shift · shear · zoom about the centre, as
     * Keras's {@code apply_affine_transform}; flips change the outcome, as there, and the crop comes before all.
     */
    Affine draw(long seed, ImageShape shape) {
        Affine moved = Affine.rotation(Purpose.ROTATION.draw(seed, 0, rotation))
                .after(Affine.shift(
                        heightShift.draw(Purpose.HEIGHT_SHIFT.draw(seed), shape.height()),
                        widthShift.draw(Purpose.WIDTH_SHIFT.draw(seed), shape.width())))
                .after(Affine.shear(Purpose.SHEAR.draw(seed, 0, shear)))
                .after(Affine.zoom(Purpose.ZOOM.draw(seed, 1, zoom), Purpose.ZOOM.draw(seed, 0, zoom)))
                .about(shape.height() / 2.0 - 0.5, shape.width() / 2.0 - 0.5);
        return cropped(seed).after(moved).after(flipped(seed, shape));
    }

    private Affine cropped(long seed) {
        int places = 2 * crop + 1;
        return Affine.shift(Purpose.CROP.whole(seed, 0, places) - crop, Purpose.CROP.whole(seed, 1, places) - crop);
    }

    private Affine flipped(long seed, ImageShape shape) {
        boolean vertical = flips.contains(Flip.VERTICAL) && Purpose.VERTICAL_FLIP.draw(seed) < 0.5;
        boolean horizontal = flips.contains(Flip.HORIZONTAL) && Purpose.HORIZONTAL_FLIP.draw(seed) < 0.5;
        return Affine.mirrored(vertical ? shape.height() - 1 : 0, horizontal ? shape.width() - 1 : 0);
    }
}
