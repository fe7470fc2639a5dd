package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.averaging.OuterOptimizer.Nesterov;
import dev.tandem.averaging.Precision;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What replicas agree on, by each outer optimizer, with and without overlap. */
final class AveragingWaysTest {

    private static final Nesterov NESTEROV = new Nesterov(0.7, 0.9);
    private static final AveragingOptions PLAIN = AveragingOptions.STANDARD;

    static Stream<AveragingOptions> ways() {
        return Stream.of(
                PLAIN,
                PLAIN.withOuter(NESTEROV),
                PLAIN.overlapping(),
                PLAIN.withOuter(NESTEROV).overlapping());
    }

    /** The same training in one thread, as papers write it: in double, every vector anew. */
    private static final class Reference {

        private final Loops loops;
        private final TrainableModel model = Loops.model();
        private final int parameters = model.parameterCount();
        private double[] agreed;
        private double[] velocity = new double[parameters];

        Reference(Loops loops) {
            this.loops = loops;
            this.agreed = doubles(loops.start().values());
        }

        void train(int rounds) throws InterruptedException {
            List<LocalReplica> replicas = new ArrayList<>();
            List<double[]> own = new ArrayList<>();
            List<double[]> before = new ArrayList<>();
            Sequence data = loops.data();
            for (int number = 0; number < loops.replicas(); number++) {
                SegmentWork work = loops.work(0, rounds);
                ReplicaBatches batches = new ReplicaBatches(data, work, number);
                replicas.add(new LocalReplica(number, work, batches, (samples, loss) -> {}));
                own.add(agreed);
                before.add(agreed);
            }
            double[] late = agreed;
            for (int round = 0; round < rounds; round++) {
                long[] samples = new long[loops.replicas()];
                for (int r = 0; r < loops.replicas(); r++) {
                    float[] values = floats(own.get(r));
                    Contribution trained = replicas.get(r).train(model, round, values, values);
                    samples[r] = trained.samples();
                    own.set(r, doubles(values));
                    if (loops.averaging().overlap() && round > 0) {
                        own.set(r, corrected(own.get(r), late, before.get(r)));
                    }
                }
                agreed = stepped(agreed, mean(own, samples));
                late = agreed;
                for (int r = 0; r < loops.replicas(); r++) {
                    before.set(r, own.get(r));
                    own.set(r, loops.averaging().overlap() ? own.get(r) : agreed);
                }
            }
        }

        private double[] corrected(double[] values, double[] late, double[] snapshot) {
            return IntStream.range(0, values.length)
                    .mapToDouble(i -> i < parameters ? values[i] + late[i] - snapshot[i] : values[i])
                    .toArray();
        }

        private static double[] mean(List<double[]> values, long[] samples) {
            double[] sum = new double[values.get(0).length];
            long total = 0;
            for (int r = 0; r < samples.length; r++) {
                total += samples[r];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += samples[r] * values.get(r)[i];
                }
            }
            long all = total;
            return IntStream.range(0, sum.length).mapToDouble(i -> sum[i] / all).toArray();
        }

        private double[] stepped(double[] base, double[] average) {
            if (!(loops.averaging().outer() instanceof Nesterov nesterov)) {
                return average;
            }
            double[] next = average.clone();
            for (int i = 0; i < parameters; i++) {
                double change = base[i] - average[i];
                velocity[i] = nesterov.momentum() * velocity[i] + change;
                next[i] = base[i] - nesterov.learningRate() * (change + nesterov.momentum() * velocity[i]);
            }
            return next;
        }
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static AgreedState trained(Loops loops, int tasks) throws Exception {
        return loops.train(tasks, loops.start(), 0, loops.rounds()).get(0).state();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void agreedState_isThatOfTheFormulas(AveragingOptions way) throws Exception {
        for (int replicas : new int[] {1, 2, 4}) {
            Loops loops = new Loops(replicas, way);
            Reference reference = new Reference(loops);
            reference.train(loops.rounds());

            AgreedState state = trained(loops, 1);

            Offset<Double> rounding = within(1e-4);
            assertThat(doubles(state.values())).containsExactly(reference.agreed, rounding);
            if (way.outer() instanceof Nesterov) {
                assertThat(doubles(state.outerState())).containsExactly(reference.velocity, rounding);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void bits_areTheSameOnEveryTask_forAnyNumberOfTasks(AveragingOptions way) throws Exception {
        Loops loops = new Loops(4, way);
        AgreedState one = trained(loops, 1);
        for (int tasks : new int[] {2, 3, 4}) {
            for (Loops.Ended ended : loops.train(tasks, loops.start(), 0, loops.rounds())) {
                assertThat(ended.state().values()).containsExactly(one.values());
                assertThat(ended.state().outerState()).containsExactly(one.outerState());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void bitsOfCodedChanges_areTheSameForAnyNumberOfTasks_too(AveragingOptions way) throws Exception {
        for (Precision precision : List.of(Precision.FLOAT16, Precision.INT8)) {
            Loops loops = new Loops(4, way.withPrecision(precision));
            AgreedState one = trained(loops, 1);
            for (Loops.Ended ended : loops.train(3, loops.start(), 0, loops.rounds())) {
                assertThat(ended.state().values()).containsExactly(one.values());
                assertThat(ended.state().outerState()).containsExactly(one.outerState());
            }
            assertThat(one.values()).isNotEqualTo(trained(new Loops(4, way), 1).values());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void segmentOfNoRounds_changesNothing(AveragingOptions way) throws Exception {
        Loops loops = new Loops(2, way);

        AgreedState state = loops.train(2, loops.start(), 3, 3).get(1).state();

        assertThat(state.values()).containsExactly(loops.start().values());
    }

    @Test
    void overlap_letsOthersChangesComeLate() throws Exception {
        AgreedState joined = trained(new Loops(2, PLAIN), 1);
        AgreedState overlapped = trained(new Loops(2, PLAIN.overlapping()), 1);

        assertThat(overlapped.values()).isNotEqualTo(joined.values());
    }

    @Test
    void overlapOfOneReplica_changesNothing() throws Exception {
        AgreedState joined = trained(new Loops(1, PLAIN), 1);
        AgreedState overlapped = trained(new Loops(1, PLAIN.overlapping()), 1);

        assertThat(overlapped.values()).containsExactly(joined.values());
    }

    @Test
    void segmentsOfOneRound_haveNothingToOverlap() throws Exception {
        Loops joined = new Loops(4, PLAIN.withOuter(NESTEROV));
        Loops overlapped = new Loops(4, joined.averaging().overlapping());
        AgreedState cut = overlapped.start();
        for (int round = 0; round < overlapped.rounds(); round++) {
            cut = overlapped.train(2, cut, round, round + 1).get(0).state();
        }

        assertThat(cut.values()).containsExactly(trained(joined, 2).values());
    }

    @Test
    void nesterovOverCutSegments_goesOnWithTheSameBits() throws Exception {
        Loops loops = new Loops(4, PLAIN.withOuter(NESTEROV));
        AgreedState half = loops.train(2, loops.start(), 0, 3).get(1).state();
        AgreedState cut = loops.train(3, half, 3, 6).get(2).state();
        AgreedState whole = trained(loops, 1);

        assertThat(cut.values()).containsExactly(whole.values());
        assertThat(cut.outerState()).containsExactly(whole.outerState());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void fault_isTheSameOnEveryTask_whereverItHappens(AveragingOptions way) throws Exception {
        for (int poisoned = 0; poisoned < 23; poisoned += 3) {
            Loops loops = new Loops(4, way, poisoned);
            List<Fault> faults = loops.train(2, loops.start(), 0, loops.rounds()).stream()
                    .map(ended -> ended.outcome().fault())
                    .toList();

            assertThat(faults.get(0)).isNotNull().isEqualTo(faults.get(1));
            assertThat(faults.get(0).index()).isEqualTo(poisoned);
            assertThat(faults.get(0).kind()).isEqualTo(Fault.Kind.NON_FINITE_LOSS);
        }
    }
}
