package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.ImageShape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplingTest {

    private static final Picture SMALL =
            Pictures.of(4, 5, IntStream.range(0, 20).map(i -> i * 37 % 256).toArray());

    /** What scipy.ndimage.affine_transform (order 1; 1.17) makes of Keras's matrix; its name for our wrap is grid-wrap. */
    @ParameterizedTest
    @CsvSource({
        "NEAREST, 45.958 87.680 129.403 148.000 128.261 31.158 72.880 103.954 108.211 79.071 20.420 75.007 39.964"
                + " 63.890 29.881 133.792 181.378 113.093 127.813 71.948",
        "CONSTANT, 7 7 7 7 7 7 7 103.954 7 7 20.420 75.007 39.964 63.890 7 133.792 181.378 113.093 127.813 7",
        "REFLECT, 90.699 87.680 129.403 148.000 100.414 31.158 72.880 103.954 108.211 66.023 20.420 75.007 39.964"
                + " 63.890 29.881 133.792 181.378 113.093 127.813 71.948",
        "WRAP, 114.780 128.671 152.745 61.193 79.280 60.005 84.079 103.954 107.191 192.651 20.420 75.007 39.964"
                + " 63.890 132.765 133.792 181.378 113.093 127.813 81.200"
    })
    void keras_affineTransform_isScipys(FillMode mode, String levels) {
        Affine affine = Affine.rotation(20)
                .after(Affine.shift(-1.25, 0.5))
                .after(Affine.shear(10))
                .after(Affine.zoom(0.8, 1.2))
                .about(1.5, 2);
        float[] target = new float[20];
        Resampling.draw(SMALL, affine, new Fill(mode, 7), target, 0);
        String[] expected = levels.split(" ");
        for (int i = 0; i < target.length; i++) {
            assertThat(target[i]).isCloseTo(Float.parseFloat(expected[i]), within(0.001f));
        }
    }

    @Test
    void constant_blendsNothingWithTheSurroundings() {
        float[] target = new float[3];
        Resampling.draw(
                Pictures.of(1, 3, 100, 200, 50), Affine.shift(0, 0.25), new Fill(FillMode.CONSTANT, 9), target, 0);
        assertThat(target).containsExactly(125, 162.5f, 9);
    }

    @Test
    void constant_quarterTurnLeft_losesNoEdgeToRounding() {
        float[] target = new float[9];
        Picture picture = Pictures.of(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Resampling.draw(picture, Affine.rotation(90).about(1, 1), new Fill(FillMode.CONSTANT, 200), target, 0);
        assertThat(target).containsExactly(new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, within(1e-4f));
    }

    @ParameterizedTest
    @EnumSource(FillMode.class)
    void channels_areDrawnAlike(FillMode mode) {
        Picture colours = Pictures.random(new ImageShape(5, 6, 3));
        Affine affine = Affine.rotation(33).after(Affine.zoom(1.3, 0.7)).about(2, 2.5);
        float[] together = new float[90];
        Resampling.draw(colours, affine, new Fill(mode, 3), together, 0);
        for (int channel = 0; channel < 3; channel++) {
            byte[] plane = Arrays.copyOfRange(colours.levels(), channel * 30, channel * 30 + 30);
            float[] alone = new float[90];
            Resampling.draw(
                    new Picture(plane, new ImageShape(5, 6, 1)), affine, new Fill(mode, 3), alone, channel * 30);
            for (int i = channel * 30; i < channel * 30 + 30; i++) {
                assertThat(alone[i]).isEqualTo(together[i]);
            }
        }
    }
}
