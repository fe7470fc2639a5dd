package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    private static final List<Precision> CODED = List.of(Precision.FLOAT16, Precision.INT8);
    private static final SessionKey KEY = new SessionKey("run", 0, 0);

    @Test
    void bits_areTheSame_forAnySpreadOfReplicasOverTasks() throws Exception {
        for (Precision precision : CODED) {
            for (int[] sizes : new int[][] {{5000, 3000}, {1, 0}, {0, 2050}, {1025, 1023}, {140_001, 5}, {3, 7}}) {
                float[] expected = null;
                for (List<Integer> hosts :
                        List.of(List.of(4), List.of(2, 2), List.of(1, 3), List.of(1, 2, 1), List.of(1, 1, 1, 1))) {
                    for (float[] result : new CodedRun(precision, hosts, 4, 3, sizes[0], sizes[1]).results()) {
                        expected = expected == null ? result : expected;
                        assertThat(Arrays.equals(result, expected))
                                .as("%s %s on %s", precision, Arrays.toString(sizes), hosts)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void changes_haveArrivedWhole_whenTheSegmentEnds() throws Exception {
        for (Precision precision : CODED) {
            for (int rounds : new int[] {1, 2, 4, 9}) {
                CodedRun run = new CodedRun(precision, List.of(1, 2), rounds, rounds - 1, 3000, 10);
                assertClose(run.results().get(0), run.exact(), 1e-6 * rounds);
            }
        }
    }

    @Test
    void beforeTheEnd_onlyWhatBothSidesHoldBackIsMissing() throws Exception {
        for (Precision precision : CODED) {
            // Half a step of the largest change there is, for each side; rests add a little to what is coded next.
            double bound = 2 * 4.8 * (precision == Precision.INT8 ? 1 / 254.0 : 0x1p-11);
            for (int rounds : new int[] {1, 4, 40}) {
                CodedRun run = new CodedRun(precision, List.of(1, 2), rounds, 1000, 1500, 0);
                assertClose(run.results().get(0), run.exact(), bound);
            }
        }
    }

    @Test
    void smallChangesBesideLargeOnes_areNotLost() throws Exception {
        for (int lastRound : new int[] {199, 1000}) {
            float[] agreed = new float[2];
            try (Averager averager = alone(2, 0, Precision.INT8, lastRound)) {
                for (int round = 0; round < 200; round++) {
                    float[] values = {agreed[0] + 1, agreed[1] + 1e-3f};
                    averager.average(round, List.of(contribution(0, values), contribution(1, values)), agreed, agreed);
                }
            }
            assertThat(agreed[0]).isEqualTo(200);
            assertThat(agreed[1]).isCloseTo(0.2f, within(lastRound == 199 ? 1e-4f : 2 / 254f));
        }
    }

    @Test
    void lastRound_withoutEarlierOnes_isAsGoodAsFullPrecision() throws Exception {
        CodedRun full = new CodedRun(Precision.FLOAT32, List.of(1, 1), 1, 0, 3000, 500);
        float[] expected = full.results().get(0);
        for (Precision precision : CODED) {
            float[] result = new CodedRun(precision, List.of(1, 1), 1, 0, 3000, 500)
                    .results()
                    .get(0);
            for (int i = 0; i < result.length; i++) {
                assertThat(result[i]).isCloseTo(expected[i], within(Math.ulp(4f)));
            }
        }
    }

    @Test
    void state_follows_andNeverLosesItsSign() throws Exception {
        for (Precision precision : CODED) {
            for (int rounds : new int[] {1, 10, 100}) {
                CodedRun run = new CodedRun(precision, List.of(2, 1), rounds, 1000, 5, 2000);
                float[] result = run.results().get(0);
                float[] full = new CodedRun(Precision.FLOAT32, List.of(2, 1), rounds, 1000, 5, 2000)
                        .results()
                        .get(0);
                for (int i = 5; i < result.length; i++) {
                    assertThat(result[i]).isPositive();
                    assertThat((double) result[i] / full[i]).isCloseTo(1, within(0x1p-6));
                }
            }
        }
    }

    @Test
    void stateThatCollapses_staysPositive() throws Exception {
        float[] agreed = {0.987654f, 0.3333f, 0f};
        try (Averager averager = alone(0, 3, Precision.INT8, 1000)) {
            for (int round = 0; round < 60; round++) {
                float[] values = {agreed[0] * 1e-3f, agreed[1] / 2, 0};
                averager.average(round, List.of(contribution(0, values), contribution(1, values)), agreed, agreed);
                assertThat(agreed[0]).isGreaterThanOrEqualTo(round < 10 ? Float.MIN_VALUE : 0);
                assertThat(agreed[1]).isPositive();
                assertThat(agreed[2]).isZero();
            }
        }
        assertThat(agreed[1]).isCloseTo((float) (0.3333 * Math.pow(2, -60)), within(1e-20f));
    }

    @Test
    void whatIsNotFinite_isNotHidden() throws Exception {
        for (Precision precision : CODED) {
            for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                float[] agreed = new float[4];
                try (Averager averager = alone(2, 2, precision, 9)) {
                    float[] first = {odd, 1, odd, 1};
                    float[] second = {1, 1, 1, 1};
                    averager.average(0, List.of(contribution(0, first), contribution(1, second)), agreed, agreed);
                }
                assertThat(Float.isFinite(agreed[0])).isFalse();
                assertThat(Float.isFinite(agreed[2])).isFalse();
                assertThat(new float[] {agreed[1], agreed[3]}).containsOnly(1);
            }
        }
    }

    @Test
    void oneReplicaAlone_keepsItsBits() throws Exception {
        for (Precision precision : CODED) {
            float[] values = {0.1f, 1e-9f, Float.intBitsToFloat(0x7fc12345), -0f};
            float[] agreed = {5, 5, 5, 5};
            try (Averager averager = alone(3, 1, precision, 9)) {
                averager.average(0, List.of(new Contribution(0, 3, values, null)), agreed, agreed);
                assertThat(agreed).isEqualTo(values);
                averager.average(1, List.of(new Contribution(0, 0, new float[0], null)), agreed, agreed);
                assertThat(agreed).isEqualTo(values);
            }
        }
    }

    @Test
    void faultsAndRoundsWithoutSamples_changeNothing() throws Exception {
        Fault fault = new Fault(Fault.Kind.BAD_BATCH, 1, 1, 4, "Cannot read");
        Sessions sessions = new Sessions();
        List<RoundOutcome> outcomes = Tasks.run(2, rank -> {
            float[] agreed = new float[5000];
            float[] ones = new float[5000];
            Arrays.fill(ones, 1);
            try (Averager averager =
                    new PeerAverager(sessions.local(KEY, rank, 2, () -> false), 2000, 5000, Precision.INT8, 9)) {
                averager.average(0, List.of(new Contribution(rank, 0, new float[0], null)), agreed, agreed);
                assertThat(agreed).containsOnly(0);
                averager.average(1, List.of(new Contribution(rank, 3, ones, null)), agreed, agreed);
                assertThat(agreed).containsOnly(1);
                RoundOutcome outcome = averager.average(
                        2,
                        List.of(new Contribution(rank, rank, new float[5000], rank == 1 ? fault : null)),
                        agreed,
                        agreed);
                assertThat(agreed).containsOnly(1);
                return outcome;
            }
        });
        assertThat(outcomes).containsOnly(new RoundOutcome(1, fault));
    }

    @Test
    void result_mayBeOneOfTheValues() throws Exception {
        float[] base = {1, 1, 1};
        float[] values = {2, 3, 4};
        try (Averager averager = alone(2, 1, Precision.FLOAT16, 9)) {
            averager.average(0, List.of(contribution(0, values.clone()), contribution(1, values)), base, values);
        }
        assertThat(values).containsExactly(2, 3, 4);
    }

    @Test
    void bytes_shrink() throws Exception {
        long full = bytes(Precision.FLOAT32, 200_000, 0);

        assertThat(full).isEqualTo(2 * 3 * 2 * 400_000L);
        assertThat((double) bytes(Precision.FLOAT16, 200_000, 0) / full).isBetween(0.5, 0.51);
        assertThat((double) bytes(Precision.INT8, 200_000, 0) / full).isBetween(0.25, 0.255);
        assertThat((double) bytes(Precision.INT8, 0, 200_000) / full).isBetween(0.5, 0.51);
    }

    @Test
    void parametersBeyondTheLength_areRefused() {
        assertThatThrownBy(() -> alone(11, -1, Precision.INT8, 0))
                .hasMessage("Invalid parameters: 11 (must be 0 to 10, the length)");
    }

    private static Contribution contribution(int replica, float[] values) {
        return new Contribution(replica, 1 + 4L * replica, values, null);
    }

    private static long bytes(Precision precision, int parameters, int state) throws Exception {
        CodedRun run = new CodedRun(precision, List.of(1, 1), 3, 9, parameters, state);
        AtomicLong bytes = new AtomicLong();
        run.results(bytes);
        return bytes.get();
    }

    private static void assertClose(float[] found, double[] expected, double bound) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).as("value %d", i).isCloseTo(expected[i], within(bound));
        }
    }

    /** The only task, with room for so many parameters and so much state. */
    private static Averager alone(int parameters, int state, Precision precision, int lastRound) {
        Peers peers = new Sessions().local(KEY, 0, 1, () -> false);
        return new PeerAverager(peers, parameters, parameters + state, precision, lastRound);
    }
}
