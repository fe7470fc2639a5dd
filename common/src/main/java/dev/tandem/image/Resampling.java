package dev.tandem.image;

import dev.tandem.data.ImageShape;

/**
 * Draws a picture through an affine map, with bilinear interpolation between the four pixels around each place. Places and weights of a
 * row are found once for all channels.
 */
final class Resampling {

    /** Rounding of an angle's sine may not push the picture's own edge outside. */
    private static final double ROUNDING = 1e-6;

    private final ImageShape shape;
    private final Affine affine;
    private final Fill fill;
    private final int[] topLeft;
    private final int[] topRight;
    private final int[] bottomLeft;
    private final int[] bottomRight;
    private final float[] rightward;
    private final float[] downward;

    private Resampling(ImageShape shape, Affine affine, Fill fill) {
        int width = shape.width();
        this.shape = shape;
        this.affine = affine;
        this.fill = fill;
        topLeft = new int[width];
        topRight = new int[width];
        bottomLeft = new int[width];
        bottomRight = new int[width];
        rightward = new float[width];
        downward = new float[width];
    }

    /**
     * Writes a picture of the same size.
     *
     * @param affine from a pixel that is written to the place in the given picture where its level is read
     */
    static void draw(Picture picture, Affine affine, Fill fill, float[] target, int offset) {
        new Resampling(picture.shape(), affine, fill).draw(picture.levels(), target, offset);
    }

    private void draw(byte[] levels, float[] target, int offset) {
        int plane = shape.height() * shape.width();
        for (int row = 0; row < shape.height(); row++) {
            locateRow(row);
            for (int channel = 0; channel < shape.channels(); channel++) {
                blend(levels, channel * plane, target, offset + channel * plane + row * shape.width());
            }
        }
    }

    private void locateRow(int row) {
        for (int column = 0; column < shape.width(); column++) {
            double y = affine.row(row, column);
            double x = affine.column(row, column);
            double top = Math.floor(y);
            double left = Math.floor(x);
            downward[column] = (float) (y - top);
            rightward[column] = (float) (x - left);
            if (top >= 0 && left >= 0 && top < shape.height() - 1 && left < shape.width() - 1) {
                int index = ((int) top) * shape.width() + (int) left;
                topLeft[column] = index;
                topRight[column] = index + 1;
                bottomLeft[column] = index + shape.width();
                bottomRight[column] = index + shape.width() + 1;
            } else if (fill.mode() == FillMode.CONSTANT
                    && (isOutside(y, shape.height()) || isOutside(x, shape.width()))) {
                topLeft[column] = FillMode.OUTSIDE;
            } else {
                locateAtEdge(column, (int) top, (int) left);
            }
        }
    }

    private static boolean isOutside(double place, int length) {
        return place < -ROUNDING || place > length - 1 + ROUNDING;
    }

    private void locateAtEdge(int column, int top, int left) {
        FillMode mode = fill.mode() == FillMode.CONSTANT ? FillMode.NEAREST : fill.mode();
        int upper = mode.index(top, shape.height()) * shape.width();
        int lower = mode.index(top + 1, shape.height()) * shape.width();
        int leftColumn = mode.index(left, shape.width());
        int rightColumn = mode.index(left + 1, shape.width());
        topLeft[column] = upper + leftColumn;
        topRight[column] = upper + rightColumn;
        bottomLeft[column] = lower + leftColumn;
        bottomRight[column] = lower + rightColumn;
    }

    private void blend(byte[] levels, int plane, float[] target, int offset) {
        for (int column = 0; column < shape.width(); column++) {
            if (topLeft[column] == FillMode.OUTSIDE) {
                target[offset + column] = fill.level();
                continue;
            }
            float a = levels[plane + topLeft[column]] & 0xff;
            float b = levels[plane + topRight[column]] & 0xff;
            float c = levels[plane + bottomLeft[column]] & 0xff;
            float d = levels[plane + bottomRight[column]] & 0xff;
            float upper = a + (b - a) * rightward[column];
            float lower = c + (d - c) * rightward[column];
            target[offset + column] = upper + (lower - upper) * downward[column];
        }
    }
}
