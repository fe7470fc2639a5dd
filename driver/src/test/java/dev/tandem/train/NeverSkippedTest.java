package dev.tandem.train;

import static dev.tandem.train.Fits.network;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Metric;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What ends a run even if it may skip bad batches. */
@Tag("cluster")
final class NeverSkippedTest {

    private static final Samples DATA = new Samples(40, 4, 12, 3);
    private static final FitOptions SKIP =
            FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL).skipBadBatches(100);

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    private static AbstractThrowableAssert<?, ?> assertFails(TrainingData data, FitOptions options) {
        return assertThatThrownBy(() ->
                Trainer.on(SPARK.context()).model(network(true)).replicas(2).fit(data, options));
    }

    /** Does something else for batch 7. */
    private enum Trouble implements Sequence {
        HANGS {
            @Override
            Batch seventh() {
                try {
                    GATE.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return DATA.get(7);
            }
        },
        NOT_A_NUMBER {
            @Override
            Batch seventh() {
                Batch batch = DATA.get(7);
                batch.inputs().get(0).putScalar(0, 0, Float.NaN);
                return batch;
            }
        },
        MISSING_CLASS {
            @Override
            Batch seventh() {
                throw new IllegalStateException("no reader", new NoClassDefFoundError("com/acme/Reader"));
            }
        };

        private static final CountDownLatch GATE = new CountDownLatch(1);

        abstract Batch seventh();

        @Override
        public int length() {
            return DATA.length();
        }

        @Override
        public Batch get(int index) {
            return index == 7 ? seventh() : DATA.get(index);
        }
    }

    @Test
    void batchThatHangs() {
        assertFails(Trouble.HANGS, SKIP.feed(new FeedOptions(1, 2, Duration.ofMillis(500))))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessageStartingWith("Cannot read batch 7: ")
                .hasMessageEndingWith("get has not returned after 0.5 s. Look for a read that hangs, or raise"
                        + " batch_timeout. (not skipped: the machine may be at fault, not the data)");
        Trouble.GATE.countDown();
    }

    @Test
    void lossThatIsNotFinite() {
        assertFails(Trouble.NOT_A_NUMBER, SKIP)
                .isInstanceOf(TrainingFaultException.class)
                .hasMessageStartingWith("The loss became NaN on replica 1 in round 2 of epoch 1, at batch 7.");
    }

    @Test
    void errorOfTheMachine() {
        assertFails(Trouble.MISSING_CLASS, SKIP)
                .isInstanceOf(TrainingFaultException.class)
                .hasMessage("Cannot read batch 7: java.lang.IllegalStateException: no reader"
                        + " (not skipped: the machine may be at fault, not the data)");
    }

    @Test
    void generator() {
        assertFails(new Picks(DATA, 99), SKIP.stepsPerEpoch(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot skip bad batches of a generator: it cannot go on after a failure."
                        + " Leave FitOptions.skipBadBatches out, or train on a Sequence");
    }

    @Test
    void validationBatch() {
        assertFails(DATA, SKIP.validation(Flawed.unreadable(DATA, 4)))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessage("In the validation data: Cannot read batch 4: photo4.png is cut short");
    }

    @Test
    void batchThatTheModelHasLearntFrom() {
        assertFails(DATA, SKIP.metrics(List.of(new Refusing())))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessage("Batch 0 does not fit the model: no such class"
                        + " (not skipped: the model has already learnt from it)");
    }

    @Test
    void anythingUnlessAskedFor() {
        assertFails(new Flawed(DATA, Set.of(), Set.of(2)), FitOptions.epochs(1).order(FitOptions.Order.SEQUENTIAL))
                .isInstanceOf(TrainingFaultException.class)
                .hasMessageStartingWith("Batch 2 does not fit the model: ");
    }

    private record Refusing() implements Metric {

        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public Direction direction() {
            return Direction.MAX;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void update(double[] sums, INDArray targets, INDArray predictions) {
            throw new IllegalArgumentException("no such class");
        }

        @Override
        public double result(double[] sums) {
            return 0;
        }
    }
}
