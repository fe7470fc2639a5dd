package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A square of one level somewhere in the picture (DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with
 * Cutout", 2017). Its centre is any pixel, so that part of it may lie outside.
 *
 * @param side of the square in pixels; 0 for none
 */
record Cutout(int side) implements Serializable {

    void apply(long seed, float level, float[] levels, int offset, ImageShape shape) {
        int top = Purpose.CUTOUT.whole(seed, 0, shape.height()) - side / 2;
        int left = Purpose.CUTOUT.whole(seed, 1, shape.width()) - side / 2;
        int from = Math.max(0, left);
        int to = Math.min(shape.width(), left + side);
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = Math.max(0, top); row < Math.min(shape.height(), top + side); row++) {
                int start = offset + (channel * shape.height() + row) * shape.width();
                Arrays.fill(levels, start + from, start + to, level);
            }
        }
    }
}
