package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/** Messages as Spark 3.5 words them. */
final class FailureTest {

    private static Failure ofTask(String reason) {
        return Failure.of(new SparkException(
                "Job aborted due to stage failure: Could not recover from a failed barrier ResultStage. Most recent failure reason:"
                        + " Stage failed because barrier task ResultTask(4, 1) finished unsuccessfully.\n" + reason));
    }

    @Test
    void lostExecutor_isWorthARetry() {
        assertThat(
                        ofTask(
                                "ExecutorLostFailure (executor 0 exited caused by one of the running tasks) Reason: Command exited with code 137"))
                .isEqualTo(new Failure("executor 0 was lost: Command exited with code 137", true));
    }

    @Test
    void silentExecutor_isWorthARetry() {
        assertThat(ofTask("ExecutorLostFailure (executor 2 exited unrelated to the running tasks) Reason:"
                        + " Executor heartbeat timed out after 21003 ms"))
                .isEqualTo(new Failure("executor 2 was lost: Executor heartbeat timed out after 21003 ms", true));
    }

    @Test
    void lostPeer_isWorthARetry() {
        assertThat(
                        ofTask(
                                "dev.tandem.averaging.PeerLostException: Task 0 lost task 1 of 3\n\tat dev.tandem.X.y(X.java:1)"))
                .isEqualTo(new Failure("Task 0 lost task 1 of 3 (PeerLostException)", true));
    }

    @Test
    void tooFewSlotsAtSubmission_areWorthARetry() {
        assertThat(Failure.of(
                        new SparkException("[SPARK-24819]: Barrier execution mode does not allow run a barrier stage")))
                .isEqualTo(
                        new Failure("[SPARK-24819]: Barrier execution mode does not allow run a barrier stage", true));
    }

    @Test
    void lostResultOrBroadcast_isWorthARetry() {
        assertThat(ofTask("TaskResultLost (result lost from block manager)").isWorthARetry())
                .isTrue();
        assertThat(ofTask(
                                "java.io.IOException: org.apache.spark.SparkException: [INTERNAL_ERROR_BROADCAST] Failed to get broadcast_3_piece0 of broadcast_3")
                        .isWorthARetry())
                .isTrue();
    }

    @Test
    void endedApplication_isNot() {
        assertThat(Failure.of(new SparkException("Job 2 cancelled because SparkContext was shut down")))
                .isEqualTo(new Failure(
                        "the Spark application was ended, by a signal or by its master. The same command goes on from the last commit.",
                        false));
    }

    @Test
    void mistakeOfTheUser_isNot() {
        assertThat(ofTask("java.lang.IllegalStateException: no index file\n\tat com.acme.Mine.get(Mine.java:7)"))
                .isEqualTo(new Failure("no index file (IllegalStateException)", false));
        assertThat(ofTask(
                                "java.io.UncheckedIOException: java.io.IOException: Cannot read the data description on an executor:"
                                        + " java.lang.ClassNotFoundException: com.acme.Mine")
                        .isWorthARetry())
                .isFalse();
        assertThat(Failure.of(
                                new SparkException(
                                        "Job aborted due to stage failure: Task serialization failed: java.io.NotSerializableException: com.acme.Metric"))
                        .isWorthARetry())
                .isFalse();
    }

    @Test
    void lackOfMemory_isNot_andSaysWhatToDo() {
        assertThat(ofTask("java.lang.OutOfMemoryError: Java heap space"))
                .isEqualTo(new Failure(
                        "an executor ran out of memory: Java heap space (OutOfMemoryError). Give it more (spark.executor.memory),"
                                + " or take smaller batches or a shorter fit.max_queue_size.",
                        false));
        assertThat(ofTask(
                                "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 52")
                        .isWorthARetry())
                .isFalse();
    }
}
