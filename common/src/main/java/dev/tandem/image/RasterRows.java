package dev.tandem.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Pixels of the JDK's image, as they are stored: colour profiles are not applied, and 16 bits are cut to 8. What is transparent shows
 * white. Grey becomes three equal channels.
 */
final class RasterRows implements PixelRows {

    private static final int RGB = 3;

    private final BufferedImage image;
    private final Raster raster;
    private final boolean palette;
    private final int bands;
    private final int excessBits;
    private final int[] stored;

    RasterRows(BufferedImage image) {
        this.image = image;
        this.raster = image.getRaster();
        this.palette = image.getColorModel() instanceof IndexColorModel;
        this.bands = raster.getNumBands();
        this.excessBits = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
        this.stored = new int[image.getWidth() * bands];
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public void read(int y, long[] row) {
        if (palette) {
            image.getRGB(0, y, width(), 1, stored, 0, width());
            for (int x = 0; x < width(); x++) {
                int colour = stored[x];
                row[x] = Lanes.onWhite((colour >> 16) & 0xFF, (colour >> 8) & 0xFF, colour & 0xFF, colour >>> 24);
            }
            return;
        }
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, stored);
        boolean colours = bands >= RGB;
        boolean alpha = bands == 2 || bands == RGB + 1;
        for (int x = 0; x < width(); x++) {
            int at = x * bands;
            int red = stored[at] >> excessBits;
            int green = colours ? stored[at + 1] >> excessBits : red;
            int blue = colours ? stored[at + 2] >> excessBits : red;
            row[x] = Lanes.onWhite(red, green, blue, alpha ? stored[at + bands - 1] >> excessBits : 255);
        }
    }
}
