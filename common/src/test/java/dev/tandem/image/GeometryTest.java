package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.ImageShape;
import dev.tandem.image.Geometry.Flip;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeometryTest {

    private static final ImageShape SHAPE = new ImageShape(6, 9, 1);

    /** The published formulas step by step, x to the right and y down from the centre, one pixel at a time. */
    @ParameterizedTest
    @EnumSource(FillMode.class)
    void allOptionsTogether_areKerasFormulas(FillMode mode) {
        AugmentationBuilder all = Augmentation.builder()
                .horizontalFlip()
                .verticalFlip()
                .rotationRange(40)
                .widthShiftRange(Shift.fraction(0.3))
                .heightShiftRange(Shift.pixels(2))
                .shearRange(25)
                .zoomRange(0.6, 1.5)
                .randomCrop(2)
                .fillMode(mode)
                .cval(50);
        Picture picture = Pictures.random(SHAPE);
        for (long seed = 0; seed < 200; seed++) {
            float[] levels = Pictures.augmented(all, picture, seed);
            for (int row = 0; row < 6; row++) {
                for (int column = 0; column < 9; column++) {
                    double[] place = keras(seed, row, column);
                    if (mode == FillMode.CONSTANT && isAtEdge(place)) {
                        continue;
                    }
                    assertThat(levels[row * 9 + column])
                            .isCloseTo((float) level(picture, place[0], place[1], mode), within(0.01f));
                }
            }
        }
    }

    private static double[] keras(long seed, int row, int column) {
        double y = (Purpose.VERTICAL_FLIP.draw(seed) < 0.5 ? 5 - row : row) - 2.5;
        double x = (Purpose.HORIZONTAL_FLIP.draw(seed) < 0.5 ? 8 - column : column) - 4;
        x *= 0.6 + 0.9 * Purpose.ZOOM.draw(seed, 0);
        y *= 0.6 + 0.9 * Purpose.ZOOM.draw(seed, 1);
        double shear = Math.toRadians(-25 + 50 * Purpose.SHEAR.draw(seed));
        x -= Math.sin(shear) * y;
        y *= Math.cos(shear);
        x += 9 * 0.3 * (2 * Purpose.WIDTH_SHIFT.draw(seed) - 1);
        y += 2 * (2 * Purpose.HEIGHT_SHIFT.draw(seed) - 1);
        double angle = Math.toRadians(-40 + 80 * Purpose.ROTATION.draw(seed));
        double turnedX = Math.cos(angle) * x - Math.sin(angle) * y;
        double turnedY = Math.sin(angle) * x + Math.cos(angle) * y;
        double cropY = Math.floor(5 * Purpose.CROP.draw(seed, 0)) - 2;
        double cropX = Math.floor(5 * Purpose.CROP.draw(seed, 1)) - 2;
        return new double[] {turnedY + 2.5 + cropY, turnedX + 4 + cropX};
    }

    private static boolean isAtEdge(double[] place) {
        return Math.min(Math.abs(place[0]), Math.abs(place[0] - 5)) < 1e-5
                || Math.min(Math.abs(place[1]), Math.abs(place[1] - 8)) < 1e-5;
    }

    private static double level(Picture picture, double y, double x, FillMode mode) {
        if (mode == FillMode.CONSTANT && (y < 0 || y > 5 || x < 0 || x > 8)) {
            return 50;
        }
        double sum = 0;
        for (int row = (int) Math.floor(y); row <= Math.floor(y) + 1; row++) {
            for (int column = (int) Math.floor(x); column <= Math.floor(x) + 1; column++) {
                double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
                sum += weight * pixel(picture, row, column, mode);
            }
        }
        return sum;
    }

    private static int pixel(Picture picture, int row, int column, FillMode mode) {
        FillMode inside = mode == FillMode.CONSTANT ? FillMode.NEAREST : mode;
        return picture.levels()[inside.index(row, 6) * 9 + inside.index(column, 9)] & 0xff;
    }

    @Test
    void flips_happenToHalfOfThePictures() {
        Geometry both = new Geometry(
                Set.of(Flip.HORIZONTAL, Flip.VERTICAL),
                Geometry.NO_ANGLE,
                Shift.NONE,
                Shift.NONE,
                Geometry.NO_ANGLE,
                Geometry.NO_ZOOM,
                0);
        int[] counts = new int[4];
        for (long seed = 0; seed < 4000; seed++) {
            Affine affine = both.draw(seed, SHAPE);
            counts[(affine.rowByRow() < 0 ? 2 : 0) + (affine.columnByColumn() < 0 ? 1 : 0)]++;
        }
        assertThat(counts[0] + counts[1] + counts[2] + counts[3]).isEqualTo(4000);
        for (int count : counts) {
            assertThat(count).isBetween(900, 1100);
        }
    }

    @Test
    void crop_takesEveryPlaceOfThePaddedPicture() {
        Geometry cropped = new Geometry(
                Set.of(), Geometry.NO_ANGLE, Shift.NONE, Shift.NONE, Geometry.NO_ANGLE, Geometry.NO_ZOOM, 2);
        Set<String> places = new TreeSet<>();
        for (long seed = 0; seed < 500; seed++) {
            Affine affine = cropped.draw(seed, SHAPE);
            assertThat(affine.movesWholePixels()).isTrue();
            assertThat(Math.max(Math.abs(affine.row0()), Math.abs(affine.column0())))
                    .isLessThanOrEqualTo(2);
            places.add(affine.row0() + " " + affine.column0());
        }
        assertThat(places).hasSize(25);
    }

    @Test
    void rotation_coversItsRangeAndNoMore() {
        Geometry turned = new Geometry(
                Set.of(), new Range(-30, 30), Shift.NONE, Shift.NONE, Geometry.NO_ANGLE, Geometry.NO_ZOOM, 0);
        double least = 0;
        double greatest = 0;
        for (long seed = 0; seed < 5000; seed++) {
            Affine affine = turned.draw(seed, SHAPE);
            double degrees = Math.toDegrees(Math.atan2(affine.rowByColumn(), affine.rowByRow()));
            least = Math.min(least, degrees);
            greatest = Math.max(greatest, degrees);
        }
        assertThat(least).isBetween(-30.0, -29.9);
        assertThat(greatest).isBetween(29.9, 30.0);
    }

    @Test
    void noOption_mapsEachPixelToItself() {
        for (long seed = 0; seed < 50; seed++) {
            Affine affine = Geometry.NONE.draw(seed, SHAPE);
            assertThat(affine.movesWholePixels()).isTrue();
            assertThat(affine.row(3, 4)).isEqualTo(3);
            assertThat(affine.column(3, 4)).isEqualTo(4);
        }
    }
}
