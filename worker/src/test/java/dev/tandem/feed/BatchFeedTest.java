package dev.tandem.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(20)
class BatchFeedTest {

    private static final Duration PATIENT = Duration.ofMinutes(1);

    private final CountingSequence sequence = new CountingSequence();

    @Test
    void order_isThatOfTheIndices_forAllWorkersAndQueueSizes() throws InterruptedException {
        for (int workers = 0; workers <= 4; workers++) {
            for (int queue = 1; queue <= 5; queue++) {
                for (int count = 0; count <= 12; count++) {
                    int[] indices =
                            IntStream.range(0, count).map(i -> i * 7 % 12).toArray();
                    assertThat(numbers(IntStream.of(indices), workers, queue))
                            .as("%d workers, queue %d", workers, queue)
                            .isEqualTo(IntStream.of(indices).boxed().toList());
                }
            }
        }
    }

    @Test
    void order_isKept_whenALaterBatchIsReadyFirst() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        sequence.gates.put(0, gate);
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 3), 2, 3, PATIENT)) {
            until(() -> sequence.made.containsKey(2));
            gate.countDown();

            assertThat(CountingSequence.number(feed.next())).isZero();
            assertThat(CountingSequence.number(feed.next())).isEqualTo(1);
        }
    }

    @Test
    void batchThatHangs_isAnErrorThatNamesItsIndexAndTheWait() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        sequence.gates.put(8, gate);
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.of(3, 8, 4), 1, 3, Duration.ofMillis(60))) {
            assertThat(CountingSequence.number(feed.next())).isEqualTo(3);

            assertThatThrownBy(feed::next)
                    .isInstanceOf(BadBatchException.class)
                    .hasMessage(
                            "Cannot read batch 8: dev.tandem.feed.CountingSequence.get has not returned after 0.06 s."
                                    + " Look for a read that hangs, or raise batch_timeout.")
                    .extracting(e -> ((BadBatchException) e).index())
                    .isEqualTo(8);
            gate.countDown();
        }
    }

    @Test
    void feed_readsNoFurtherThanItsQueue() throws InterruptedException {
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, Integer.MAX_VALUE), 4, 3, PATIENT)) {
            until(() -> sequence.made.size() == 3);
            feed.next();
            feed.next();
            until(() -> sequence.made.size() == 5);
            // A sixth batch would be read at once by the idle fourth reader if the bound were wrong.
            assertThat(feed.hasNext()).isTrue();
        }
        assertThat(sequence.reads).hasValue(5);
    }

    @Test
    void queue_isFilledAgainOnceItIsHalfEmpty() throws InterruptedException {
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 100), 2, 4, PATIENT)) {
            until(() -> sequence.made.size() == 4);
            feed.next();
            feed.next();
            until(() -> sequence.made.size() == 6);
        }
    }

    @Test
    void noWorkers_readOnTheCallingThreadAndNotAhead() throws InterruptedException {
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(5, 8), 0, 10, PATIENT)) {
            assertThat(sequence.reads).hasValue(0);
            feed.next();

            assertThat(sequence.reads).hasValue(1);
            assertThat(sequence.threads.get(5)).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void workers_areNamedDaemons() throws InterruptedException {
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), 1, 1, PATIENT)) {
            feed.next();
        }
        assertThat(sequence.threads.get(0).getName()).matches("tandem-feed-\\d+-0");
        assertThat(sequence.threads.get(0).isDaemon()).isTrue();
    }

    @Test
    void failure_surfacesAtItsTurnAndStays() throws InterruptedException {
        IOException cause = new IOException("images.gz is truncated");
        sequence.failures.put(17, cause);
        for (int workers = 0; workers <= 3; workers++) {
            try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(15, 20), workers, 4, PATIENT)) {
                feed.next();
                feed.next();
                for (int attempt = 0; attempt < 2; attempt++) {
                    assertThatThrownBy(feed::next)
                            .isInstanceOf(BadBatchException.class)
                            .hasMessage("Cannot read batch 17: images.gz is truncated")
                            .hasCause(cause)
                            .extracting(e -> ((BadBatchException) e).index())
                            .isEqualTo(17);
                }
                assertThat(feed.hasNext()).isTrue();
            }
        }
    }

    @Test
    void failure_namesTheKindOfAProgrammingError() {
        sequence.failures.put(0, new IllegalStateException("no table"));
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), 1, 1, PATIENT)) {
            assertThatThrownBy(feed::next).hasMessage("Cannot read batch 0: java.lang.IllegalStateException: no table");
        }
    }

    @Test
    void missingClass_isABadBatch_butMemoryShortageIsNot() {
        sequence.failures.put(0, new NoClassDefFoundError("com/acme/Reader"));
        sequence.failures.put(1, new OutOfMemoryError("Java heap space"));
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.of(0), 1, 1, PATIENT);
                BatchFeed other = new BatchFeed(sequence, IntStream.of(1), 1, 1, PATIENT)) {
            assertThatThrownBy(feed::next)
                    .isInstanceOf(BadBatchException.class)
                    .hasMessageContaining("com/acme/Reader");
            assertThatThrownBy(other::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void nullBatch_isNamed() {
        Sequence broken = new NullSequence();
        try (BatchFeed feed = new BatchFeed(broken, IntStream.range(3, 4), 1, 1, PATIENT)) {
            assertThatThrownBy(feed::next)
                    .hasMessageContaining("Cannot read batch 3")
                    .hasMessageContaining("NullSequence.get returned null");
        }
    }

    @Test
    void next_isInterruptible_andTheBatchComesLater() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        sequence.gates.put(0, gate);
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), 1, 1, PATIENT)) {
            Thread consumer = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                until(() -> consumer.getState() == Thread.State.TIMED_WAITING);
                consumer.interrupt();
            });
            interrupter.start();
            assertThatThrownBy(feed::next).isInstanceOf(InterruptedException.class);
            interrupter.join();

            gate.countDown();
            assertThat(CountingSequence.number(feed.next())).isZero();
        }
    }

    @Test
    void next_noticesAnEarlierInterrupt() {
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), 0, 1, PATIENT)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(feed::next).isInstanceOf(InterruptedException.class);
        }
        assertThat(sequence.reads).hasValue(0);
    }

    @Test
    void close_whileAReadHangs_returnsAndFreesTheBatchLater() {
        CountDownLatch gate = new CountDownLatch(1);
        sequence.gates.put(1, gate);
        BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 4), 1, 4, PATIENT);
        until(() -> sequence.threads.containsKey(1));

        feed.close();

        until(() -> sequence.interrupts.get() == 1);
        gate.countDown();
        until(() -> sequence.made.containsKey(1) && isFreed(sequence.made.get(1)));
        until(() -> !sequence.threads.get(1).isAlive());
        assertThat(sequence.reads).hasValue(2);
    }

    @Test
    void close_freesWhatWasNotTaken() throws InterruptedException {
        Batch taken;
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 4), 2, 3, PATIENT)) {
            taken = feed.next();
            until(() -> sequence.made.size() == 3);
        }

        assertThat(isFreed(taken)).isFalse();
        for (int index = 1; index < 3; index++) {
            assertThat(isFreed(sequence.made.get(index))).isTrue();
        }
    }

    @Test
    void close_endsTheThreads() throws InterruptedException {
        for (int feeds = 0; feeds < 1_000; feeds++) {
            try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 9), 2, 3, PATIENT)) {
                feed.next().close();
            }
            assertThat(sequence.threads.values()).noneMatch(Thread::isAlive);
        }
    }

    @Test
    void close_wakesAWaitingConsumer() throws InterruptedException {
        sequence.gates.put(0, new CountDownLatch(1));
        BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), 1, 1, PATIENT);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread consumer = new Thread(() -> {
            try {
                feed.next();
            } catch (Throwable e) {
                seen.set(e);
            }
        });
        consumer.start();
        until(() -> consumer.getState() == Thread.State.TIMED_WAITING);

        feed.close();
        consumer.join();
        sequence.gates.get(0).countDown();

        assertThat(seen.get()).isInstanceOf(IllegalStateException.class).hasMessage("This feed is closed");
    }

    @Test
    void next_afterClose_fails() {
        for (int workers = 0; workers <= 1; workers++) {
            BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 2), workers, 1, PATIENT);
            feed.close();
            feed.close();

            assertThatThrownBy(feed::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This feed is closed");
        }
    }

    @Test
    void next_afterTheLast_fails() throws InterruptedException {
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), 1, 1, PATIENT)) {
            feed.next();

            assertThat(feed.hasNext()).isFalse();
            assertThatThrownBy(feed::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("All batches of this feed were taken");
        }
    }

    @Test
    void arrays_belongToNoWorkspace_whoeverReads() throws InterruptedException {
        for (int workers = 0; workers <= 1; workers++) {
            try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("model");
                    BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), workers, 1, PATIENT)) {
                assertThat(feed.next().inputs().get(0).isAttached()).isFalse();
                assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isSameAs(workspace);
            }
        }
    }

    @Test
    void feeds_liveSideBySide() throws InterruptedException {
        try (BatchFeed even = new BatchFeed(sequence, IntStream.range(0, 20).map(i -> 2 * i), 2, 3, PATIENT);
                BatchFeed odd = new BatchFeed(sequence, IntStream.range(0, 20).map(i -> 2 * i + 1), 2, 3, PATIENT)) {
            for (int i = 0; i < 20; i++) {
                assertThat(CountingSequence.number(even.next())).isEqualTo(2 * i);
                assertThat(CountingSequence.number(odd.next())).isEqualTo(2 * i + 1);
            }
        }
    }

    @Test
    void waitedNanos_countsTheWaits() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        sequence.gates.put(0, gate);
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 1), 1, 1, PATIENT)) {
            assertThat(feed.waitedNanos()).isZero();
            Thread consumer = Thread.currentThread();
            AtomicReference<Long> openedAt = new AtomicReference<>();
            AtomicReference<Long> waitingAt = new AtomicReference<>();
            new Thread(() -> {
                        until(() -> consumer.getState() == Thread.State.TIMED_WAITING);
                        waitingAt.set(System.nanoTime());
                        until(() -> System.nanoTime() > waitingAt.get());
                        openedAt.set(System.nanoTime());
                        gate.countDown();
                    })
                    .start();
            feed.next();

            assertThat(feed.waitedNanos()).isGreaterThanOrEqualTo(openedAt.get() - waitingAt.get());
        }
    }

    @Test
    void impossibleSizes_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchFeed(sequence, IntStream.of(0), -1, 1, PATIENT))
                .withMessage("Invalid workers: -1 (must be >= 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchFeed(sequence, IntStream.of(0), 1, 0, PATIENT))
                .withMessage("Invalid max_queue_size: 0 (must be >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchFeed(sequence, IntStream.of(0), 1, 1, Duration.ZERO))
                .withMessage("Invalid batch_timeout: PT0S (must be > 0)");
    }

    private List<Integer> numbers(IntStream indices, int workers, int queue) throws InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        try (BatchFeed feed = new BatchFeed(sequence, indices, workers, queue, PATIENT)) {
            while (feed.hasNext()) {
                try (Batch batch = feed.next()) {
                    numbers.add(CountingSequence.number(batch));
                }
            }
        }
        return numbers;
    }

    private static boolean isFreed(Batch batch) {
        return batch.inputs().get(0).wasClosed();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("awaited in vain").isNegative();
            Thread.yield();
        }
    }

    private static final class NullSequence implements Sequence {
        @Override
        public int length() {
            return 1;
        }

        @Override
        public Batch get(int index) {
            return null;
        }
    }
}
