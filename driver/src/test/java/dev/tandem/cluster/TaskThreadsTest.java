package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.model.NativeThreads;
import dev.tandem.model.TrainingState;
import dev.tandem.train.Samples;
import dev.tandem.train.TestSpark;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("cluster")
@Timeout(120)
class TaskThreadsTest {

    private static final Samples SAMPLES = new Samples(24, 4, 12, 3);

    private static final Set<Integer> SEEN = ConcurrentHashMap.newKeySet();

    /** Samples that note, on the training thread at the start of a segment, how many native threads it may use. */
    private record Watched() implements Sequence {

        @Override
        public int length() {
            return SAMPLES.length();
        }

        @Override
        public Batch get(int index) {
            return SAMPLES.get(index);
        }

        @Override
        public void onEpochEnd() {
            SEEN.add(NativeThreads.inUse());
        }
    }

    @AfterEach
    void backToOne() {
        NativeThreads.use(1);
        SEEN.clear();
    }

    @Test
    void taskOfOneCore_hasOneThread() throws InterruptedException {
        assertThat(threads("1")).containsExactly(1);
    }

    @Test
    void taskOfTwoCores_hasTwoThreads() throws InterruptedException {
        assertThat(threads("2")).containsExactly(2);
    }

    private static Set<Integer> threads(String cores) throws InterruptedException {
        Watched data = new Watched();
        SlotOptions slots = new SlotOptions(1, Duration.ofSeconds(60));
        try (JavaSparkContext spark =
                        new JavaSparkContext(TestSpark.conf("local[2]").set("spark.task.cpus", cores));
                SegmentRunner runner = Segments.runner(spark, data, slots, (steps, samples, lossSum) -> {})) {
            TrainingState start = Segments.start();
            runner.run(Segments.epoch(data, 2, 1, start), start);
        }
        return Set.copyOf(SEEN);
    }
}
