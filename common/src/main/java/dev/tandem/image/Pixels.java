package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Pixel values 0 to 255 of a decoded image, as they are stored: colour profiles are not applied, alpha is left out (as Keras does) and
 * 16 bits are cut to 8. Grey becomes three equal channels; colours become grey by ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B.
 *
 * <p>Another size is reached by bilinear interpolation between pixel centres without smoothing, as {@code tf.image.resize}.
 */
final class Pixels {

    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};
    private static final int RGB = 3;

    private final BufferedImage image;
    private final Raster raster;
    private final boolean palette;
    private final int bands;

    private Pixels(BufferedImage image) {
        this.image = image;
        this.raster = image.getRaster();
        this.palette = image.getColorModel() instanceof IndexColorModel;
        this.bands = raster.getNumBands();
    }

    static Pixels of(BufferedImage image) {
        return new Pixels(image);
    }

    /** Writes the image times the scale, channel by channel and row by row, from {@code offset}. */
    void fill(float[] target, int offset, ImageShape shape, double scale) {
        Axis across = new Axis(image.getWidth(), shape.width());
        Axis down = new Axis(image.getHeight(), shape.height());
        int plane = shape.height() * shape.width();
        for (int y = 0; y < shape.height(); y++) {
            float[][] upper = row(down.lower[y], shape.channels());
            float[][] lower = down.weight[y] == 0 ? upper : row(down.upper[y], shape.channels());
            for (int channel = 0; channel < shape.channels(); channel++) {
                int start = offset + channel * plane + y * shape.width();
                for (int x = 0; x < shape.width(); x++) {
                    float top = across.between(upper[channel], x);
                    float bottom = across.between(lower[channel], x);
                    target[start + x] = (float) ((top + (bottom - top) * down.weight[y]) * scale);
                }
            }
        }
    }

    /** One row of the image: channels × width. */
    private float[][] row(int y, int channels) {
        int width = image.getWidth();
        float[][] row = new float[channels][width];
        float[] pixel = new float[RGB];
        int[] stored = palette
                ? image.getRGB(0, y, width, 1, null, 0, width)
                : raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, (int[]) null);
        for (int x = 0; x < width; x++) {
            read(stored, x, pixel);
            for (int channel = 0; channel < channels; channel++) {
                row[channel][x] = channels == RGB ? pixel[channel] : grey(pixel);
            }
        }
        return row;
    }

    private void read(int[] stored, int x, float[] pixel) {
        for (int channel = 0; channel < RGB; channel++) {
            if (palette) {
                pixel[channel] = (stored[x] >> (8 * (2 - channel))) & 0xFF;
            } else {
                int band = bands < RGB ? 0 : channel;
                int excessBits = Math.max(0, raster.getSampleModel().getSampleSize(band) - 8);
                pixel[channel] = stored[x * bands + band] >> excessBits;
            }
        }
    }

    private static float grey(float[] pixel) {
        boolean isGrey = pixel[0] == pixel[1] && pixel[1] == pixel[2];
        return isGrey ? pixel[0] : LUMA[0] * pixel[0] + LUMA[1] * pixel[1] + LUMA[2] * pixel[2];
    }

    /** Where the pixel centres of one axis of the target lie on the source: between two pixels, with the weight of the upper one. */
    private static final class Axis {

        private final int[] lower;
        private final int[] upper;
        private final float[] weight;

        Axis(int source, int target) {
            lower = new int[target];
            upper = new int[target];
            weight = new float[target];
            for (int at = 0; at < target; at++) {
                float position = Math.min(Math.max((at + 0.5f) * source / target - 0.5f, 0), source - 1);
                lower[at] = (int) position;
                upper[at] = Math.min(lower[at] + 1, source - 1);
                weight[at] = position - lower[at];
            }
        }

        float between(float[] row, int at) {
            float first = row[lower[at]];
            return first + (row[upper[at]] - first) * weight[at];
        }
    }
}
