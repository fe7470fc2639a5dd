package dev.tandem.image;

import java.nio.IntBuffer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.lept;

/** Pixels in Leptonica's memory: words of red, green, blue and nothing, or of four grey levels, from the highest byte down. */
final class NativeRows implements PixelRows {

    private static final int COLOUR_BITS = 32;

    private final PIX image;
    private final IntBuffer words;
    private final int[] stored;
    private final int width;
    private final int height;
    private final boolean colours;

    /** Takes over the image. */
    NativeRows(PIX image) {
        this.image = image;
        this.width = image.w();
        this.height = image.h();
        this.colours = image.d() == COLOUR_BITS;
        this.stored = new int[image.wpl()];
        this.words = image.data().capacity((long) stored.length * height).asBuffer();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void read(int y, long[] row) {
        words.get(y * stored.length, stored);
        for (int x = 0; x < width; x++) {
            if (colours) {
                int word = stored[x];
                row[x] = Lanes.of(word >>> 24, (word >>> 16) & 0xFF, (word >>> 8) & 0xFF);
            } else {
                int grey = (stored[x >> 2] >>> (24 - 8 * (x & 3))) & 0xFF;
                row[x] = Lanes.of(grey, grey, grey);
            }
        }
    }

    @Override
    public void close() {
        lept.pixDestroy(image);
    }
}
