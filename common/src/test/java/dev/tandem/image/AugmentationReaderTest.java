package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.ImageShape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationReaderTest {

    private static final Picture PICTURE = Pictures.random(new ImageShape(8, 9, 3));

    static Stream<Arguments> options() {
        return Stream.of(
                option("horizontal_flip", true, AugmentationBuilder::horizontalFlip),
                option("horizontal_flip", false, builder -> builder),
                option("vertical_flip", true, AugmentationBuilder::verticalFlip),
                option("rotation_range", 30, builder -> builder.rotationRange(30)),
                option("width_shift_range", 0.4, builder -> builder.widthShiftRange(Shift.fraction(0.4))),
                option("width_shift_range", 3, builder -> builder.widthShiftRange(Shift.wholePixels(3))),
                option("height_shift_range", 2.5, builder -> builder.heightShiftRange(Shift.pixels(2.5))),
                option("shear_range", 12.5, builder -> builder.shearRange(12.5)),
                option("zoom_range", 0.3, builder -> builder.zoomRange(0.7, 1.3)),
                option("zoom_range", List.of(0.5, 1), builder -> builder.zoomRange(0.5, 1)),
                option("random_crop", 4, builder -> builder.randomCrop(4)),
                option("channel_shift_range", 40, builder -> builder.channelShiftRange(40)),
                option("brightness_range", List.of(0.5, 1.5), builder -> builder.brightnessRange(0.5, 1.5)),
                option("contrast_range", List.of(0, 2), builder -> builder.contrastRange(0, 2)),
                option("cutout", 3, builder -> builder.cutout(3)));
    }

    private static Arguments option(String name, Object value, UnaryOperator<AugmentationBuilder> built) {
        return Arguments.of(name, value, built);
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_isThatOfTheBuilder(String name, Object value, UnaryOperator<AugmentationBuilder> built) {
        Augmentation read = Augmentation.of(Map.of(name, value));
        Augmentation expected = built.apply(Augmentation.builder()).build();
        for (long seed = 0; seed < 10; seed++) {
            assertThat(Pictures.augmented(read, PICTURE, seed)).isEqualTo(Pictures.augmented(expected, PICTURE, seed));
        }
    }

    @ParameterizedTest
    @CsvSource({"nearest, NEAREST", "constant, CONSTANT", "reflect, REFLECT", "wrap, WRAP"})
    void fillMode_isRead(String name, FillMode mode) {
        Augmentation read = Augmentation.of(Map.of("random_crop", 4, "fill_mode", name, "cval", 30.5));
        Augmentation expected =
                Augmentation.builder().randomCrop(4).fillMode(mode).cval(30.5).build();
        assertThat(Pictures.augmented(read, PICTURE, 1)).isEqualTo(Pictures.augmented(expected, PICTURE, 1));
    }

    @Test
    void mixing_isRead() {
        assertThat(Augmentation.of(Map.of("mixup", 0.2, "cutmix", 1)).mixing()).isEqualTo(new Mixing(0.2, 1));
        assertThat(Augmentation.of(Map.of()).mixing()).isEqualTo(Mixing.NONE);
        assertThat(Augmentation.builder().mixup(0.2).cutmix(1).build().mixing()).isEqualTo(new Mixing(0.2, 1));
    }

    @Test
    void zero_changesNothing() {
        for (String option : List.of(
                "rotation_range",
                "width_shift_range",
                "height_shift_range",
                "shear_range",
                "zoom_range",
                "random_crop",
                "channel_shift_range",
                "cutout",
                "mixup",
                "cutmix")) {
            Augmentation read = Augmentation.of(Map.of(option, 0));
            assertThat(Pictures.augmented(read, PICTURE, 1)).isEqualTo(Pictures.levels(PICTURE));
            assertThat(read.mixing().isOn()).isFalse();
        }
    }

    @Test
    void null_isLikeNotGiven() {
        Augmentation read = Augmentation.of(Collections.singletonMap("brightness_range", null));
        assertThat(Pictures.augmented(read, PICTURE, 1)).isEqualTo(Pictures.levels(PICTURE));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("horizontal_flip", 1, "Invalid horizontal_flip: 1 (must be true or false)"),
                Arguments.of("rotation_range", "x", "Invalid rotation_range: x (must be a number)"),
                Arguments.of("rotation_range", -3, "Invalid rotation_range: -3.0 (must be >= 0 and finite)"),
                Arguments.of(
                        "width_shift_range",
                        -1,
                        "Invalid width_shift_range: -1 (must be a fraction below 1, or pixels)"),
                Arguments.of("zoom_range", "x", "Invalid zoom_range: x (must be a number or [lower, upper])"),
                Arguments.of("zoom_range", 1, "Invalid zoom_range: [0.0, 2.0] (must be factors > 0)"),
                Arguments.of(
                        "zoom_range",
                        List.of(2, 1),
                        "Invalid zoom_range: [2.0, 1.0] (must be [lower, upper], both finite)"),
                Arguments.of("random_crop", 1.5, "Invalid random_crop: 1.5 (must be a whole number of pixels)"),
                Arguments.of("random_crop", -1, "Invalid random_crop: -1 (must be pixels >= 0)"),
                Arguments.of("brightness_range", 0.5, "Invalid brightness_range: 0.5 (must be [lower, upper])"),
                Arguments.of("brightness_range", List.of(1), "Invalid brightness_range: [1] (must be [lower, upper])"),
                Arguments.of(
                        "contrast_range", List.of(-1, 1), "Invalid contrast_range: [-1.0, 1.0] (must be factors >= 0)"),
                Arguments.of(
                        "fill_mode",
                        "reflects",
                        "Unknown fill_mode: reflects (known: nearest, constant, reflect, wrap). Did you mean reflect?"),
                Arguments.of("cval", 256, "Invalid cval: 256.0 (must be a level from 0 to 255)"),
                Arguments.of("mixup", -1, "Invalid mixup: -1.0 (must be an alpha > 0 and finite, or 0 for none)"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isNamedWithItsValue(String name, Object value, String message) {
        assertThatThrownBy(() -> Augmentation.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void unknownOption_isNamedWithTheNearest() {
        assertThatThrownBy(() -> Augmentation.of(Map.of("horizontal_flips", true)))
                .hasMessageStartingWith("Unknown option: horizontal_flips (known: horizontal_flip, vertical_flip, ")
                .hasMessageEndingWith("cval). Did you mean horizontal_flip?");
    }

    @Test
    void allMistakes_comeTogether() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("shear_range", -1);
        options.put("cutout", -2);
        assertThatThrownBy(() -> Augmentation.of(options))
                .hasMessage("Invalid shear_range: -1.0 (must be >= 0 and finite);"
                        + " Invalid cutout: -2 (must be pixels >= 0)");
    }
}
