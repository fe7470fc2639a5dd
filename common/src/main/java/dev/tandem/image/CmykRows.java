package dev.tandem.image;

import java.awt.image.Raster;

/**
 * Pixels of a JPEG of four inks, without a colour profile: red is what cyan and black let through, and so on. Adobe's programs store
 * inks inverted, and sometimes the first three as YCbCr ("YCCK"; Adobe Technical Note 5116).
 */
final class CmykRows implements PixelRows {

    private static final int CHANNELS = 4;

    private final Raster raster;
    private final boolean inverted;
    private final boolean ycc;
    private final int[] stored;

    /** The raster has inks as stored. */
    CmykRows(Raster raster, Inks inks) {
        this.raster = raster;
        this.inverted = inks != Inks.PLAIN;
        this.ycc = inks == Inks.YCCK;
        this.stored = new int[CHANNELS * raster.getWidth()];
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void read(int y, long[] row) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, stored);
        for (int x = 0; x < width(); x++) {
            int at = CHANNELS * x;
            if (ycc) {
                unmix(at);
            }
            int light = light(stored[at + 3]);
            row[x] = Lanes.of(
                    through(light, stored[at]), through(light, stored[at + 1]), through(light, stored[at + 2]));
        }
    }

    private int through(int light, int ink) {
        return (light * light(ink) + 127) / 255;
    }

    /** What an ink lets through. */
    private int light(int ink) {
        return inverted ? ink : 255 - ink;
    }

    /** YCbCr to stored cyan, magenta, yellow: 255 less the red, green, blue that ITU-T T.871 gives. */
    private void unmix(int at) {
        double luma = stored[at];
        double blueness = stored[at + 1] - 128;
        double redness = stored[at + 2] - 128;
        stored[at] = 255 - clamp(luma + 1.402 * redness);
        stored[at + 1] = 255 - clamp(luma - 0.344136 * blueness - 0.714136 * redness);
        stored[at + 2] = 255 - clamp(luma + 1.772 * blueness);
    }

    private static int clamp(double level) {
        return (int) Math.min(Math.max(Math.round(level), 0), 255);
    }
}
