package dev.tandem.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes with the JDK, and refuses damaged files rather than filling up with grey. */
final class JavaDecoder {

    private static final String JDK_MODULE = "java.desktop";

    private JavaDecoder() {}

    static PixelRows decode(byte[] bytes, ImageHeader header) throws IOException {
        if (header.format() == ImageFormat.PNG) {
            PngChunks.check(bytes);
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(header.format());
            try {
                String[] damage = new String[1];
                reader.addIIOReadWarningListener((source, warning) -> {
                    if (meansDamage(warning)) {
                        damage[0] = warning;
                    }
                });
                reader.setInput(in, true, true);
                PixelRows rows = header.inks() == Inks.NONE
                        ? new RasterRows(reader.read(0))
                        : new CmykRows(reader.readRaster(0, null), header.inks());
                if (damage[0] != null) {
                    throw new IOException(damage[0]);
                }
                return rows;
            } finally {
                reader.dispose();
            }
        }
    }

    /** The JDK's own reader: a plug-in on the class path of one machine must not change the pixels there. */
    private static ImageReader reader(ImageFormat format) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (JDK_MODULE.equals(reader.getClass().getModule().getName())) {
                return reader;
            }
            reader.dispose();
        }
        throw new IOException("this Java has no decoder for " + format + " (the module " + JDK_MODULE + " is needed)");
    }

    /** Whether a warning of the JPEG decoder says that pixels were lost; bytes too many before a marker lose none. */
    private static boolean meansDamage(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        return (lower.contains("corrupt") && !lower.contains("extraneous"))
                || lower.contains("premature")
                || lower.contains("truncated");
    }
}
