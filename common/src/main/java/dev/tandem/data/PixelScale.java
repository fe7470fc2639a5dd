package dev.tandem.data;

/** Pixel values as model inputs. */
public final class PixelScale {

    private PixelScale() {}

    /** A factor on pixels that is usable. */
    public static double checked(double scale) {
        if (!Double.isFinite(scale) || scale == 0) {
            throw new IllegalArgumentException("Invalid scale: " + scale + " (must be finite and not 0)");
        }
        return scale;
    }

    /** Each level 0 to 255 times the scale. */
    public static float[] levels(double scale) {
        float[] levels = new float[256];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = (float) (level * checked(scale));
        }
        return levels;
    }
}
