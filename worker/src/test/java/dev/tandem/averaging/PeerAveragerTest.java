package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.Floats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class PeerAveragerTest {

    private static final SessionKey KEY = new SessionKey("run", 3, 0);

    private final Sessions sessions = new Sessions();

    @Test
    void result_isTheSameBits_forAnySpreadOfReplicasOverTasks() throws Exception {
        for (int length : new int[] {0, 1, 2, 3, 7, 1000, 70_001, 300_007}) {
            for (int replicas : length > 1000 ? new int[] {1, 3, 8} : new int[] {1, 2, 3, 4, 5, 6, 7, 8}) {
                for (int tasks = 1; tasks <= Math.min(4, replicas); tasks++) {
                    RoundInput input = new RoundInput(replicas, length, length, replicas % 2 == 0);
                    float[] expected = input.average();
                    for (float[] result : averageOnce(input, tasks)) {
                        assertThat(Arrays.equals(result, expected))
                                .as("%s on %d tasks", input, tasks)
                                .isTrue();
                    }
                }
            }
        }
    }

    /** As a network has them: parameters and state apart, outside of Java's heap, and averaged where they are. */
    @Test
    void valuesInNativeMemory_areAveragedInPlace_toTheSameBits() throws Exception {
        for (int length : new int[] {2, 1000, 70_001, 300_007}) {
            for (int tasks = 1; tasks <= 4; tasks++) {
                RoundInput input = new RoundInput(tasks, length, 3, tasks % 2 == 0);
                int size = tasks;
                Sessions own = new Sessions();
                List<float[]> results = Tasks.run(tasks, rank -> {
                    Floats memory = Floats.join(List.of(direct(length / 3), direct(length - length / 3)));
                    memory.write(0, Floats.of(input.values(rank)));
                    Contribution busy = new Contribution(rank, input.samples(rank), memory, null);
                    try (Averager averager = averager(own, rank, size, length)) {
                        averager.average(0, List.of(busy), new float[length], memory);
                    }
                    float[] result = new float[length];
                    memory.read(0, result, 0, length);
                    return result;
                });
                float[] expected = input.average();
                assertThat(results)
                        .as("%s", input)
                        .allSatisfy(result ->
                                assertThat(Arrays.equals(result, expected)).isTrue());
            }
        }
    }

    private static Floats direct(int length) {
        return Floats.of(ByteBuffer.allocateDirect(Float.BYTES * length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer());
    }

    @Test
    void rounds_followEachOther_withTheResultInPlace() throws Exception {
        int rounds = 12;
        for (int length : new int[] {10, 200_003}) {
            for (int tasks = 1; tasks <= 4; tasks++) {
                int size = tasks;
                Sessions own = new Sessions();
                List<float[]> results = Tasks.run(tasks, rank -> {
                    try (Averager averager = averager(own, rank, size, length)) {
                        float[] values = new RoundInput(4, length, 5, false).values(rank);
                        for (int round = 10; round < 10 + rounds; round++) {
                            values[rank] += rank;
                            averager.average(
                                    round,
                                    List.of(new Contribution(rank, 1 + round % 3, values, null)),
                                    values,
                                    values);
                        }
                        return values;
                    }
                });
                assertThat(results).allSatisfy(result -> assertThat(result).isEqualTo(results.get(0)));
            }
        }
    }

    @Test
    void outcome_countsTheSamplesOfAllReplicas() throws Exception {
        RoundInput input = new RoundInput(5, 11, 1, true);

        List<RoundOutcome> outcomes = Tasks.run(3, rank -> {
            try (Averager averager = averager(sessions, rank, 3, 11)) {
                return averager.average(0, input.of(rank, 3), new float[11], new float[11]);
            }
        });

        assertThat(outcomes).containsOnly(new RoundOutcome(input.totalSamples(), null));
    }

    @Test
    void allIdle_leavesResultUntouched_andTheNextRoundWorks() throws Exception {
        for (int length : new int[] {5, 100_000}) {
            Sessions own = new Sessions();
            List<Float> results = Tasks.run(3, rank -> {
                try (Averager averager = averager(own, rank, 3, length)) {
                    float[] values = new float[length];
                    float[] result = new float[length];
                    Arrays.fill(values, rank);
                    Arrays.fill(result, -7);
                    for (int round = 0; round < 5; round++) {
                        RoundOutcome idle = averager.average(
                                2 * round, List.of(new Contribution(rank, 0, new float[0], null)), result, result);
                        assertThat(idle).isEqualTo(new RoundOutcome(0, null));
                        assertThat(result[length - 1]).isEqualTo(round == 0 ? -7 : 1);
                        averager.average(
                                2 * round + 1, List.of(new Contribution(rank, 2, values, null)), result, result);
                    }
                    return result[length - 1];
                }
            });
            assertThat(results).containsOnly(1f);
        }
    }

    @Test
    void faults_endTheRoundForAll_withTheLowestReplicaAndResultUntouched() throws Exception {
        for (int length : new int[] {6, 80_000}) {
            Sessions own = new Sessions();
            Fault third = new Fault(Fault.Kind.NON_FINITE_LOSS, 3, 9, 17, "Loss is NaN");
            Fault second = new Fault(Fault.Kind.BAD_BATCH, 2, 9, 4, "Cannot read");
            List<RoundOutcome> outcomes = Tasks.run(4, rank -> {
                try (Averager averager = averager(own, rank, 4, length)) {
                    float[] result = new float[length];
                    Fault fault = rank == 3 ? third : rank == 2 ? second : null;
                    RoundOutcome outcome = averager.average(
                            9, List.of(new Contribution(rank, rank, new float[length], fault)), result, result);
                    assertThat(result).containsOnly(0f);
                    return outcome;
                }
            });
            assertThat(outcomes).containsOnly(new RoundOutcome(6, second));
        }
    }

    @Test
    void closedPeer_isLostForTheOthers_atOnce() {
        assertThatThrownBy(() -> Tasks.run(3, rank -> {
                    try (Averager averager = averager(sessions, rank, 3, 100_000)) {
                        averager.average(
                                0, List.of(contribution(rank, 100_000)), new float[100_000], new float[100_000]);
                        return rank == 1
                                ? null
                                : averager.average(
                                        1,
                                        List.of(contribution(rank, 100_000)),
                                        new float[100_000],
                                        new float[100_000]);
                    }
                }))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(PeerLostException.class)
                .hasMessageContaining("of 3 in run run segment 3 attempt 0")
                .hasMessageContaining("it left before the end of the round; the segment must be run again");
    }

    @Test
    void peerThatLeftBeforeOthersOpened_isLost() throws Exception {
        averager(sessions, 0, 2, 10).close();

        try (Averager averager = averager(sessions, 1, 2, 10)) {
            assertThatThrownBy(() -> averager.average(0, List.of(contribution(1, 10)), new float[10], new float[10]))
                    .isInstanceOf(PeerLostException.class)
                    .hasMessageContaining("Task 1 lost task 0 of 2");
        }
    }

    @Test
    void cancelledTask_stopsWaiting() {
        Peers peers = sessions.local(KEY, 0, 2, () -> true);
        try (Averager averager = new PeerAverager(peers, 10)) {
            assertThatThrownBy(() -> averager.average(0, List.of(contribution(0, 10)), new float[10], new float[10]))
                    .isInstanceOf(InterruptedException.class)
                    .hasMessage("Task 0 in run run segment 3 attempt 0 was cancelled while it waited for its peers");
        }
    }

    @Test
    void interruptedTask_stopsWaiting() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Throwable[] thrown = new Throwable[1];
        Thread task = new Thread(() -> {
            try (Averager averager = averager(sessions, 0, 2, 10)) {
                started.countDown();
                averager.average(0, List.of(contribution(0, 10)), new float[10], new float[10]);
            } catch (InterruptedException e) {
                thrown[0] = e;
            }
        });
        task.start();
        started.await();
        task.interrupt();
        task.join(10_000);

        assertThat(thrown[0]).isInstanceOf(InterruptedException.class);
    }

    @Test
    void differentAttempts_neverMeet() throws Exception {
        Peers old = sessions.local(new SessionKey("run", 3, 0), 1, 2, () -> false);
        try (Averager stale = new PeerAverager(old, 10)) {
            List<float[]> results = Tasks.run(2, rank -> {
                Peers peers = sessions.local(new SessionKey("run", 3, 1), rank, 2, () -> false);
                try (Averager averager = new PeerAverager(peers, 10)) {
                    float[] result = new float[10];
                    averager.average(0, List.of(contribution(rank, 10)), result, result);
                    return result;
                }
            });
            assertThat(results.get(0)).containsOnly(0.5f);
        }
    }

    @Test
    void replicaOnTwoTasks_isRefused() {
        assertThatThrownBy(() -> Tasks.run(2, rank -> {
                    try (Averager averager = averager(sessions, rank, 2, 10)) {
                        return averager.average(0, List.of(contribution(5, 10)), new float[10], new float[10]);
                    }
                }))
                .hasRootCauseMessage("Replica 5 is hosted by two tasks of one segment");
    }

    @Test
    void differentLengths_areNoticed() {
        assertThatThrownBy(() -> Tasks.run(2, rank -> {
                    int length = 10 + rank;
                    try (Averager averager = averager(sessions, rank, 2, length)) {
                        return averager.average(
                                0, List.of(contribution(rank, length)), new float[length], new float[length]);
                    }
                }))
                .cause()
                .isInstanceOf(PeerLostException.class);
    }

    @Test
    void wrongArguments_areRefused() {
        try (Averager averager = averager(sessions, 0, 1, 4)) {
            assertThatThrownBy(() -> averager.average(0, List.of(contribution(0, 5)), new float[4], new float[4]))
                    .hasMessage("Invalid length of values of replica 0: 5 (must be 4)");
            assertThatThrownBy(() -> averager.average(0, List.of(contribution(0, 4)), new float[4], new float[3]))
                    .hasMessage("Invalid length of result: 3 (must be 4)");
            assertThatThrownBy(() -> averager.average(
                            0, List.of(contribution(1, 4), contribution(0, 4)), new float[4], new float[4]))
                    .hasMessage("Invalid order of replicas: 0 after 1 (must be ascending)");
        }
    }

    @Test
    void roundsOutOfOrder_areRefused() throws Exception {
        try (Averager averager = averager(sessions, 0, 1, 4)) {
            averager.average(3, List.of(contribution(0, 4)), new float[4], new float[4]);

            assertThatThrownBy(() -> averager.average(3, List.of(contribution(0, 4)), new float[4], new float[4]))
                    .hasMessage("Cannot average round 3 after round 3 (rounds must ascend)");
        }
    }

    private List<float[]> averageOnce(RoundInput input, int tasks) throws Exception {
        Sessions own = new Sessions();
        return Tasks.run(tasks, rank -> {
            try (Averager averager = averager(own, rank, tasks, input.length())) {
                float[] result = new float[input.length()];
                averager.average(0, input.of(rank, tasks), result, result);
                return result;
            }
        });
    }

    private static Averager averager(Sessions sessions, int rank, int tasks, int length) {
        return new PeerAverager(sessions.local(KEY, rank, tasks, () -> false), length);
    }

    private static Contribution contribution(int replica, int length) {
        float[] values = new float[length];
        Arrays.fill(values, replica);
        return new Contribution(replica, 1, values, null);
    }
}
