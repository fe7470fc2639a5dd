package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the published formulas in 64-bit floats, for every level of every channel. */
class PreprocessingTest {

    private static final ImageShape ALL_LEVELS = new ImageShape(16, 16, 3);
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    /** Red is the level, green and blue are other levels, after an offset of one. */
    private static float[] levels() {
        float[] levels = new float[1 + 768 + 1];
        for (int level = 0; level < 256; level++) {
            levels[1 + level] = level;
            levels[1 + 256 + level] = 255 - level;
            levels[1 + 512 + level] = level * 7 % 256;
        }
        return levels;
    }

    private static float[] changed(Preprocessing mode) {
        float[] levels = levels();
        mode.apply(levels, 1, ALL_LEVELS);
        assertThat(levels[0]).isZero();
        assertThat(levels[769]).isZero();
        return levels;
    }

    @Test
    void none_leavesLevels() {
        assertThat(changed(Preprocessing.NONE)).isEqualTo(levels());
    }

    @Test
    void tf_isBetweenMinusOneAndOne() {
        float[] values = changed(Preprocessing.TF);
        for (int i = 1; i <= 768; i++) {
            assertThat((double) values[i]).isCloseTo(levels()[i] / 127.5 - 1, within(1e-6));
        }
    }

    @Test
    void caffe_isBlueGreenRedLessTheMean() {
        float[] values = changed(Preprocessing.CAFFE);
        float[] rgb = levels();
        for (int i = 1; i <= 256; i++) {
            assertThat((double) values[i]).isCloseTo(rgb[i + 512] - 103.939, within(1e-5));
            assertThat((double) values[i + 256]).isCloseTo(rgb[i + 256] - 116.779, within(1e-5));
            assertThat((double) values[i + 512]).isCloseTo(rgb[i] - 123.68, within(1e-5));
        }
    }

    @Test
    void torch_isNormalizedByChannel() {
        float[] values = changed(Preprocessing.TORCH);
        for (int i = 1; i <= 768; i++) {
            int channel = (i - 1) / 256;
            double expected = (levels()[i] / 255.0 - MEAN[channel]) / DEVIATION[channel];
            assertThat((double) values[i]).isCloseTo(expected, within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none, NONE",
        "tf, TF",
        "caffe, CAFFE",
        "torch, TORCH",
        "densenet, TORCH",
        "densenet121, TORCH",
        "densenet169, TORCH",
        "densenet201, TORCH",
        "vgg16, CAFFE",
        "vgg19, CAFFE",
        "resnet, CAFFE",
        "resnet50, CAFFE",
        "resnet_v2, TF",
        "mobilenet, TF",
        "mobilenet_v2, TF",
        "inception_v3, TF",
        "inception_resnet_v2, TF",
        "xception, TF",
        "nasnet, TF",
        "mobilenet_v3, NONE",
        "efficientnet, NONE",
        "efficientnet_v2, NONE",
        "convnext, NONE",
        "regnet, NONE",
        "resnet_rs, NONE"
    })
    void applications_haveTheirModes(String name, Preprocessing mode) {
        assertThat(Preprocessing.named(name)).isEqualTo(mode);
        assertThat(Preprocessing.names()).contains(name);
    }

    @Test
    void unknownName_isRefusedWithTheNearest() {
        assertThatThrownBy(() -> Preprocessing.named("densnet"))
                .hasMessageStartingWith("Unknown preprocess: densnet (known: none, tf, caffe, torch, efficientnet,")
                .hasMessageEndingWith(" Did you mean densenet?");
    }

    @ParameterizedTest
    @EnumSource(names = {"CAFFE", "TORCH"})
    void greyPictures_ofModesThatNeedColours_areRefused(Preprocessing mode) {
        assertThatThrownBy(() -> mode.apply(new float[1], 0, new ImageShape(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot preprocess pictures of 1 channel as " + mode.keyword() + " does: it has a mean for"
                        + " each of red, green and blue (give image_size 3 channels, or take tf or none)");
    }

    @Test
    void greyPictures_ofTf_areScaled() {
        float[] values = {0, 255};
        Preprocessing.TF.apply(values, 0, new ImageShape(1, 2, 1));
        assertThat(values).containsExactly(-1, 1);
    }
}
