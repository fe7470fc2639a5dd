package dev.tandem.image;

import static dev.tandem.image.Pictures.augmented;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.ImageShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final Picture SQUARE = Pictures.of(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 255);
    private static final ImageShape SHAPE = new ImageShape(12, 10, 3);
    private static final Picture PICTURE = Pictures.random(SHAPE);

    @Test
    void none_writesLevelsAtTheOffset() {
        float[] target = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
        Augmentation.NONE.apply(SQUARE, 7, target, 1);
        assertThat(target).containsExactly(-1, 1, 2, 3, 4, 5, 6, 7, 8, 255, -1);
    }

    @Test
    void everyOption_writesNothingBesideItsPicture() {
        float[] alone = augmented(everything(), PICTURE, 5);
        float[] target = new float[alone.length + 5];
        everything().build().apply(PICTURE, 5, target, 2);
        assertThat(Arrays.copyOfRange(target, 2, 2 + alone.length)).isEqualTo(alone);
        assertThat(target[0] + target[1]).isZero();
        assertThat(target[alone.length + 2] + target[alone.length + 3] + target[alone.length + 4])
                .isZero();
    }

    @Test
    void horizontalFlip_swapsColumns() {
        assertThat(LongStream.range(0, 20)
                        .mapToObj(seed -> augmented(Augmentation.builder().horizontalFlip(), SQUARE, seed)))
                .containsOnly(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 255}, new float[] {3, 2, 1, 6, 5, 4, 255, 8, 7});
    }

    @Test
    void verticalFlip_swapsRows() {
        assertThat(LongStream.range(0, 20)
                        .mapToObj(seed -> augmented(Augmentation.builder().verticalFlip(), SQUARE, seed)))
                .containsOnly(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 255}, new float[] {7, 8, 255, 4, 5, 6, 1, 2, 3});
    }

    @Test
    void flips_twice_giveThePictureBack() {
        AugmentationBuilder flips = Augmentation.builder().horizontalFlip().verticalFlip();
        for (long seed = 0; seed < 20; seed++) {
            Picture once = Pictures.quantized(augmented(flips, PICTURE, seed), SHAPE);
            assertThat(augmented(flips, once, seed)).isEqualTo(Pictures.levels(PICTURE));
        }
    }

    @Test
    void wholeShift_ofOnePixel_isExact() {
        AugmentationBuilder shift = Augmentation.builder()
                .widthShiftRange(Shift.wholePixels(2))
                .fillMode(FillMode.CONSTANT)
                .cval(9);
        assertThat(LongStream.range(0, 40).mapToObj(seed -> augmented(shift, SQUARE, seed)))
                .containsOnly(
                        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 255},
                        new float[] {2, 3, 9, 5, 6, 9, 8, 255, 9},
                        new float[] {9, 1, 2, 9, 4, 5, 9, 7, 8});
    }

    @Test
    void heightShift_movesRows() {
        AugmentationBuilder shift = Augmentation.builder().heightShiftRange(Shift.wholePixels(2));
        assertThat(LongStream.range(0, 40).mapToObj(seed -> augmented(shift, SQUARE, seed)))
                .containsOnly(
                        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 255},
                        new float[] {4, 5, 6, 7, 8, 255, 7, 8, 255},
                        new float[] {1, 2, 3, 1, 2, 3, 4, 5, 6});
    }

    @Test
    void zoomBelowOne_enlarges() {
        float[] levels = augmented(Augmentation.builder().zoomRange(0.5, 0.5), SQUARE, 0);
        assertThat(levels).containsExactly(3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 68.5f);
    }

    @Test
    void optionsAdded_leaveTheOthersDrawsAsTheyWere() {
        AugmentationBuilder shift = Augmentation.builder().channelShiftRange(50);
        AugmentationBuilder both = Augmentation.builder().channelShiftRange(50).horizontalFlip();
        for (long seed = 0; seed < 50; seed++) {
            float[] sorted = augmented(shift, PICTURE, seed);
            float[] sortedBoth = augmented(both, PICTURE, seed);
            Arrays.sort(sorted);
            Arrays.sort(sortedBoth);
            assertThat(sortedBoth).isEqualTo(sorted);
        }
    }

    @Test
    void sameSeed_givesTheSameFloats_onAnotherCopyToo() throws Exception {
        Augmentation copy = copy(everything().build());
        for (long seed = 0; seed < 50; seed++) {
            assertThat(augmented(copy, PICTURE, seed)).isEqualTo(augmented(everything(), PICTURE, seed));
        }
    }

    @Test
    void otherSeeds_giveOtherFloats() {
        assertThat(LongStream.range(0, 50).mapToObj(seed -> Arrays.hashCode(augmented(everything(), PICTURE, seed))))
                .doesNotHaveDuplicates();
    }

    @Test
    void floats_areTheSameOnEveryMachine() {
        assertThat(Arrays.hashCode(augmented(everything(), PICTURE, 3))).isEqualTo(1032420176);
    }

    @Test
    void levels_stayWithin0And255() {
        for (long seed = 0; seed < 200; seed++) {
            for (float level : augmented(everything(), PICTURE, seed)) {
                assertThat(level).isBetween(0f, 255f);
            }
        }
    }

    private static AugmentationBuilder everything() {
        return Augmentation.builder()
                .horizontalFlip()
                .verticalFlip()
                .rotationRange(30)
                .widthShiftRange(Shift.fraction(0.2))
                .heightShiftRange(Shift.pixels(1.5))
                .shearRange(10)
                .zoomRange(0.3)
                .randomCrop(2)
                .channelShiftRange(20)
                .brightnessRange(0.5, 1.5)
                .contrastRange(0.5, 2)
                .cutout(4)
                .fillMode(FillMode.REFLECT);
    }

    private static Augmentation copy(Augmentation augmentation) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(augmentation);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Augmentation) in.readObject();
        }
    }
}
