package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.model.ModelDefinition;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.EpochPlan;
import dev.tandem.replica.BadBatchBudget;
import dev.tandem.replica.ReplicaLoop;
import dev.tandem.replica.SegmentWork;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ResidentsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger fetched = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int passes;

    /** The same batch again and again; says when it is closed. */
    private final class Endless implements Iterator<Batch>, AutoCloseable {

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Batch next() {
            return Batch.of(Nd4j.ones(2, 3), Nd4j.ones(2, 2));
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final class Passing implements Sequence {

        @Override
        public int length() {
            return 1;
        }

        @Override
        public Batch get(int index) {
            return new Endless().next();
        }

        @Override
        public void onEpochEnd() {
            if (++passes == 3) {
                throw new IllegalStateException("cannot reshuffle");
            }
        }
    }

    private static ModelDefinition definition() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build());
        network.init();
        return TrainableModel.of(network).definition();
    }

    private RunData run(String name, TrainingData data) {
        fetched.incrementAndGet();
        return new RunData(name, definition(), data, null);
    }

    private Resident borrow(Residents residents, String base, List<Integer> replicas) {
        BatchGenerator generator = (replica, count, epoch) -> new Endless();
        return residents.borrow(new Residents.Wish("run", 0, base, replicas), () -> run("run", generator));
    }

    /** One kept with a state. */
    private Resident kept(Residents residents, String token) {
        try (Resident resident = new Resident(residents, run("run", new Passing()))) {
            resident.endedWith(token);
            return resident;
        }
    }

    /** One kept with a state and, of two rounds, the second one's batches of these replicas. */
    private Resident reading(Residents residents, String token, List<Integer> replicas) throws InterruptedException {
        BatchGenerator generator = (replica, count, epoch) -> new Endless();
        try (Resident resident = new Resident(residents, run("run", generator))) {
            TrainableModel model = resident.model();
            float[] values = new float[model.parameterCount() + model.updaterStateCount()];
            model.copyTo(values);
            SegmentWork work = new SegmentWork(
                    EpochPlan.ofGenerator(4, 2, 0, 1).segment(0, 1),
                    0,
                    new FeedOptions(0, 1, Duration.ofMinutes(1)),
                    AveragingOptions.STANDARD,
                    List.of(),
                    0,
                    Double.NaN,
                    0,
                    BadBatchBudget.NONE);
            SessionKey key = new SessionKey("run", 0, 0);
            try (PeerAverager alone = new PeerAverager(new Sessions().local(key, 0, 1, () -> false), values.length)) {
                new ReplicaLoop(model, resident.batches(), null, work)
                        .run(replicas, new AgreedState(values, new float[0]), alone, (samples, loss) -> {});
            }
            resident.endedWith(token);
            return resident;
        }
    }

    @Test
    void residentWhoseSegmentWentWell_isLentAgain_once() {
        Residents residents = new Residents(LONG);
        Resident first = borrow(residents, "a", List.of(0));
        first.endedWith("b");
        first.close();

        assertThat(borrow(residents, "b", List.of(0))).isSameAs(first);
        assertThat(first.holds("b")).isTrue();
        assertThat(borrow(residents, "b", List.of(0))).isNotSameAs(first);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void residentWhoseSegmentFailed_isDropped_evenIfAnEarlierOneWentWell() {
        Residents residents = new Residents(LONG);
        Resident first = kept(residents, "b");

        borrow(residents, "b", List.of(0)).close();

        assertThat(borrow(residents, "b", List.of(0))).isNotSameAs(first);
    }

    @Test
    void holderOfTheState_isPreferred_andAmongThoseOneThatReadsTheSameReplicas() throws InterruptedException {
        Residents residents = new Residents(LONG);
        Resident stale = reading(residents, "old", List.of(0, 1));
        Resident holder = kept(residents, "new");
        Resident other = reading(residents, "new", List.of(1));
        Resident best = reading(residents, "new", List.of(0, 1));

        assertThat(borrow(residents, "new", List.of(0, 1))).isSameAs(best);
        assertThat(borrow(residents, "new", List.of(0, 1))).isSameAs(holder);
        assertThat(borrow(residents, "new", List.of(0, 1))).isSameAs(other);
        assertThat(borrow(residents, "new", List.of(0, 1))).isSameAs(stale);
        assertThat(closed.getCount()).isEqualTo(1);
    }

    @Test
    void anotherRunsResidents_areDropped_andTheirBatchesClosed() throws InterruptedException {
        Residents residents = new Residents(LONG);
        Resident first = reading(residents, "b", List.of(0));

        residents.borrow(new Residents.Wish("other", 0, "b", List.of(0)), () -> run("other", new Passing()));

        assertThat(closed.getCount()).isZero();
        assertThat(borrow(residents, "b", List.of(0))).isNotSameAs(first);
    }

    @Test
    void forgottenRun_isDropped_andItsBatchesClosed() throws InterruptedException {
        Residents residents = new Residents(LONG);
        Resident first = reading(residents, "b", List.of(0));

        residents.drop("other");
        assertThat(closed.getCount()).isEqualTo(1);
        residents.drop("run");
        assertThat(closed.getCount()).isZero();

        assertThat(borrow(residents, "b", List.of(0))).isNotSameAs(first);
    }

    @Test
    void batchesThatWaitInVain_areClosed_andTheRestIsKept() throws InterruptedException {
        Residents residents = new Residents(Duration.ofMillis(1));
        Resident first = reading(residents, "b", List.of(0));

        assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();

        Resident again = borrow(residents, "b", List.of(0));
        while (again != first) {
            again = borrow(residents, "b", List.of(0)); // while they are being closed, it is lent to nobody
        }
        assertThat(first.batches().replicas()).isEmpty();
        assertThat(first.holds("b")).isTrue();
    }

    @Test
    void passes_areEndedOnce_andCloseWhatWasReadAhead() throws InterruptedException {
        Residents residents = new Residents(LONG);
        Resident passing =
                residents.borrow(new Residents.Wish("run", 2, "a", List.of(0)), () -> run("run", new Passing()));
        assertThat(passes).isEqualTo(2);
        passing.endPasses(2);
        assertThat(passes).isEqualTo(2);
        passing.endedWith("b");
        passing.close();

        assertThatThrownBy(() -> residents.borrow(
                        new Residents.Wish("run", 3, "b", List.of(0)), () -> run("run", new Passing())))
                .hasMessage("cannot reshuffle");
        assertThat(borrow(residents, "b", List.of(0))).isNotSameAs(passing);

        Resident reading = reading(residents, "b", List.of(0));
        reading.endPasses(1);
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void residentThatIsAheadOfTheWantedPasses_isDropped() {
        Residents residents = new Residents(LONG);
        Resident ahead = new Resident(residents, run("run", new Passing()));
        ahead.endPasses(1);
        ahead.endedWith("b");
        ahead.close();

        assertThat(borrow(residents, "b", List.of(0))).isNotSameAs(ahead);
    }
}
