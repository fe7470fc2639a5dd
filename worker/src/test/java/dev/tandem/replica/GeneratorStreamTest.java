package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.feed.BadBatchException;
import dev.tandem.plan.EpochPlan;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class GeneratorStreamTest {

    private final List<Batch> made = new ArrayList<>();
    private int closed;

    /** Batches that hold replica, replicas, epoch and their number. */
    private Batch batch(float... values) {
        Batch batch = Batch.of(Nd4j.createFromArray(values).reshape(1, values.length), Nd4j.zeros(1, 1));
        made.add(batch);
        return batch;
    }

    private final class Numbers implements Iterator<Batch>, AutoCloseable {
        private final float[] place;
        private final int end;
        private int next;

        Numbers(int end, float... place) {
            this.end = end;
            this.place = place;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Batch next() {
            return batch(place[0], place[1], place[2], next++);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private BatchGenerator numbers(int end) {
        return (replica, replicas, epoch) -> new Numbers(end, replica, replicas, epoch);
    }

    private static SegmentWork work(EpochPlan plan, int fromRound, int toRound, int workers) {
        return new SegmentWork(
                plan.segment(fromRound, toRound),
                0,
                new FeedOptions(workers, 3, Duration.ofMinutes(1)),
                AveragingOptions.STANDARD,
                List.of(),
                0,
                Double.NaN,
                0,
                BadBatchBudget.NONE);
    }

    private static List<List<Float>> take(ReplicaBatches batches, int count) throws InterruptedException {
        List<List<Float>> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = batches.next().inputs().get(0).toFloatVector();
            taken.add(List.of(values[0], values[1], values[2], values[3]));
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void stream_isOpenedForReplicaAndEpochAndReadInOrder(int workers) throws InterruptedException {
        EpochPlan plan = EpochPlan.ofGenerator(7, 2, 5, 2);
        try (ReplicaBatches batches = new ReplicaBatches(numbers(Integer.MAX_VALUE), work(plan, 0, 2, workers), 1)) {
            assertThat(take(batches, 4))
                    .containsExactly(
                            List.of(1f, 2f, 5f, 0f),
                            List.of(1f, 2f, 5f, 1f),
                            List.of(1f, 2f, 5f, 2f),
                            List.of(1f, 2f, 5f, 3f));
        }
        assertThat(closed).isEqualTo(1);
        assertThat(made).hasSize(4);
    }

    @Test
    void segmentWithinAnEpoch_skipsWhatWasTakenBefore() throws InterruptedException {
        EpochPlan plan = EpochPlan.ofGenerator(10, 2, 0, 2);
        try (ReplicaBatches batches = new ReplicaBatches(numbers(99), work(plan, 1, 3, 1), 1)) {
            assertThat(take(batches, 3)).extracting(place -> place.get(3)).containsExactly(2f, 3f, 4f);
        }
        assertThat(made.subList(0, 2))
                .allSatisfy(skipped ->
                        assertThat(skipped.targets().get(0).wasClosed()).isTrue());
    }

    @Test
    void emptySegment_opensNothing() {
        EpochPlan plan = EpochPlan.ofGenerator(10, 2, 0, 2);
        new ReplicaBatches(numbers(99), work(plan, 3, 3, 1), 1).close();
        assertThat(closed).isZero();
        assertThat(made).isEmpty();
    }

    private static void assertFails(BatchGenerator generator, int taken, String message) throws InterruptedException {
        EpochPlan plan = EpochPlan.ofGenerator(10, 2, 3, 2);
        try (ReplicaBatches batches = new ReplicaBatches(generator, work(plan, 0, 3, 1), 1)) {
            for (int i = 0; i < taken; i++) {
                batches.next().close();
            }
            assertThatThrownBy(batches::next)
                    .isInstanceOf(BadBatchException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void generatorThatEndsEarly_saysWhereAndHowMany() throws InterruptedException {
        assertFails(
                numbers(3),
                3,
                "Cannot read batch 3: the generator ended early on replica 1 in epoch 4: it gave 3 batches, 5 were"
                        + " asked for. Give more, or lower steps_per_epoch (10 over all replicas).");
    }

    @Test
    void generatorThatCannotBeOpened_isNamed() throws InterruptedException {
        BatchGenerator missing = (replica, replicas, epoch) -> {
            throw new IOException("no such file: lines.txt");
        };
        assertFails(
                missing,
                0,
                "Cannot read batch 0: the generator failed on replica 1 in epoch 4: no such file: lines.txt");
    }

    @Test
    void unequalArrays_nameTheBatch() throws InterruptedException {
        BatchGenerator unequal = (replica, replicas, epoch) -> Stream.of(2, 2, 3)
                .map(size -> Batch.of(Nd4j.zeros(2, 4), Nd4j.zeros(size, 1)))
                .iterator();
        assertFails(
                unequal,
                2,
                "Cannot read batch 2: the generator failed on replica 1 in epoch 4: targets[0] has 3 samples but"
                        + " inputs[0] has 2: every array of a batch needs the same first dimension");
    }

    @Test
    void errorWithoutMessage_isNamedByItsClass() throws InterruptedException {
        BatchGenerator broken = (replica, replicas, epoch) -> {
            throw new IllegalStateException();
        };
        assertFails(
                broken,
                0,
                "Cannot read batch 0: the generator failed on replica 1 in epoch 4: java.lang.IllegalStateException");
    }
}
