package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.Sequence;
import dev.tandem.metric.MetricSums;
import dev.tandem.plan.EpochPlan;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class OpenBatchesTest {

    /** Two replicas of five batches, two a round. */
    private static final EpochPlan PLAN = EpochPlan.of(10, 2, 0, 7, true, 2);

    private static final List<Integer> BOTH = List.of(0, 1);

    private final List<Integer> read = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> opened = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();

    private final class Counted implements Sequence {

        @Override
        public int length() {
            return 10;
        }

        @Override
        public Batch get(int index) {
            read.add(index);
            return numbered(index);
        }
    }

    private final class Stream implements Iterator<Batch>, AutoCloseable {

        private final int replica;
        private int next;

        Stream(int replica) {
            this.replica = replica;
            opened.add(replica);
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Batch next() {
            return numbered(next++);
        }

        @Override
        public void close() {
            closed.add(replica);
        }
    }

    private BatchGenerator generator() {
        return (replica, replicas, epoch) -> new Stream(replica);
    }

    private static Batch numbered(int number) {
        return Batch.of(Nd4j.ones(1, 1).mul(number), Nd4j.zeros(1, 1));
    }

    private static SegmentWork work(EpochPlan plan, int fromRound, int toRound, int queue, int workers) {
        return new SegmentWork(
                plan.segment(fromRound, toRound),
                0,
                new FeedOptions(workers, queue, Duration.ofMinutes(1)),
                AveragingOptions.STANDARD,
                List.of(),
                0,
                Double.NaN,
                0,
                BadBatchBudget.NONE);
    }

    private static SegmentWork work(int fromRound, int toRound) {
        return work(PLAN, fromRound, toRound, 3, 0);
    }

    private static List<Integer> take(OpenBatches batches, SegmentWork work, int replica) throws InterruptedException {
        List<Integer> taken = new ArrayList<>();
        int count = work.segment().positions(replica).size();
        for (int i = 0; i < count; i++) {
            try (Batch batch = batches.of(replica).next()) {
                taken.add(batch.inputs().get(0).getInt(0));
            }
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void segmentsOfAnEpoch_goOnInOrder_andReadNothingTwice(int workers) throws InterruptedException {
        try (OpenBatches batches = new OpenBatches(new Counted())) {
            List<Integer> taken = new ArrayList<>();
            for (int round = 0; round < PLAN.rounds(); round++) {
                SegmentWork work = work(PLAN, round, round + 1, 3, workers);
                batches.turnTo(work, BOTH);
                taken.addAll(take(batches, work, 0));
                taken.addAll(take(batches, work, 1));
                assertThat(batches.replicas()).isEqualTo(BOTH);
            }
            int[][] positions = {{0, 1, 5, 6}, {2, 3, 7, 8}, {4, 9}};
            List<Integer> planned = new ArrayList<>();
            for (int[] round : positions) {
                for (int position : round) {
                    planned.add(PLAN.order().indexAt(position));
                }
            }
            assertThat(taken).isEqualTo(planned);
            assertThat(read).hasSize(10).doesNotHaveDuplicates();
        }
    }

    @Test
    void skippedBatch_countsAsTaken() throws InterruptedException {
        Sequence broken = new Sequence() {
            @Override
            public int length() {
                return 10;
            }

            @Override
            public Batch get(int index) {
                read.add(index);
                if (index == PLAN.order().indexAt(1)) {
                    throw new IllegalStateException("torn");
                }
                return numbered(index);
            }
        };
        try (OpenBatches batches = new OpenBatches(broken)) {
            batches.turnTo(work(0, 1), List.of(0));
            batches.of(0).next().close();
            assertThatThrownBy(() -> batches.of(0).next()).hasMessageContaining("torn");
            batches.of(0).skip();

            batches.turnTo(work(1, 2), List.of(0));

            assertThat(take(batches, work(1, 2), 0))
                    .containsExactly(PLAN.order().indexAt(2), PLAN.order().indexAt(3));
            assertThat(read).hasSize(4);
        }
    }

    /** Takes the first round, goes on, and tells what was opened and closed in addition. */
    private void turn(BiConsumer<OpenBatches, SegmentWork> step) throws InterruptedException {
        EpochPlan plan = EpochPlan.ofGenerator(10, 2, 0, 2);
        OpenBatches batches = new OpenBatches(generator());
        SegmentWork first = work(plan, 0, 1, 3, 0);
        batches.turnTo(first, BOTH);
        take(batches, first, 0);
        take(batches, first, 1);
        assertThat(opened).containsExactly(0, 1);
        step.accept(batches, first);
        batches.close();
    }

    @Test
    void nextSegment_keepsAGeneratorsStreams() throws InterruptedException {
        turn((batches, first) -> batches.turnTo(work(first.segment().plan(), 1, 3, 3, 0), BOTH));
        assertThat(opened).containsExactly(0, 1);
        assertThat(closed).containsExactly(0, 1);
    }

    static List<Named<SegmentWork>> otherSegments() {
        EpochPlan plan = EpochPlan.ofGenerator(10, 2, 0, 2);
        return List.of(
                Named.of("the same again", work(plan, 0, 1, 3, 0)),
                Named.of("a round left out", work(plan, 2, 3, 3, 0)),
                Named.of("another epoch", work(EpochPlan.ofGenerator(10, 2, 1, 2), 1, 2, 3, 0)),
                Named.of("other feed options", work(plan, 1, 2, 4, 0)));
    }

    @ParameterizedTest
    @MethodSource("otherSegments")
    void segmentThatIsNotTheNextOne_opensAnew(SegmentWork other) throws InterruptedException {
        turn((batches, first) -> {
            batches.turnTo(other, BOTH);
            assertThat(closed).containsExactly(0, 1);
        });
    }

    @Test
    void replicaThatAnotherTaskHosts_isClosed_andTheRestGoesOn() throws InterruptedException {
        turn((batches, first) -> {
            batches.turnTo(work(first.segment().plan(), 1, 2, 3, 0), List.of(1));
            assertThat(closed).containsExactly(0);
            assertThat(batches.replicas()).containsExactly(1);
        });
        assertThat(opened).containsExactly(0, 1);
    }

    @Test
    void segmentOfNoRounds_closesAll_andOpensNothing() throws InterruptedException {
        turn((batches, first) -> {
            batches.turnTo(work(first.segment().plan(), 1, 1, 3, 0), BOTH);
            assertThat(closed).containsExactly(0, 1);
        });
        assertThat(opened).containsExactly(0, 1);
        assertThat(closed).containsExactly(0, 1);
    }

    @Test
    void waitingTime_isToldOfEachSegmentAlone() throws InterruptedException {
        try (OpenBatches batches = new OpenBatches(new Counted())) {
            SegmentWork work = work(0, 1);
            batches.turnTo(work, BOTH);
            take(batches, work, 0);
            assertThat(batches.of(0).waitedNanos()).isPositive();

            LocalReplica next = new LocalReplica(0, work(1, 2), batches.of(0), (samples, loss) -> {});

            assertThat(next.report(new MetricSums(List.of())).feedWaitNanos()).isZero();
        }
    }

    @Test
    void loop_leavesBatchesOpenUntilTheEpochEnds() throws Exception {
        Loops loops = new Loops(2, AveragingOptions.STANDARD);
        assertThat(openAfter(loops, 0, 3)).isEqualTo(BOTH);
        assertThat(openAfter(loops, 3, loops.rounds())).isEmpty();
        assertThat(openAfter(loops, 3, 3)).isEmpty();
        assertThat(openAfter(new Loops(2, AveragingOptions.STANDARD, 2), 0, loops.rounds() - 1))
                .isEmpty();
    }

    private static List<Integer> openAfter(Loops loops, int fromRound, int toRound) throws Exception {
        OpenBatches batches = new OpenBatches(loops.data());
        loops.train(batches, fromRound, toRound);
        return batches.replicas();
    }
}
