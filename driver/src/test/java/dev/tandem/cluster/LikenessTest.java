package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.task.Computing;
import dev.tandem.task.TaskReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikenessTest {

    private static final Computing ONE = new Computing("onednn-avx2", "OpenBLAS for Haswell, oneDNN for avx512", 1);

    private static TaskReport report(Computing computing) {
        return new TaskReport(0, "1", "host", 0, computing, "token", List.of(), null, 0);
    }

    @Test
    void likeTasks_areNothingToTell() {
        Likeness likeness = new Likeness();
        likeness.check(List.of(report(ONE), report(ONE)));
        assertThat(likeness.check(List.of(report(ONE)))).isEmpty();
    }

    @Test
    void unlikeTasks_areToldOnceWithWhatDiffers() {
        Likeness likeness = new Likeness();
        assertThat(likeness.check(List.of(report(ONE)))).isEmpty();
        Computing other = new Computing("onednn", "OpenBLAS for avx2, oneDNN for avx2", 2);
        assertThat(likeness.check(List.of(report(ONE), report(other))))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .startsWith(
                                "Executors compute unlike each other, so that results depend on which one hosts which replica:"
                                        + " onednn, OpenBLAS for avx2, oneDNN for avx2, 2 threads;"
                                        + " onednn-avx2, OpenBLAS for Haswell, oneDNN for avx512, 1 thread."
                                        + " Use machines of one kind, or fix spark.tandem.native"));
        assertThat(likeness.check(List.of(report(other)))).isEmpty();
    }
}
