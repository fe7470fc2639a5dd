package dev.tandem.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LedgerTest {

    private final EpochPlan plan = EpochPlan.of(10, 2, 3, 1, true, 2);

    private static Ledger.Entry entry(int replica, int from, int to) {
        return new Ledger.Entry(replica, from, to, "driver", 0);
    }

    @Test
    void everyPosition_onceInAnyOrder_isExact() {
        Ledger ledger = new Ledger(plan);
        ledger.add(List.of(entry(1, 5, 10)));
        ledger.add(List.of(entry(0, 0, 4), entry(0, 4, 5)));

        Coverage coverage = ledger.close();

        assertThat(coverage.isExact()).isTrue();
        assertThat(coverage.covered()).isEqualTo(10);
        assertThat(coverage.entries()).containsExactly(entry(1, 5, 10), entry(0, 0, 4), entry(0, 4, 5));
    }

    @Test
    void gapAndOverlap_areListed() {
        Ledger ledger = new Ledger(plan);
        ledger.add(List.of(entry(0, 1, 4), entry(1, 3, 6), entry(1, 8, 9)));

        assertThatThrownBy(ledger::close)
                .isInstanceOf(CoverageException.class)
                .hasMessageContaining("Epoch 4 did not train on each of its 10 batches exactly once")
                .hasMessageContaining("missing [[0, 1), [6, 8), [9, 10)]")
                .hasMessageContaining("trained on twice [[3, 4)]");
    }

    @Test
    void positionBeyondTheEpoch_isRefused() {
        Ledger ledger = new Ledger(plan);
        ledger.add(List.of(entry(0, 0, 11)));

        assertThatThrownBy(ledger::close).isInstanceOf(CoverageException.class);
    }

    @Test
    void skippedBatchBeyondTheEpoch_isRefused() {
        Ledger ledger = new Ledger(plan);
        ledger.add(List.of(entry(0, 0, 10)));
        ledger.skip(List.of(new SkippedBatch(1, 10, 3, "bad")));

        assertThatThrownBy(ledger::close).isInstanceOf(CoverageException.class);
    }

    @Test
    void skippedBatch_isKnownWithItsReason_butNotCovered() {
        SkippedBatch bad = new SkippedBatch(1, 7, 2, "Cannot read batch 2");
        Ledger ledger = new Ledger(plan);
        ledger.add(List.of(entry(0, 0, 5), entry(1, 5, 7), entry(1, 8, 10)));
        ledger.skip(List.of(bad));

        assertThat(ledger.close().skipped()).containsExactly(bad).isEqualTo(ledger.skipped());
        assertThat(ledger.coverage().covered()).isEqualTo(9);
    }

    @Test
    void everySmallSetOfRangesAndSkippedBatches_isExactOnlyIfEachPositionIsThereOnce() {
        EpochPlan small = EpochPlan.of(4, 1, 0, 1, false, 1);
        List<Ledger.Entry> ranges = new ArrayList<>();
        for (int from = 0; from < 4; from++) {
            for (int to = from + 1; to <= 4; to++) {
                ranges.add(entry(0, from, to));
            }
        }
        for (int chosen = 0; chosen < 1 << (ranges.size() + 4); chosen++) {
            Ledger ledger = new Ledger(small);
            int[] times = new int[4];
            int skipped = 0;
            for (int at = 0; at < 4; at++) {
                if ((chosen & 1 << (ranges.size() + at)) != 0) {
                    ledger.skip(List.of(new SkippedBatch(0, at, at, "bad")));
                    times[at]++;
                    skipped++;
                }
            }
            for (int i = 0; i < ranges.size(); i++) {
                if ((chosen & 1 << i) != 0) {
                    ledger.add(List.of(ranges.get(i)));
                    for (int at = ranges.get(i).from(); at < ranges.get(i).to(); at++) {
                        times[at]++;
                    }
                }
            }
            boolean once = java.util.Arrays.stream(times).allMatch(count -> count == 1);
            Coverage coverage = ledger.coverage();
            if (coverage.isExact() != once || once && coverage.covered() != 4 - skipped) {
                fail("%s", coverage);
            }
        }
    }
}
