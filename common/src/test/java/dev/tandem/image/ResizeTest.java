package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResizeTest {

    private static int[] resized(BufferedImage image, int height, int width, Resize resize) throws IOException {
        PictureReader reader = new PictureReader(new ImageShape(height, width, 1), resize, Decoder.NATIVE);
        byte[] levels =
                reader.read(new DataFile("file:/x"), ImageFiles.png(image)).levels();
        int[] unsigned = new int[levels.length];
        for (int i = 0; i < levels.length; i++) {
            unsigned[i] = levels[i] & 0xFF;
        }
        return unsigned;
    }

    private static int[] stretched(BufferedImage image, int height, int width) throws IOException {
        return resized(image, height, width, Resize.STRETCH);
    }

    @Test
    void enlarging_interpolatesBetweenCentres() throws IOException {
        assertThat(stretched(ImageFiles.grey(1, 2, 0, 100), 1, 4)).containsExactly(0, 25, 75, 100);
        assertThat(stretched(ImageFiles.grey(2, 1, 0, 100), 4, 1)).containsExactly(0, 25, 75, 100);
    }

    @Test
    void shrinking_weighsByATriangleOfTwoSteps() throws IOException {
        // To a half: reach 2 around centres 1 and 3, weights 1/8, 3/8, 3/8, 1/8, less what lies outside.
        int[] levels = stretched(ImageFiles.grey(1, 4, 0, 70, 140, 210), 1, 2);

        assertThat(levels).containsExactly((3 * 70 + 140) / 7, (70 + 3 * 140 + 3 * 210) / 7);
    }

    @Test
    void sameSize_keepsEveryLevel_andConstantsStayConstant() throws IOException {
        int[] levels = new int[256];
        Arrays.setAll(levels, i -> i);
        assertThat(stretched(ImageFiles.grey(16, 16, levels), 16, 16)).isEqualTo(levels);
        for (int level : new int[] {0, 1, 127, 254, 255}) {
            int[] all = new int[13 * 7];
            Arrays.fill(all, level);
            for (int side = 1; side <= 20; side++) {
                assertThat(stretched(ImageFiles.grey(13, 7, all), side, 21 - side))
                        .containsOnly(level);
            }
        }
    }

    @Test
    void weights_addUpToOne_andCoverWhatCounts_forAllSizes() {
        for (int source = 1; source <= 40; source++) {
            for (int target = 1; target <= 40; target++) {
                FilterAxis axis = new FilterAxis(source, 0, source, target);
                for (int at = 0; at < target; at++) {
                    assertThat(Arrays.stream(axis.weights(at)).sum()).isEqualTo(Lanes.ONE);
                    assertThat(Arrays.stream(axis.weights(at)).min().orElse(-1)).isNotNegative();
                    assertThat(axis.first(at)).isNotNegative();
                    assertThat(axis.end(at)).isLessThanOrEqualTo(source);
                    assertThat(at == 0 || axis.first(at) >= axis.first(at - 1)).isTrue();
                }
                assertThat(axis.first(0)).isZero();
                assertThat(axis.end(target - 1)).isEqualTo(source);
            }
        }
    }

    @Test
    void extremeShrinking_isTheWeightedMean() throws IOException {
        int[] half = new int[20_000];
        Arrays.fill(half, 0, 10_000, 200);

        assertThat(stretched(ImageFiles.grey(1, 20_000, half), 1, 1)).containsExactly(100);
    }

    @Test
    void crop_takesTheCentre() throws IOException {
        BufferedImage wide = ImageFiles.grey(2, 6, 9, 9, 10, 20, 9, 9, 9, 9, 30, 40, 9, 9);
        assertThat(resized(wide, 2, 2, Resize.CROP)).containsExactly(10, 20, 30, 40);
        BufferedImage high = ImageFiles.grey(4, 1, 9, 50, 60, 9);
        assertThat(resized(high, 2, 1, Resize.CROP)).containsExactly(50, 60);
    }

    @Test
    void pad_keepsAllOfItInTheMiddleOfBlack() throws IOException {
        BufferedImage wide = ImageFiles.grey(1, 3, 10, 20, 30);
        assertThat(resized(wide, 3, 3, Resize.PAD)).containsExactly(0, 0, 0, 10, 20, 30, 0, 0, 0);
        BufferedImage high = ImageFiles.grey(2, 1, 10, 20);
        assertThat(resized(high, 2, 4, Resize.PAD)).containsExactly(0, 10, 0, 0, 0, 20, 0, 0);
        BufferedImage line = ImageFiles.grey(1, 100, new int[100]);
        assertThat(resized(line, 2, 4, Resize.PAD)).containsOnly(0);
    }

    @Test
    void reduction_isTheLargestThatLeavesEnough() {
        ImageHeader header = new ImageHeader(ImageFormat.JPEG, 800, 400, Orientation.UPRIGHT, Inks.NONE);
        ImageHeader turned = new ImageHeader(ImageFormat.JPEG, 800, 400, Orientation.ofExif(6), Inks.NONE);
        int[][] expected = {{50, 100, 8}, {51, 100, 4}, {100, 200, 4}, {100, 201, 2}, {200, 400, 2}, {201, 10, 1}};
        for (int[] each : expected) {
            assertThat(new Fit(header, new ImageShape(each[0], each[1], 3), Resize.STRETCH).reduction())
                    .isEqualTo(each[2]);
            assertThat(new Fit(turned, new ImageShape(each[1], each[0], 3), Resize.STRETCH).reduction())
                    .isEqualTo(each[2]);
        }
        assertThat(new Fit(header, new ImageShape(100, 100, 3), Resize.CROP).reduction())
                .isEqualTo(4);
        assertThat(new Fit(header, new ImageShape(100, 100, 3), Resize.PAD).reduction())
                .isEqualTo(8);
    }

    @Test
    void reducedJpeg_looksAsTheWholeOne_forAllReductionsAndShapes() throws IOException {
        byte[] file = ImageFiles.jpeg(ImageFiles.gradient(203, 301));
        for (Resize resize : Resize.values()) {
            for (int[] size : new int[][] {{20, 30}, {40, 30}, {90, 60}, {101, 150}, {203, 301}}) {
                ImageShape shape = new ImageShape(size[0], size[1], 3);
                byte[] reduced = new PictureReader(shape, resize, Decoder.NATIVE)
                        .read(new DataFile("file:/x"), file)
                        .levels();
                byte[] whole = new PictureReader(shape, resize, Decoder.JAVA)
                        .read(new DataFile("file:/x"), file)
                        .levels();
                for (int i = 0; i < whole.length; i++) {
                    assertThat(Math.abs((reduced[i] & 0xFF) - (whole[i] & 0xFF)))
                            .as("%s %s %d", resize, shape, i)
                            .isLessThanOrEqualTo(10);
                }
            }
        }
    }
}
