package dev.tandem.image;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.lept;
import org.jspecify.annotations.Nullable;

/** Decodes JPEG with Leptonica's libjpeg-turbo, at a half, a quarter or an eighth of the size where that is enough. */
final class NativeJpeg {

    private static final int NO_PALETTE = 0;
    private static final int STRICT = 0;

    private NativeJpeg() {}

    /** Loaded when first used, so that a machine without the library can do all else. */
    private static final class Library {

        static final @Nullable String FAILURE = failure();

        private static @Nullable String failure() {
            try {
                Loader.load(lept.class);
                lept.setMsgSeverity(lept.L_SEVERITY_NONE);
                return null;
            } catch (LinkageError e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    /**
     * Loads the library.
     *
     * @throws IOException if it is missing here
     */
    static void load() throws IOException {
        if (Library.FAILURE != null) {
            throw new IOException("Cannot load the native image decoder (" + Library.FAILURE
                    + "): give every machine the leptonica library for " + Loader.getPlatform()
                    + ", or set decoder: java for all");
        }
    }

    /**
     * Decodes an image; {@link #load} comes before.
     *
     * @param reduction 1, 2, 4 or 8: how many times narrower and lower the rows are, rounded up
     * @return null if there is something about the file that this decoder does not like
     */
    static @Nullable PixelRows decode(byte[] bytes, int reduction) {
        int[] warnings = new int[1];
        PIX image = lept.pixReadMemJpeg(bytes, bytes.length, NO_PALETTE, reduction, warnings, STRICT);
        if (image == null || image.isNull()) {
            return null;
        }
        if (warnings[0] > 0) {
            lept.pixDestroy(image);
            return null;
        }
        return new NativeRows(image);
    }
}
