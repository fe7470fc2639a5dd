package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.ImageShape;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutoutTest {

    private static final ImageShape SHAPE = new ImageShape(5, 6, 3);

    @Test
    void square_liesAnywhereAndIsCutOffAtTheEdge() {
        for (int side = 0; side <= 7; side++) {
            Set<String> places = new HashSet<>();
            for (long seed = 0; seed < 600; seed++) {
                float[] levels = Pictures.filled(90, 100);
                new Cutout(side).apply(seed, 8, levels, 0, SHAPE);
                int row = (int) (5 * Purpose.CUTOUT.draw(seed, 0));
                int column = (int) (6 * Purpose.CUTOUT.draw(seed, 1));
                places.add(row + " " + column);
                for (int i = 0; i < 90; i++) {
                    boolean covered = isNear(i / 6 % 5, row, side) && isNear(i % 6, column, side);
                    assertThat(levels[i]).isEqualTo(covered ? 8 : 100);
                }
            }
            assertThat(places).hasSize(30);
        }
    }

    private static boolean isNear(int place, int centre, int side) {
        return IntStream.range(0, side).anyMatch(i -> centre - side / 2 + i == place);
    }

    @Test
    void cval_isTheLevelOfTheSquare() {
        Picture picture = Pictures.of(1, 1, 200);
        assertThat(Pictures.augmented(Augmentation.builder().cutout(1).cval(33), picture, 0))
                .containsExactly(33);
    }
}
