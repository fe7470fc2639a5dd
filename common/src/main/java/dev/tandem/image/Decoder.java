package dev.tandem.image;

import java.io.IOException;
import java.util.Locale;

/**
 * What decodes pictures. It belongs to the job, never to a machine: the two agree in every pixel of a JPEG at its full size, but only
 * {@link #NATIVE} decodes it at a half, a quarter or an eighth, where smoothing differs a little. PNG is the JDK's in both.
 */
public enum Decoder {
    /** libjpeg-turbo, through Leptonica and JavaCPP. What it refuses or warns of (in a line on the
     * standard error of the process), the JDK decides. */
    NATIVE {
        @Override
        void requireHere() throws IOException {
            NativeJpeg.load();
        }

        @Override
        PixelRows decode(byte[] bytes, ImageHeader header, int reduction) throws IOException {
            if (header.format() == ImageFormat.JPEG && header.inks() == Inks.NONE) {
                PixelRows rows = NativeJpeg.decode(bytes, reduction);
                if (rows != null) {
                    return rows;
                }
            }
            return JavaDecoder.decode(bytes, header);
        }
    },

    /** The JDK's decoders, on any platform. */
    JAVA {
        @Override
        PixelRows decode(byte[] bytes, ImageHeader header, int reduction) throws IOException {
            return JavaDecoder.decode(bytes, header);
        }
    };

    /** The name in a job file. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes sure that this machine has it.
     *
     * @throws IOException if not; the message says what to do
     */
    void requireHere() throws IOException {}

    /**
     * Decodes an image.
     *
     * @param reduction 1, 2, 4 or 8: how many times smaller it may be decoded
     * @throws IOException if it is truncated or damaged
     */
    abstract PixelRows decode(byte[] bytes, ImageHeader header, int reduction) throws IOException;
}
