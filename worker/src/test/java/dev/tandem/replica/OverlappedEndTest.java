package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.OuterOptimizer.Nesterov;
import dev.tandem.averaging.PeerLostException;
import dev.tandem.averaging.RoundOutcome;
import dev.tandem.model.Floats;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of the thread that averages. */
final class OverlappedEndTest {

    private static final Loops LOOPS = new Loops(2, AveragingOptions.STANDARD.overlapping());

    /** An averager that does something of its own on the averaging thread. */
    private abstract static class Odd implements Averager {

        private volatile Thread thread = Thread.currentThread();

        abstract RoundOutcome average() throws InterruptedException;

        @Override
        public RoundOutcome average(int round, List<Contribution> own, float[] base, Floats result)
                throws InterruptedException {
            thread = Thread.currentThread();
            return average();
        }

        @Override
        public void close() {}
    }

    private static ReplicaLoop.Outcome train(Averager averager) throws InterruptedException {
        ReplicaLoop loop = new ReplicaLoop(Loops.model(), new OpenBatches(LOOPS.data()), null, LOOPS.work(0, 6));
        return loop.run(List.of(0, 1), LOOPS.start(), averager, (samples, loss) -> {});
    }

    @Test
    void lostPeer_isPassedOn_andNoThreadIsLeft() throws InterruptedException {
        Odd averager = new Odd() {
            @Override
            RoundOutcome average() {
                throw new PeerLostException("gone");
            }
        };

        assertThatThrownBy(() -> train(averager))
                .isInstanceOf(PeerLostException.class)
                .hasMessage("gone");
        assertThat(averager.thread).isNotSameAs(Thread.currentThread());
        averager.thread.join(60_000);
        assertThat(averager.thread.isAlive()).isFalse();
    }

    @Test
    void error_isPassedOn() {
        Odd averager = new Odd() {
            @Override
            RoundOutcome average() {
                throw new OutOfMemoryError("a test's");
            }
        };

        assertThatThrownBy(() -> train(averager))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("a test's");
    }

    @Test
    void cancelledAverage_interruptsTheTask() {
        Odd averager = new Odd() {
            @Override
            RoundOutcome average() throws InterruptedException {
                throw new InterruptedException("cancelled");
            }
        };

        assertThatThrownBy(() -> train(averager))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("cancelled");
    }

    @Test
    void interruptedTask_endsTheAverageUnderWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Odd averager = new Odd() {
            @Override
            RoundOutcome average() throws InterruptedException {
                begun.countDown();
                new CountDownLatch(1).await();
                return new RoundOutcome(0, null);
            }
        };
        FutureTask<ReplicaLoop.Outcome> task = new FutureTask<>(() -> train(averager));
        Thread thread = new Thread(task);
        thread.start();
        begun.await();

        thread.interrupt();

        assertThatThrownBy(() -> task.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        averager.thread.join(60_000);
        assertThat(averager.thread.isAlive()).isFalse();
    }

    @Test
    void outerStateOfAnotherLength_isRefused() {
        Loops nesterov = new Loops(2, AveragingOptions.STANDARD.withOuter(new Nesterov(0.7, 0.9)));
        AgreedState none = new AgreedState(nesterov.start().values(), new float[3]);
        ReplicaLoop loop = new ReplicaLoop(Loops.model(), new OpenBatches(nesterov.data()), null, nesterov.work(0, 6));
        Odd never = new Odd() {
            @Override
            RoundOutcome average() {
                return new RoundOutcome(0, null);
            }
        };

        assertThatThrownBy(() -> loop.run(List.of(0, 1), none, never, (samples, loss) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid outer state: 3 values (must be 15 for Nesterov[learningRate=0.7, momentum=0.9])");
    }
}
