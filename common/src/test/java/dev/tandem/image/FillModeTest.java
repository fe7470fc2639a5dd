package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FillModeTest {

    @ParameterizedTest
    @CsvSource({
        "NEAREST, aaaaaaaa|abcd|dddddddd",
        "CONSTANT, kkkkkkkk|abcd|kkkkkkkk",
        "REFLECT, abcddcba|abcd|dcbaabcd",
        "WRAP, abcdabcd|abcd|abcdabcd"
    })
    void pixelsOutside_areKerasDocumentation(FillMode mode, String expected) {
        String seen = IntStream.range(-8, 12)
                .mapToObj(position -> "kabcd".substring(mode.index(position, 4) + 1, mode.index(position, 4) + 2))
                .collect(Collectors.joining());
        assertThat(seen).isEqualTo(expected.replace("|", ""));
    }

    @ParameterizedTest
    @EnumSource(FillMode.class)
    void index_farOutside_isStillInThePicture(FillMode mode) {
        for (int length = 1; length < 6; length++) {
            assertThat(mode.index(Integer.MIN_VALUE, length)).isBetween(-1, length - 1);
            assertThat(mode.index(Integer.MAX_VALUE, length)).isBetween(-1, length - 1);
        }
    }

    @Test
    void reflect_onePixel_isThatPixel() {
        assertThat(FillMode.REFLECT.index(-3, 1)).isZero();
    }
}
