package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class NativeGarbageTest {

    private static final long SECOND = 1_000_000_000L;

    /** Lets arrays of a gigabyte grow old and die, and then does nothing: no collection comes by itself. Counts those not found dead. */
    static final class DiesOld {

        private static final int ARRAYS = 1000;
        private static final int VALUES = 1 << 18;

        private DiesOld() {}

        public static void main(String[] arguments) throws InterruptedException {
            NativeLibrary.load();
            List<INDArray> alive = new ArrayList<>();
            for (int i = 0; i < ARRAYS; i++) {
                alive.add(Nd4j.create(DataType.FLOAT, VALUES).assign(i));
            }
            List<WeakReference<INDArray>> all =
                    alive.stream().map(WeakReference::new).toList();
            System.gc();
            alive.clear();
            long start = System.nanoTime();
            while (all.stream().anyMatch(array -> array.get() != null) && System.nanoTime() - start < 60 * SECOND) {
                Thread.sleep(100);
            }
            System.out.println("alive: "
                    + all.stream().filter(array -> array.get() != null).count());
        }
    }

    @Test
    @Timeout(120)
    void deadArraysThatGrewOld_areFreed() throws IOException {
        assertThat(OtherJvm.lines(DiesOld.class, "-Xmx1g")).last().isEqualTo("alive: 0");
    }

    @Test
    void nothingIsDue_belowTheBudget() {
        NativeGarbage garbage = new NativeGarbage(1000);

        assertThat(garbage.isDue(SECOND, 1000)).isFalse();
        assertThat(garbage.isDue(SECOND, 1001)).isTrue();
    }

    @Test
    void collections_takeAHundredthOfTheTimeAtMost() {
        NativeGarbage garbage = new NativeGarbage(0);
        garbage.collected(SECOND, 2 * SECOND);

        assertThat(garbage.isDue(102 * SECOND - 1, 1)).isFalse();
        assertThat(garbage.isDue(102 * SECOND, 1)).isTrue();
    }

    @Test
    void shortCollections_areTenSecondsApart() {
        NativeGarbage garbage = new NativeGarbage(0);
        garbage.collected(SECOND, SECOND + 1);

        assertThat(garbage.isDue(11 * SECOND, 1)).isFalse();
        assertThat(garbage.isDue(11 * SECOND + 1, 1)).isTrue();
    }

    @Test
    void growthByTheBudget_isCollectedAtOnce() {
        NativeGarbage garbage = new NativeGarbage(1000);
        garbage.collected(SECOND, SECOND + 1);

        assertThat(garbage.isDue(2 * SECOND, 5000)).isFalse();
        assertThat(garbage.isDue(2 * SECOND, 4000)).isFalse();
        assertThat(garbage.isDue(2 * SECOND, 5000)).isFalse();
        assertThat(garbage.isDue(2 * SECOND, 5001)).isTrue();
    }

    @Test
    void growth_isCountedFromTheLastCollection() {
        NativeGarbage garbage = new NativeGarbage(1000);
        garbage.collected(SECOND, SECOND + 1);
        garbage.isDue(2 * SECOND, 4000);
        garbage.collected(3 * SECOND, 3 * SECOND + 1);

        assertThat(garbage.isDue(4 * SECOND, 8000)).isFalse();
    }
}
