package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import dev.tandem.data.TestData;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureReaderTest {

    private static final DataFile FILE = new DataFile("file:/data/cat/7.img");

    private static int[] read(byte[] file, ImageShape shape, Resize resize, Decoder decoder) throws IOException {
        byte[] levels =
                new PictureReader(shape, resize, decoder).read(FILE, file).levels();
        int[] unsigned = new int[levels.length];
        for (int i = 0; i < levels.length; i++) {
            unsigned[i] = levels[i] & 0xFF;
        }
        return unsigned;
    }

    private static int[] stored(byte[] file, int height, int width, int channels) throws IOException {
        return read(file, new ImageShape(height, width, channels), Resize.STRETCH, Decoder.NATIVE);
    }

    private static void assertNear(int[] found, int[] expected, int tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).as("level %d", i).isLessThanOrEqualTo(tolerance);
        }
    }

    @Test
    void png_keepsItsPixels() throws IOException {
        BufferedImage image = ImageFiles.noise(5, 7);
        int[] levels = stored(ImageFiles.png(image), 5, 7, 3);
        for (int i = 0; i < 35; i++) {
            int rgb = levels[i] << 16 | levels[35 + i] << 8 | levels[70 + i];
            assertThat(rgb).isEqualTo(image.getRGB(i % 7, i / 7) & 0xFFFFFF);
        }
    }

    @Test
    void jpegAtFullSize_isTheSameByBothDecoders() throws IOException {
        for (byte[] file : new byte[][] {
            ImageFiles.jpeg(ImageFiles.noise(21, 35)),
            ImageFiles.progressiveJpeg(ImageFiles.noise(21, 35)),
            ImageFiles.jpeg(ImageFiles.grey(1, 4, 0, 80, 160, 255))
        }) {
            ImageHeader header = ImageHeader.read(file);
            ImageShape shape = new ImageShape(header.height(), header.width(), 3);
            assertThat(read(file, shape, Resize.STRETCH, Decoder.NATIVE))
                    .isEqualTo(read(file, shape, Resize.STRETCH, Decoder.JAVA));
        }
    }

    @Test
    void progressiveJpeg_isNearTheOriginal() throws IOException {
        BufferedImage image = ImageFiles.gradient(32, 48);
        byte[] file = ImageFiles.progressiveJpeg(image);

        assertThat(indexOf(file, (byte) 0xC2)).as("progressive").isPositive();
        assertNear(stored(file, 32, 48, 3), stored(ImageFiles.png(image), 32, 48, 3), 8);
    }

    private static int indexOf(byte[] file, byte marker) {
        for (int i = 1; i < file.length; i++) {
            if (file[i - 1] == (byte) 0xFF && file[i] == marker) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void greyJpeg_isReadInOneAndThreeChannels_whateverItsWidth() throws IOException {
        for (int width = 1; width <= 9; width++) {
            int[] levels = new int[8 * width];
            Arrays.fill(levels, 30 + 20 * width);
            byte[] file = ImageFiles.jpeg(ImageFiles.grey(8, width, levels));
            int[] expected = new int[8 * width * 3];
            Arrays.fill(expected, 30 + 20 * width);
            assertThat(stored(file, 8, width, 3)).isEqualTo(expected);
            assertThat(stored(file, 8, width, 1)).isEqualTo(levels);
        }
    }

    @Test
    void grey_keepsItsLevels_inAllChannels() throws IOException {
        byte[] file = ImageFiles.png(ImageFiles.grey(1, 2, 128, 7));

        assertThat(stored(file, 1, 2, 1)).containsExactly(128, 7);
        assertThat(stored(file, 1, 2, 3)).containsExactly(128, 7, 128, 7, 128, 7);
    }

    @Test
    void sixteenBits_areCutToEight() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 0xC8FF);

        assertThat(stored(ImageFiles.png(image), 1, 1, 1)).containsExactly(0xC8);
    }

    @Test
    void blackAndWhite_andPalette_takeTheirColours() throws IOException {
        BufferedImage binary = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        binary.setRGB(1, 0, 0xFFFFFF);
        assertThat(stored(ImageFiles.png(binary), 1, 2, 1)).containsExactly(0, 255);

        byte[] level = {10, 20, 30, 40};
        byte[] alpha = {(byte) 255, 0, (byte) 255, (byte) 255};
        IndexColorModel palette = new IndexColorModel(8, 4, level, new byte[] {1, 2, 3, 4}, new byte[4], alpha);
        BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        indexed.getRaster().setSample(0, 0, 0, 2);
        indexed.getRaster().setSample(1, 0, 0, 1);
        assertThat(stored(ImageFiles.png(indexed), 1, 2, 3)).containsExactly(30, 255, 3, 255, 0, 255);
    }

    @Test
    void transparency_becomesWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF204060);
        image.setRGB(1, 0, 0x00204060);
        image.setRGB(2, 0, 0x80204060);
        assertThat(stored(ImageFiles.png(image), 1, 3, 3))
                .containsExactly(0x20, 255, 143, 0x40, 255, 159, 0x60, 255, 175);

        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 2, null);
        raster.setPixel(0, 0, new int[] {90, 51});
        ComponentColorModel greyAndAlpha = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        BufferedImage grey = new BufferedImage(greyAndAlpha, raster, false, null);
        assertThat(stored(ImageFiles.png(grey), 1, 1, 3)).containsExactly(222, 222, 222);
    }

    @Test
    void colours_becomeGreyByLuma() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0xFF0000);
        image.setRGB(1, 0, 0x00FF00);
        image.setRGB(2, 0, 0x0000FF);

        assertThat(stored(ImageFiles.png(image), 1, 3, 1)).containsExactly(76, 150, 29);
    }

    private static Raster inks(int... amounts) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            raster.setPixel(i % 16, i / 16, amounts);
        }
        return raster;
    }

    @ParameterizedTest
    @EnumSource
    void inks_becomeColours(Decoder decoder) throws IOException {
        ImageShape pixel = new ImageShape(1, 1, 3);
        int[] plain = read(ImageFiles.inks(inks(255, 0, 51, 0), -1), pixel, Resize.STRETCH, decoder);
        int[] inverted = read(ImageFiles.inks(inks(0, 255, 204, 255), 0), pixel, Resize.STRETCH, decoder);
        int[] black = read(ImageFiles.inks(inks(255, 255, 255, 102), 0), pixel, Resize.STRETCH, decoder);

        assertNear(plain, new int[] {0, 255, 204}, 2);
        assertNear(inverted, new int[] {0, 255, 204}, 2);
        assertNear(black, new int[] {102, 102, 102}, 2);
    }

    @Test
    void inksAsYcc_becomeColours() throws IOException {
        // Y 76, Cb 85, Cr 255 is red, so cyan is stored as 255 - 255 and the others as 255 - 0: inverted, that is all
        // cyan.
        int[] levels = stored(ImageFiles.inks(inks(76, 85, 255, 255), 2), 1, 1, 3);

        assertNear(levels, new int[] {0, 255, 255}, 3);
    }

    @ParameterizedTest
    @EnumSource
    void orientation_isUndone_forAllEight(Decoder decoder) throws IOException {
        BufferedImage upright = ImageFiles.gradient(16, 24);
        int[] expected = read(ImageFiles.png(upright), new ImageShape(16, 24, 3), Resize.STRETCH, decoder);
        for (int value = 1; value <= 8; value++) {
            boolean turned = value >= 5;
            BufferedImage held = new BufferedImage(turned ? 16 : 24, turned ? 24 : 16, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 16; y++) {
                for (int x = 0; x < 24; x++) {
                    int column = value == 2 || value == 3 ? 23 - x : value == 6 || value == 5 ? y : turned ? 15 - y : x;
                    int row = value == 3 || value == 4 ? 15 - y : value == 6 || value == 7 ? 23 - x : turned ? x : y;
                    held.setRGB(column, row, upright.getRGB(x, y));
                }
            }
            byte[] file = ImageFiles.withOrientation(ImageFiles.progressiveJpeg(held), value, value % 2 == 0);
            for (Resize resize : Resize.values()) {
                assertNear(read(file, new ImageShape(16, 24, 3), resize, decoder), expected, 16);
            }
        }
    }

    @Test
    void damagedExif_saysNothing() throws IOException {
        byte[] plain = ImageFiles.jpeg(ImageFiles.gradient(8, 8));
        byte[] whole = ImageFiles.withOrientation(plain, 6, true);
        for (int at = 12; at < 34; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) 0xFF;
            assertThatCode(() -> stored(damaged, 8, 8, 3)).doesNotThrowAnyException();
        }
        assertThat(stored(ImageFiles.withOrientation(plain, 9, true), 8, 8, 3)).isEqualTo(stored(plain, 8, 8, 3));
    }

    @ParameterizedTest
    @EnumSource
    void anyTruncation_isRefused_ofPngAndJpeg(Decoder decoder) {
        BufferedImage noise = ImageFiles.noise(12, 12);
        for (byte[] whole : new byte[][] {ImageFiles.png(noise), ImageFiles.jpeg(noise)}) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatIOException()
                        .as("%d of %d bytes", length, whole.length)
                        .isThrownBy(() -> read(cut, new ImageShape(4, 4, 3), Resize.STRETCH, decoder))
                        .withMessageStartingWith("/data/cat/7.img is not a readable image: ");
            }
            assertThatCode(() -> read(whole, new ImageShape(4, 4, 3), Resize.STRETCH, decoder))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anyFlippedBit_ofPng_isRefused() {
        byte[] whole = ImageFiles.png(ImageFiles.noise(12, 12));
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            assertThatIOException()
                    .as("byte %d", i)
                    .isThrownBy(() -> stored(damaged, 4, 4, 3))
                    .withMessageStartingWith("/data/cat/7.img is not a readable image: ");
        }
    }

    @Test
    void truncation_isSaidSo() {
        byte[] png = ImageFiles.png(ImageFiles.noise(24, 24));
        byte[] cut = Arrays.copyOf(png, png.length / 2);
        assertThatIOException()
                .isThrownBy(() -> stored(cut, 4, 4, 3))
                .withMessage("/data/cat/7.img is not a readable image: it is truncated after " + cut.length + " bytes");
    }

    @Test
    void bytesAfterTheEnd_andBeforeAMarker_doNoHarm() throws IOException {
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.noise(24, 24));
        byte[] png = ImageFiles.png(ImageFiles.noise(24, 24));
        byte[] filled = new byte[jpeg.length + 5];
        System.arraycopy(jpeg, 0, filled, 0, jpeg.length - 2);
        System.arraycopy(jpeg, jpeg.length - 2, filled, jpeg.length + 3, 2);

        assertThat(stored(Arrays.copyOf(jpeg, jpeg.length + 10), 24, 24, 3)).isEqualTo(stored(jpeg, 24, 24, 3));
        assertThat(stored(Arrays.copyOf(png, png.length + 10), 24, 24, 3)).isEqualTo(stored(png, 24, 24, 3));
        assertThat(stored(filled, 24, 24, 3)).isEqualTo(stored(jpeg, 24, 24, 3));
    }

    /** A PNG that is all header: of so many pixels, and no more bytes than given. */
    private static byte[] claiming(int width, int height, int bytes) {
        ByteBuffer header = ByteBuffer.allocate(bytes);
        header.put(ImageFiles.png(ImageFiles.noise(2, 2)), 0, 16).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array(), 12, 17);
        return header.putInt((int) crc.getValue()).array();
    }

    @Test
    void absurdSizes_areRefusedBeforeAnythingIsAllocated() {
        String file = "/data/cat/7.img is not a readable image: its header says ";
        assertThatIOException()
                .isThrownBy(() -> stored(claiming(20_000, 5_001, 100), 1, 1, 3))
                .withMessage(file + "5001 × 20000 pixels, more than the 100 million that are allowed");
        assertThatIOException()
                .isThrownBy(() -> stored(claiming(20_000, 5_000, 100), 1, 1, 3))
                .withMessage(file + "5000 × 20000 pixels, more than 100 bytes can hold");
        assertThatIOException()
                .isThrownBy(() -> stored(claiming(0, 5, 100), 1, 1, 3))
                .withMessage(file + "5 × 0 pixels");
        assertThatIOException()
                .isThrownBy(() -> stored(claiming(-1, -1, 100), 1, 1, 3))
                .withMessage(file + "-1 × -1 pixels");
        byte[] jpeg = ImageFiles.jpeg(ImageFiles.noise(8, 8));
        int frame = indexOf(jpeg, (byte) 0xC0);
        ByteBuffer.wrap(jpeg).putShort(frame + 4, (short) 9_000).putShort(frame + 6, (short) 9_000);
        assertThatIOException()
                .isThrownBy(() -> stored(jpeg, 1, 1, 3))
                .withMessage(file + "9000 × 9000 pixels, more than " + jpeg.length + " bytes can hold");
    }

    @Test
    void otherFormats_areRefused() {
        assertThatIOException()
                .isThrownBy(() -> stored(ImageFiles.encoded(ImageFiles.noise(4, 4), "bmp"), 1, 1, 3))
                .withMessage("/data/cat/7.img is not a readable image: it is neither PNG nor JPEG");
    }

    @Test
    void truncatedPhotograph_isRefused() throws IOException {
        Path real = TestData.real("trashnet").resolve("glass/glass1.jpg");
        byte[] whole = Files.readAllBytes(real);
        for (int tenth = 1; tenth < 10; tenth++) {
            byte[] cut = Arrays.copyOf(whole, whole.length * tenth / 10);
            assertThatIOException().isThrownBy(() -> stored(cut, 64, 64, 3)).withMessageContaining("/data/cat/7.img");
        }
    }
}
