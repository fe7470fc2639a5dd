package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.util.function.DoubleUnaryOperator;

/** Draws a picture through a map that moves whole rows and columns: flips and shifts by whole pixels. */
final class PixelMoves {

    private PixelMoves() {}

    /** As {@link Resampling#draw}, for an affine map that {@linkplain Affine#movesWholePixels moves whole pixels}. */
    static void draw(Picture picture, Affine affine, Fill fill, float[] target, int offset) {
        ImageShape shape = picture.shape();
        int[] rows = places(shape.height(), fill.mode(), row -> affine.row(row, 0));
        int[] columns = places(shape.width(), fill.mode(), column -> affine.column(0, column));
        int to = offset;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row : rows) {
                int from = (channel * shape.height() + row) * shape.width();
                for (int column : columns) {
                    boolean outside = row == FillMode.OUTSIDE || column == FillMode.OUTSIDE;
                    target[to++] = outside ? fill.level() : picture.levels()[from + column] & 0xff;
                }
            }
        }
    }

    private static int[] places(int length, FillMode mode, DoubleUnaryOperator source) {
        int[] places = new int[length];
        for (int i = 0; i < length; i++) {
            places[i] = mode.index((int) source.applyAsDouble(i), length);
        }
        return places;
    }
}
