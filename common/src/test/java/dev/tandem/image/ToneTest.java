package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.ImageShape;
import org.junit.jupiter.api.Test;

class ToneTest {

    private static final Picture COLOURS = Pictures.of(1, 2, 10, 30, 100, 200, 0, 40);

    @Test
    void channelShift_addsTheSameToAllWithinLeastAndGreatest() {
        Picture picture = Pictures.of(1, 3, 20, 100, 180);
        for (long seed = 0; seed < 200; seed++) {
            float added = (float) (100 * Purpose.CHANNEL_SHIFT.draw(seed) - 50);
            assertThat(Pictures.augmented(Augmentation.builder().channelShiftRange(50), picture, seed))
                    .containsExactly(
                            new float[] {Math.max(20, 20 + added), 100 + added, Math.min(180, 180 + added)},
                            within(1e-4f));
        }
    }

    @Test
    void brightness_multipliesAndEndsAt255() {
        assertThat(Pictures.augmented(Augmentation.builder().brightnessRange(1.5, 1.5), COLOURS, 0))
                .containsExactly(15, 45, 150, 255, 0, 60);
    }

    @Test
    void brightness_drawsFromItsRange() {
        float least = Float.MAX_VALUE;
        float greatest = 0;
        for (long seed = 0; seed < 5000; seed++) {
            float level = Pictures.augmented(Augmentation.builder().brightnessRange(0.5, 1.5), COLOURS, seed)[2];
            least = Math.min(least, level);
            greatest = Math.max(greatest, level);
        }
        assertThat(least).isBetween(50f, 50.1f);
        assertThat(greatest).isBetween(149.9f, 150f);
    }

    @Test
    void contrast_stretchesAboutEachChannelsMean() {
        assertThat(Pictures.augmented(Augmentation.builder().contrastRange(2, 2), COLOURS, 0))
                .containsExactly(0, 40, 50, 250, 0, 60);
    }

    @Test
    void contrastOfZero_leavesEachChannelsMean() {
        assertThat(Pictures.augmented(Augmentation.builder().contrastRange(0, 0), COLOURS, 0))
                .containsExactly(20, 20, 150, 150, 20, 20);
    }

    @Test
    void tones_changeInTheOrderShiftBrightnessContrast() {
        Tone tone = new Tone(new Range(10, 10), new Range(2, 2), new Range(0.5, 0.5));
        float[] levels = {20, 40, 60};
        tone.apply(0, levels, 0, new ImageShape(1, 3, 1));
        float mean = (60 + 100 + 120) / 3f;
        assertThat(levels)
                .containsExactly(new float[] {(60 + mean) / 2, (100 + mean) / 2, (120 + mean) / 2}, within(1e-4f));
    }
}
