package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.metric.MetricSums;
import dev.tandem.plan.SkippedBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaReportTest {

    @Test
    void trainedRanges_areAllPositionsButTheSkippedOnes() {
        MetricSums.Share none = new MetricSums(List.of()).share();
        for (int length = 0; length <= 6; length++) {
            for (int chosen = 0; chosen < 1 << length; chosen++) {
                List<SkippedBatch> skipped = new ArrayList<>();
                List<Integer> expected = new ArrayList<>();
                for (int position = 3; position < 3 + length; position++) {
                    if ((chosen & 1 << (position - 3)) != 0) {
                        skipped.add(new SkippedBatch(1, position, 9, "bad"));
                    } else {
                        expected.add(position);
                    }
                }
                List<Integer> trained = new ArrayList<>();
                new ReplicaReport(1, 3, 3 + length, skipped, none, none, 0)
                        .trained()
                        .forEach(range -> {
                            assertThat(range.isEmpty()).isFalse();
                            for (int position = range.from(); position < range.to(); position++) {
                                trained.add(position);
                            }
                        });
                assertThat(trained).isEqualTo(expected);
            }
        }
    }
}
