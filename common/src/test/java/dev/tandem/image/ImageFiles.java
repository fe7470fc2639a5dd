package dev.tandem.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Image files that tests make. */
final class ImageFiles {

    private ImageFiles() {}

    static BufferedImage noise(int height, int width) {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return image;
    }

    /** Colours that change slowly from corner to corner, so that JPEG keeps them nearly. */
    static BufferedImage gradient(int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(
                        x, y, (255 * x / width) << 16 | (255 * y / height) << 8 | 255 * (x + y) / (width + height));
            }
        }
        return image;
    }

    static BufferedImage grey(int height, int width, int... levels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, levels);
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png(BufferedImage image) {
        return encoded(image, "png");
    }

    static byte[] jpeg(BufferedImage image) {
        return encoded(image, "jpg");
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        return written(new IIOImage(image, null, null), false);
    }

    /** A JPEG of four channels as they are stored, with Adobe's marker for a transform (0 or 2), or without it (-1). */
    static byte[] inks(Raster raster, int transform) {
        byte[] file = written(new IIOImage(raster, null, null), true);
        if (transform < 0) {
            return file;
        }
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return withSegment(file, 0xEE, adobe);
    }

    /** The file with a segment right after its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xFF);
        out.write(marker);
        out.write((content.length + 2) >> 8);
        out.write(content.length + 2);
        out.writeBytes(content);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** The file with Exif that says how the camera was held. */
    static byte[] withOrientation(byte[] jpeg, int value, boolean littleEndian) {
        byte[] little = {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'I',
            'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte) value,
            0,
            0,
            0
        };
        byte[] big = {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) value,
            0,
            0
        };
        return withSegment(jpeg, 0xE1, littleEndian ? little : big);
    }

    private static byte[] written(IIOImage image, boolean inks) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam options = writer.getDefaultWriteParam();
            options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            options.setCompressionQuality(1);
            if (inks) {
                image.setMetadata(fourChannels(writer, options));
            } else {
                options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, image, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The JDK writes four channels of a raster as they are if the metadata names them and has neither JFIF nor Adobe. */
    private static IIOMetadata fourChannels(ImageWriter writer, ImageWriteParam options) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(
                ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_4BYTE_ABGR), options);
        String format = "javax_imageio_jpeg_image_1.0";
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        for (String unwanted : new String[] {"app14Adobe", "app0JFIF"}) {
            while (root.getElementsByTagName(unwanted).getLength() > 0) {
                org.w3c.dom.Node node = root.getElementsByTagName(unwanted).item(0);
                node.getParentNode().removeChild(node);
            }
        }
        metadata.setFromTree(format, root);
        return metadata;
    }
}
