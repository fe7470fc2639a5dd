package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.ImageShape;
import dev.tandem.plan.Seeds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch whose sample i is a plane of the level 10 · (i + 1) and of the class i. */
class MixingTest {

    private static final ImageShape SHAPE = new ImageShape(4, 5, 3);
    private static final int SAMPLES = 7;

    private final float[] inputs = new float[SAMPLES * 60];
    private final float[] targets = new float[SAMPLES * SAMPLES];

    private void mix(Mixing mixing, long seed) {
        for (int sample = 0; sample < SAMPLES; sample++) {
            Arrays.fill(inputs, sample * 60, (sample + 1) * 60, level(sample));
            Arrays.fill(targets, sample * SAMPLES, (sample + 1) * SAMPLES, 0);
            targets[sample * SAMPLES + sample] = 1;
        }
        mixing.apply(inputs, targets, SAMPLES, SHAPE, SAMPLES, seed);
    }

    private static float level(int sample) {
        return 10 * (sample + 1);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0", "0, 1", "0.4, 1"})
    void targets_areTheSharesOfLevels(double mixup, double cutmix) {
        for (long seed = 0; seed < 100; seed++) {
            mix(new Mixing(mixup, cutmix), seed);
            for (int sample = 0; sample < SAMPLES; sample++) {
                double mean = 0;
                double expected = 0;
                double shares = 0;
                for (int i = 0; i < 60; i++) {
                    mean += inputs[sample * 60 + i] / 60;
                }
                for (int label = 0; label < SAMPLES; label++) {
                    shares += targets[sample * SAMPLES + label];
                    expected += targets[sample * SAMPLES + label] * level(label);
                }
                assertThat(shares).isCloseTo(1, within(1e-6));
                assertThat(mean).isCloseTo(expected, within(1e-3));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0", "0, 1", "0.4, 1"})
    void eachSample_hasOnePartner_andIsOnesPartner(double mixup, double cutmix) {
        for (long seed = 0; seed < 100; seed++) {
            mix(new Mixing(mixup, cutmix), seed);
            int[] partners = BatchMixer.permutation(SAMPLES, seed);
            for (int sample = 0; sample < SAMPLES; sample++) {
                for (int label = 0; label < SAMPLES; label++) {
                    if (label != sample && label != partners[sample]) {
                        assertThat(targets[sample * SAMPLES + label]).isZero();
                    }
                }
            }
        }
    }

    @Test
    void permutation_isOne_andEveryOneComesUp() {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 1000; seed++) {
            int[] order = BatchMixer.permutation(4, seed);
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
            seen.add(Arrays.toString(order));
        }
        assertThat(seen).hasSize(24);
    }

    @Test
    void mixup_blendsAllLevelsAlike() {
        mix(new Mixing(1, 0), 3);
        for (int sample = 0; sample < SAMPLES; sample++) {
            float first = inputs[sample * 60];
            assertThat(Arrays.copyOfRange(inputs, sample * 60, (sample + 1) * 60))
                    .containsOnly(first);
        }
        assertThat(IntStream.range(0, SAMPLES).filter(i -> inputs[i * 60] != level(i)))
                .isNotEmpty();
    }

    @Test
    void cutmix_pastesOneBoxIntoAllChannels() {
        for (long seed = 0; seed < 200; seed++) {
            mix(new Mixing(0, 1), seed);
            int[] partners = BatchMixer.permutation(SAMPLES, seed);
            for (int sample = 0; sample < SAMPLES; sample++) {
                float[] plane = Arrays.copyOfRange(inputs, sample * 60, sample * 60 + 20);
                assertThat(Arrays.copyOfRange(inputs, sample * 60 + 20, sample * 60 + 40))
                        .isEqualTo(plane);
                assertThat(Arrays.copyOfRange(inputs, sample * 60 + 40, sample * 60 + 60))
                        .isEqualTo(plane);
                requireBox(plane, level(sample), level(partners[sample]));
            }
        }
    }

    /** A white sample between black ones: what is white is the box, or what the box left. */
    @Test
    void cutmix_boxIsCentredAnywhereAndCutOffAtTheEdge() {
        ImageShape shape = new ImageShape(13, 9, 1);
        for (long seed = 0; seed < 500; seed++) {
            float[] pair = new float[2 * 117];
            Arrays.fill(pair, 0, 117, 255);
            new Mixing(0, 0.7).apply(pair, new float[] {1, 0, 0, 1}, 2, shape, 2, seed);
            if (BatchMixer.permutation(2, seed)[0] == 0) {
                continue;
            }
            long own = Seeds.derive(seed, 0);
            double side = Math.sqrt(1 - Beta.draw(0.7, own));
            int row = (int) (13 * Purpose.MIX_BOX.draw(own, 0));
            int column = (int) (9 * Purpose.MIX_BOX.draw(own, 1));
            int halfHeight = (int) (13 * side) / 2;
            int halfWidth = (int) (9 * side) / 2;
            for (int i = 0; i < 117; i++) {
                boolean inRows = i / 9 >= row - halfHeight && i / 9 < row + halfHeight;
                boolean inColumns = i % 9 >= column - halfWidth && i % 9 < column + halfWidth;
                assertThat(pair[i]).isEqualTo(inRows && inColumns ? 0 : 255);
            }
        }
    }

    private static void requireBox(float[] plane, float own, float pasted) {
        int[] places = IntStream.range(0, 20)
                .filter(i -> plane[i] == pasted && pasted != own)
                .toArray();
        int kept = (int) IntStream.range(0, 20).filter(i -> plane[i] == own).count();
        assertThat(places.length + kept).isEqualTo(20);
        int rows = (int) Arrays.stream(places).map(i -> i / 5).distinct().count();
        int columns = (int) Arrays.stream(places).map(i -> i % 5).distinct().count();
        assertThat(places).hasSize(rows * columns);
    }

    @Test
    void both_areTakenInTurns() {
        Set<Boolean> plain = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            mix(new Mixing(1, 1), seed);
            for (int sample = 0; sample < SAMPLES; sample++) {
                float first = inputs[sample * 60];
                boolean blended = first % 10 != 0;
                plain.add(blended);
            }
        }
        assertThat(plain).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void sameSeed_givesTheSameFloats() {
        mix(new Mixing(0.2, 1), 5);
        float[] first = inputs.clone();
        mix(new Mixing(0.2, 1), 5);
        assertThat(inputs).isEqualTo(first);
        mix(new Mixing(0.2, 1), 6);
        assertThat(inputs).isNotEqualTo(first);
    }

    @Test
    void none_changesNothing() {
        mix(Mixing.NONE, 1);
        assertThat(Mixing.NONE.isOn()).isFalse();
        assertThat(IntStream.range(0, SAMPLES).filter(i -> inputs[i * 60] != level(i)))
                .isEmpty();
    }

    @Test
    void samplesBeyondThoseInUse_stayAsTheyAre() {
        float[] pair = {1, 2, 3};
        float[] labels = {1, 1, 1};
        for (long seed = 0; seed < 20; seed++) {
            new Mixing(1, 0).apply(pair, labels, 2, new ImageShape(1, 1, 1), 1, seed);
        }
        assertThat(pair[2]).isEqualTo(3);
    }

    @Test
    void alphaBelowZero_isRefused() {
        assertThatThrownBy(() -> new Mixing(-0.1, 0))
                .hasMessage("Invalid mixup: -0.1 (must be an alpha > 0 and finite, or 0 for none)");
        assertThatThrownBy(() -> new Mixing(0, Double.NaN))
                .hasMessage("Invalid cutmix: NaN (must be an alpha > 0 and finite, or 0 for none)");
    }
}
