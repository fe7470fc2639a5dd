package dev.tandem.image;

import dev.tandem.data.DataFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG, by content and not by name, and refuses damaged files rather than filling up with grey. */
final class ImageDecoder {

    private ImageDecoder() {}

    /**
     * Decodes an image.
     *
     * @throws IOException if the bytes are no image, truncated or damaged; the message names the file
     */
    static BufferedImage decode(DataFile file, byte[] bytes) throws IOException {
        try {
            if (PngChunks.isPng(bytes)) {
                PngChunks.check(bytes);
            }
            return read(bytes);
        } catch (IOException | RuntimeException e) {
            // The decoders of the JDK throw runtime exceptions too when a file is damaged.
            throw new IOException(file + " is not a readable image: " + reason(e), e);
        }
    }

    private static BufferedImage read(byte[] bytes) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("it is neither PNG nor JPEG");
            }
            ImageReader reader = readers.next();
            try {
                String[] damage = new String[1];
                reader.addIIOReadWarningListener((source, warning) -> {
                    if (meansDamage(warning)) {
                        damage[0] = warning;
                    }
                });
                reader.setInput(in, true, true);
                BufferedImage image = reader.read(0);
                if (damage[0] != null) {
                    throw new IOException(damage[0]);
                }
                return image;
            } finally {
                reader.dispose();
            }
        }
    }

    /** Whether a warning of the JPEG decoder says that pixels were lost; bytes too many before a marker lose none. */
    private static boolean meansDamage(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        return (lower.contains("corrupt") && !lower.contains("extraneous"))
                || lower.contains("premature")
                || lower.contains("truncated");
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }
}
