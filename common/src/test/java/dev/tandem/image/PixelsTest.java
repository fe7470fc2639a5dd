package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import dev.tandem.data.TestData;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PixelsTest {

    private static float[] values(BufferedImage image, ImageShape shape) {
        float[] values = new float[shape.values()];
        Pixels.of(image).fill(values, 0, shape, 1);
        return values;
    }

    private static float[] stored(BufferedImage image, int channels) throws IOException {
        BufferedImage decoded = ImageDecoder.decode(new DataFile("file:/x"), TestData.encoded(image, "png"));
        return values(decoded, new ImageShape(image.getHeight(), image.getWidth(), channels));
    }

    @Test
    void grey_keepsItsLevels_inAllChannels() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 128);
        image.getRaster().setSample(1, 0, 0, 7);

        assertThat(stored(image, 1)).containsExactly(128, 7);
        assertThat(stored(image, 3)).containsExactly(128, 7, 128, 7, 128, 7);
    }

    @Test
    void sixteenBits_areCutToEight() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 0xC8FF);

        assertThat(stored(image, 1)).containsExactly(0xC8);
    }

    @Test
    void blackAndWhite_andPalette_takeTheirColours() throws IOException {
        BufferedImage binary = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        binary.setRGB(1, 0, 0xFFFFFF);
        assertThat(stored(binary, 1)).containsExactly(0, 255);

        byte[] level = {10, 20, 30, 40};
        IndexColorModel palette = new IndexColorModel(8, 4, level, new byte[] {1, 2, 3, 4}, new byte[4]);
        BufferedImage indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        indexed.getRaster().setSample(0, 0, 0, 2);
        assertThat(stored(indexed, 3)).containsExactly(30, 3, 0);
    }

    @Test
    void alpha_isLeftOut() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x10204060);
        assertThat(stored(image, 3)).containsExactly(0x20, 0x40, 0x60);

        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 2, null);
        raster.setPixel(0, 0, new int[] {90, 3});
        BufferedImage grey = new BufferedImage(
                new java.awt.image.ComponentColorModel(
                        java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_GRAY),
                        true,
                        false,
                        java.awt.Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE),
                raster,
                false,
                null);
        assertThat(stored(grey, 3)).containsExactly(90, 90, 90);
    }

    @Test
    void colours_becomeGreyByLuma() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0xFF0000);
        image.setRGB(1, 0, 0x00FF00);
        image.setRGB(2, 0, 0x0000FF);

        float[] grey = stored(image, 1);
        assertThat(grey[0]).isCloseTo(76.245f, within(1e-3f));
        assertThat(grey[1]).isCloseTo(149.685f, within(1e-3f));
        assertThat(grey[2]).isCloseTo(29.07f, within(1e-3f));
    }

    @Test
    void enlarging_interpolatesBetweenCentres() {
        BufferedImage image = grid(2, 1, 0, 100);

        assertThat(values(image, new ImageShape(1, 4, 1))).containsExactly(0, 25, 75, 100);
    }

    @Test
    void shrinking_takesTheMeanOfTheTwoMiddleOnes() {
        BufferedImage image = grid(4, 1, 0, 10, 50, 200);

        assertThat(values(image, new ImageShape(1, 1, 1))).containsExactly(30);
        assertThat(values(image, new ImageShape(1, 2, 1))).containsExactly(5, 125);
    }

    @Test
    void bothAxes_areInterpolated() {
        BufferedImage image = grid(2, 2, 0, 100, 40, 200);

        assertThat(values(image, new ImageShape(1, 1, 1))).containsExactly(85);
        assertThat(values(image, new ImageShape(2, 2, 1))).containsExactly(0, 100, 40, 200);
        assertThat(values(image, new ImageShape(4, 1, 1))).containsExactly(50, 67.5f, 102.5f, 120);
    }

    @Test
    void fill_scales_andStartsAtTheOffset() {
        float[] target = {-1, -1, -1};
        Pixels.of(grid(1, 1, 50)).fill(target, 1, new ImageShape(1, 1, 1), 0.1);

        assertThat(target).containsExactly(-1, 5, -1);
    }

    private static BufferedImage grid(int width, int height, int... levels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, levels);
        return image;
    }
}
