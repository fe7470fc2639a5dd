package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeTest {

    private static final List<Code> CODES =
            List.of(new HalfCode(), new ByteCode(), new Bfloat16Code(), new FloatCode());

    /** Largest error of a value, as a part of its block's largest. */
    private static final List<Double> ERRORS = List.of(0x1p-11, 1 / 253.0, 0x1p-8, 0.0);

    @Test
    void everySize_comesBackAsTheSenderKnowsIt_inTheWordsThatItSays() {
        for (Code code : CODES) {
            for (int size = 0; size <= Code.BLOCK; size++) {
                float[] values = random(size, 1);
                float[] decoded = new float[size];
                float[] words = encode(code, values, decoded, size);
                float[] back = new float[size];
                code.decode(words, 1, back, size);

                assertThat(words).hasSize(1 + code.words(size));
                assertThat(back).as("%s %d", code, size).isEqualTo(decoded);
            }
        }
    }

    @Test
    void errors_areSmallBesideTheLargestValueOfTheBlock() {
        for (int c = 0; c < CODES.size(); c++) {
            for (float scale : new float[] {1e-30f, 1e-10f, 1, 3e5f, 1e37f}) {
                float[] values = random(Code.BLOCK, scale);
                float[] decoded = new float[Code.BLOCK];
                encode(CODES.get(c), values, decoded, Code.BLOCK);
                float largest = BlockScale.largest(values, Code.BLOCK);
                for (int i = 0; i < Code.BLOCK; i++) {
                    assertThat((double) Math.abs(decoded[i] - values[i]))
                            .as("%s of %s", CODES.get(c), values[i])
                            .isLessThanOrEqualTo(largest * ERRORS.get(c));
                }
            }
        }
    }

    @Test
    void largestValue_isKeptByBytes_andZerosByAll() {
        for (Code code : CODES) {
            float[] values = {0, 127, -127, 64, 0};
            float[] decoded = new float[5];
            encode(code, values, decoded, 5);
            assertThat(decoded).containsExactly(values);
            encode(code, new float[5], decoded, 5);
            assertThat(decoded).containsOnly(0);
        }
    }

    @Test
    void whatIsNotFinite_isNotHidden_andSpoilsNothingElse() {
        for (Code code : CODES) {
            for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (float[] values : new float[][] {{1, odd, -0.5f}, {odd}, {odd, odd, odd, odd, 0}}) {
                    float[] decoded = new float[values.length];
                    float[] words = encode(code, values, decoded, values.length);
                    float[] back = new float[values.length];
                    code.decode(words, 1, back, values.length);
                    for (int i = 0; i < values.length; i++) {
                        assertThat(Float.isFinite(back[i]))
                                .as("%s of %s", code, values[i])
                                .isEqualTo(Float.isFinite(values[i]));
                    }
                    assertThat(back).isEqualTo(decoded);
                }
            }
        }
    }

    @Test
    void tinyChanges_travelAsZeros_andHugeOnesAsFiniteValues() {
        for (Code code : List.of(new HalfCode(), new ByteCode())) {
            float[] decoded = new float[2];
            encode(code, new float[] {Float.MIN_VALUE, 0x1.fp-101f}, decoded, 2);
            assertThat(decoded).containsOnly(0);
            encode(code, new float[] {1.5e38f, -1.5e38f}, decoded, 2);
            assertThat(decoded[0]).isFinite().isGreaterThan(1.4e38f);
            assertThat(decoded[1]).isFinite().isLessThan(-1.4e38f);
        }
    }

    @Test
    void blocks_addUp() {
        assertThat(new HalfCode().allWords(3 * 1024 + 7)).isEqualTo(3 * 513 + 5);
        assertThat(new ByteCode().allWords(2048)).isEqualTo(2 * 257);
        assertThat(new ByteCode().allWords(0)).isZero();
        assertThat(new Bfloat16Code().allWords(1025)).isEqualTo(513);
        assertThat(new FloatCode().allWords(5000)).isEqualTo(5000);
    }

    /** Coded words after one that belongs to someone else. */
    private static float[] encode(Code code, float[] values, float[] decoded, int size) {
        ByteBuffer out = Outbox.buffer(1 + Code.BLOCK + 1).putInt(-1);
        code.encode(values, decoded, size, out);
        float[] words = new float[out.position() / Float.BYTES];
        out.rewind().asFloatBuffer().get(words);
        return words;
    }

    private static float[] random(int size, float scale) {
        Random random = new Random(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }
}
