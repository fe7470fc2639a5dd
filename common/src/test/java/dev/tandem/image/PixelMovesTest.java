package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PixelMovesTest {

    @ParameterizedTest
    @CsvSource({
        "NEAREST, 5 6 6 8 9 9 8 9 9",
        "CONSTANT, 5 6 77 8 9 77 77 77 77",
        "REFLECT, 5 6 6 8 9 9 8 9 9",
        "WRAP, 5 6 4 8 9 7 2 3 1"
    })
    void shiftByOne_fillsTheRest(FillMode mode, String levels) {
        float[] target = new float[9];
        Picture picture = Pictures.of(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        PixelMoves.draw(picture, Affine.shift(1, 1), new Fill(mode, 77), target, 0);
        assertThat(target).containsExactly(numbers(levels));
    }

    @ParameterizedTest
    @EnumSource(FillMode.class)
    void allFlipsAndShifts_areWhatResamplingMakes(FillMode mode) {
        ImageShape shape = new ImageShape(3, 4, 3);
        Picture picture = Pictures.random(shape);
        Fill fill = new Fill(mode, 12);
        for (int flips = 0; flips < 4; flips++) {
            Affine flip = Affine.mirrored((flips & 1) * 2, (flips >> 1) * 3);
            for (int down = -7; down <= 7; down++) {
                for (int right = -9; right <= 9; right++) {
                    Affine affine = Affine.shift(down, right).after(flip);
                    assertThat(affine.movesWholePixels()).isTrue();
                    float[] moved = new float[40];
                    float[] resampled = new float[40];
                    PixelMoves.draw(picture, affine, fill, moved, 2);
                    Resampling.draw(picture, affine, fill, resampled, 2);
                    assertThat(moved).isEqualTo(resampled);
                }
            }
        }
    }

    @Test
    void otherMaps_moveNoWholePixels() {
        assertThat(Affine.shift(0.5, 0).movesWholePixels()).isFalse();
        assertThat(Affine.shift(0, 0.5).movesWholePixels()).isFalse();
        assertThat(Affine.zoom(2, 1).movesWholePixels()).isFalse();
        assertThat(Affine.zoom(1, 2).movesWholePixels()).isFalse();
        assertThat(Affine.rotation(90).movesWholePixels()).isFalse();
        assertThat(Affine.shear(5).movesWholePixels()).isFalse();
    }

    static float[] numbers(String text) {
        String[] parts = text.split(" ");
        float[] numbers = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Float.parseFloat(parts[i]);
        }
        return numbers;
    }
}
