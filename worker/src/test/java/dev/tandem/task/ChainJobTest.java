package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.plan.EpochPlan;
import dev.tandem.replica.BadBatchBudget;
import dev.tandem.replica.SegmentChain;
import dev.tandem.replica.SegmentWork;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainJobTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "16, 16", "100_000, 99_999", "100_000, 3"})
    void replicas_areHostedOnceInOrder_byTasksWhoseCountsDifferByAtMostOne(String replicaCount, String taskCount) {
        int replicas = Integer.parseInt(replicaCount.replace("_", ""));
        int tasks = Integer.parseInt(taskCount.replace("_", ""));
        SegmentWork work = new SegmentWork(
                EpochPlan.of(replicas, replicas, 0, 0, false, 1).segment(0, 1),
                0,
                SegmentWork.FeedOptions.STANDARD,
                AveragingOptions.STANDARD,
                List.of(),
                0,
                Double.NaN,
                0,
                BadBatchBudget.NONE);
        ChainJob job = new ChainJob("run", "run/0", tasks, SegmentChain.of(work), "base", "endpoint");

        List<List<Integer>> hosted =
                IntStream.range(0, tasks).mapToObj(job::replicasOf).toList();

        assertThat(hosted.stream().flatMap(List::stream).toList())
                .isEqualTo(IntStream.range(0, replicas).boxed().toList());
        assertThat(hosted.stream().mapToInt(List::size))
                .allMatch(size -> size == replicas / tasks || size == replicas / tasks + 1);
    }
}
