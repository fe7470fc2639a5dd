package dev.tandem.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Going past batches that cannot be read. */
final class SkippedBatchTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final int LENGTH = 6;

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1, 10", "2, 3", "4, 10"})
    void anySetOfBadBatches_losesAndRepeatsNoOther(int workers, int queue) throws InterruptedException {
        for (int bad = 0; bad < 1 << LENGTH; bad++) {
            CountingSequence sequence = new CountingSequence();
            List<Integer> good = new ArrayList<>();
            for (int index = 0; index < LENGTH; index++) {
                if ((bad & 1 << index) == 0) {
                    good.add(index);
                } else {
                    sequence.failures.put(index, new IOException("torn"));
                }
            }
            assertThat(takeAll(sequence, workers, queue)).isEqualTo(good);
            assertThat(sequence.reads).hasValue(LENGTH);
        }
    }

    private static List<Integer> takeAll(CountingSequence sequence, int workers, int queue)
            throws InterruptedException {
        List<Integer> taken = new ArrayList<>();
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, LENGTH), workers, queue, PATIENT)) {
            while (feed.hasNext()) {
                try {
                    taken.add(CountingSequence.number(feed.next()));
                } catch (BadBatchException e) {
                    assertThat(e.isOfTheData()).isTrue();
                    feed.skip();
                }
            }
        }
        return taken;
    }

    @Test
    void goodBatch_cannotBeSkipped() throws InterruptedException {
        CountingSequence sequence = new CountingSequence();
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 2), 0, 1, PATIENT)) {
            assertThatThrownBy(feed::skip)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The next batch of this feed has not failed, so that it cannot be skipped");
            assertThat(CountingSequence.number(feed.next())).isZero();
        }
    }

    @Test
    void batchThatHangs_isNotTheDatasFault_andCannotBeSkipped() {
        CountingSequence sequence = new CountingSequence();
        CountDownLatch gate = new CountDownLatch(1);
        sequence.gates.put(0, gate);
        try (BatchFeed feed = new BatchFeed(sequence, IntStream.range(0, 2), 1, 1, Duration.ofMillis(20))) {
            assertThatThrownBy(feed::next)
                    .isInstanceOfSatisfying(
                            BadBatchException.class,
                            bad -> assertThat(bad.isOfTheData()).isFalse());
            assertThatThrownBy(feed::skip).isInstanceOf(IllegalStateException.class);
            gate.countDown();
        }
    }

    @Test
    void errorsAndInterrupts_areNotTheDatasFault_whereverTheyAreInTheChain() {
        RuntimeException ring = new RuntimeException("one");
        ring.initCause(new RuntimeException("two", ring));

        assertThat(BadBatchException.isOfTheData(new IOException("torn"))).isTrue();
        assertThat(BadBatchException.isOfTheData(new IllegalStateException(new IOException("torn"))))
                .isTrue();
        assertThat(BadBatchException.isOfTheData(ring)).isTrue();
        assertThat(BadBatchException.isOfTheData(new NoClassDefFoundError("Reader")))
                .isFalse();
        assertThat(BadBatchException.isOfTheData(new CompletionException(new OutOfMemoryError())))
                .isFalse();
        assertThat(BadBatchException.isOfTheData(new IllegalStateException(new InterruptedException())))
                .isFalse();
        assertThat(BadBatchException.isOfTheData(new UncheckedIOException(new ClosedByInterruptException())))
                .isFalse();
    }
}
